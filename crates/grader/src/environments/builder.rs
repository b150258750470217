//! The program that builds environments, `uv`: the one on PATH, else one fetched into the data folder with the pip of a
//! throwaway virtual environment. Also: how pip's settings on this machine reach it.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Workshop;
use super::build::BuildError;
use super::build_lock::BuildLock;
use super::program::{self, ProgramError};
use crate::interpreter::Interpreter;

const REQUIREMENT: &str = include_str!("../../../../python/environments/tools/builder.lock");

/// The oldest `uv` on PATH that knows the options used here.
const OLDEST: [u32; 2] = [0, 5];

/// A setting of pip, and the variable that carries it to uv.
const PIP_SETTINGS: [(&str, &str); 6] = [
    ("index-url", "UV_DEFAULT_INDEX"),
    ("extra-index-url", "UV_EXTRA_INDEX_URL"),
    ("find-links", "UV_FIND_LINKS"),
    ("no-index", "UV_NO_INDEX"),
    ("trusted-host", "UV_INSECURE_HOST"),
    ("cert", "SSL_CERT_FILE"),
];

/// Where the builder is; fetched when this machine has none.
pub fn locate(workshop: Workshop<'_>) -> Result<PathBuf, BuildError> {
    if is_new_enough(Path::new("uv")) {
        return Ok(PathBuf::from("uv"));
    }
    let target = workshop.data.tools().join(format!("uv-{}", version_required())).join("uv");
    if target.is_file() {
        return Ok(target);
    }
    let lock_path = workshop.data.tools().join(".lock");
    let _lock = BuildLock::acquire(&lock_path, "the environment builder", workshop.listener)
        .map_err(|source| BuildError::Folder { path: lock_path.clone(), source })?;
    if !target.is_file() {
        fetch(&target, workshop)?;
    }
    Ok(target)
}

/// A command of the builder with this machine's settings for certificates, indexes and proxies.
pub fn command(uv: &Path, workshop: Workshop<'_>) -> Command {
    let mut command = Command::new(uv);
    command.env("UV_NO_PROGRESS", "1").env("UV_PYTHON_DOWNLOADS", "never");
    set_unless_set(&mut command, "UV_CACHE_DIR", &workshop.data.cache().join("uv").to_string_lossy());
    // Certificates of the system, under the name that newer and older builders know.
    set_unless_set(&mut command, "UV_SYSTEM_CERTS", "1");
    set_unless_set(&mut command, "UV_NATIVE_TLS", "1");
    if workshop.wheels.is_none() {
        let index_chosen =
            ["UV_DEFAULT_INDEX", "UV_INDEX_URL"].iter().any(|name| env::var_os(name).is_some());
        for (name, value) in pip_settings(workshop.python) {
            if !(index_chosen && name == "UV_DEFAULT_INDEX") {
                set_unless_set(&mut command, name, &value);
            }
        }
    }
    command
}

fn set_unless_set(command: &mut Command, name: &str, value: &str) {
    if env::var_os(name).is_none() {
        command.env(name, value);
    }
}

/// What pip is configured to, by files and variables, as variables of the builder.
fn pip_settings(python: &Interpreter) -> Vec<(&'static str, String)> {
    let listing = Command::new(&python.executable)
        .args(["-m", "pip", "config", "list", "--disable-pip-version-check"])
        .stdin(Stdio::null())
        .output();
    // Without pip there are no settings of pip; the builder then goes by its own.
    let text = listing.map(|output| String::from_utf8_lossy(&output.stdout).into_owned()).unwrap_or_default();
    translate(&text)
}

/// Reads lines such as `global.index-url='URL'` and `:env:.cert='FILE'`; a variable outranks a file, as in pip.
fn translate(listing: &str) -> Vec<(&'static str, String)> {
    let value_of = |setting: &str, from_variable: bool| {
        listing.lines().find_map(|line| {
            let (key, value) = line.split_once('=')?;
            let (section, name) = key.rsplit_once('.')?;
            (name == setting && (section == ":env:") == from_variable)
                .then(|| value.trim_matches(['\'', '"']).replace("\\n", " ").trim().to_owned())
        })
    };
    PIP_SETTINGS
        .iter()
        .filter_map(|(setting, variable)| {
            let value = value_of(setting, true).or_else(|| value_of(setting, false))?;
            let words: Vec<_> = value.split_whitespace().collect();
            let separator = if *setting == "find-links" { "," } else { " " };
            Some((*variable, words.join(separator)))
        })
        .collect()
}

fn fetch(target: &Path, workshop: Workshop<'_>) -> Result<(), BuildError> {
    let tools = workshop.data.tools();
    let folder_error = |source| BuildError::Folder { path: tools.clone(), source };
    let place = tempfile::Builder::new().prefix(".fetching-").tempdir_in(&tools).map_err(folder_error)?;
    let _entry = workshop.leftovers.folder(place.path());
    let venv = place.path().join("venv");
    let mut create = Command::new(&workshop.python.executable);
    program::run(create.args(["-I", "-m", "venv"]).arg(&venv), workshop).map_err(no_venv)?;
    let requirement = place.path().join("builder.txt");
    fs::write(&requirement, REQUIREMENT).map_err(folder_error)?;
    let mut install = Command::new(venv.join("bin/python"));
    install.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        "--no-deps",
        "--only-binary",
        ":all:",
    ]);
    if let Some(wheels) = workshop.wheels {
        install.arg("--no-index").arg("--find-links").arg(wheels);
    }
    program::run(install.arg("--requirement").arg(&requirement), workshop)
        .map_err(BuildError::no_packages)?;
    publish(&venv.join("bin/uv"), target).map_err(folder_error)
}

/// Moves the program to its place in one step, so that nobody ever runs half of it.
fn publish(program: &Path, target: &Path) -> std::io::Result<()> {
    if let Some(folder) = target.parent() {
        crate::data_folder::create_readable(folder)?;
    }
    fs::rename(program, target)
}

fn no_venv(error: ProgramError) -> BuildError {
    let text = error.to_string();
    if text.contains("ensurepip") || text.contains("No module named venv") {
        return BuildError::NoVenv;
    }
    BuildError::Program(error)
}

fn is_new_enough(uv: &Path) -> bool {
    let output = Command::new(uv).arg("--version").stdin(Stdio::null()).output();
    output.is_ok_and(|output| {
        output.status.success()
            && version_of(&String::from_utf8_lossy(&output.stdout)).is_some_and(|v| v >= OLDEST)
    })
}

/// The first two numbers of a line such as `uv 0.13.8 (...)`.
fn version_of(text: &str) -> Option<[u32; 2]> {
    let mut numbers = text.split_whitespace().nth(1)?.split('.').map(str::parse);
    Some([numbers.next()?.ok()?, numbers.next()?.ok()?])
}

fn version_required() -> &'static str {
    let pin = REQUIREMENT.lines().find_map(|line| line.strip_prefix("uv=="));
    pin.and_then(|rest| rest.split_whitespace().next()).unwrap_or("pinned")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pips_settings_reach_the_builder_and_variables_outrank_files() {
        let listing = ":env:.cert='/etc/ca.pem'\n:env:.find-links='/a /b'\nglobal.cert='/other.pem'\n\
                       global.index-url='https://example.org/simple'\n:env:.default-timeout='180'\n";
        assert_eq!(
            translate(listing),
            [
                ("UV_DEFAULT_INDEX", "https://example.org/simple".to_owned()),
                ("UV_FIND_LINKS", "/a,/b".to_owned()),
                ("SSL_CERT_FILE", "/etc/ca.pem".to_owned()),
            ]
        );
        assert_eq!(translate(""), []);
    }

    #[test]
    fn an_old_builder_on_the_path_is_passed_over() {
        assert_eq!(version_of("uv 0.13.8 (x86_64-unknown-linux-gnu)"), Some([0, 13]));
        assert!(version_of("uv 0.4.30").is_some_and(|version| version < OLDEST));
        assert_eq!(version_of("something else"), None);
    }

    #[test]
    fn the_builder_is_pinned() {
        assert!(version_required().split('.').count() == 3, "{}", version_required());
    }
}
