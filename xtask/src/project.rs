//! Where the project is, which files it tracks, and how its chores run a command.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context, Result, bail};

/// The repository's root folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Files that git tracks, or would track, relative to the root; those deleted in the working tree left out.
pub fn files() -> Result<Vec<PathBuf>> {
    let listed =
        output(Command::new("git").args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]))?;
    let names = String::from_utf8(listed.stdout).context("a file name is not UTF-8")?;
    let mut files: Vec<PathBuf> =
        names.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).collect();
    files.retain(|file| root().join(file).is_file());
    files.sort();
    files.dedup();
    Ok(files)
}

/// Files that differ from the commit before the last one, or are not committed yet.
pub fn changed_files() -> Result<Vec<PathBuf>> {
    let base = if Command::new("git")
        .current_dir(root())
        .args(["rev-parse", "-q", "--verify", "HEAD~1"])
        .output()?
        .status
        .success()
    {
        "HEAD~1"
    } else {
        "HEAD"
    };
    let differing = output(Command::new("git").args(["diff", "--name-only", base]))?;
    let untracked = output(Command::new("git").args(["ls-files", "--others", "--exclude-standard"]))?;
    let names = [differing.stdout, untracked.stdout].concat();
    Ok(String::from_utf8(names).context("a file name is not UTF-8")?.lines().map(PathBuf::from).collect())
}

/// Runs a command in the root folder, its output on the terminal; fails when it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    let status = command.current_dir(root()).status().with_context(|| format!("cannot start `{shown}`"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}

/// Runs a command in the root folder and gives its output; fails when it fails.
pub fn output(command: &mut Command) -> Result<Output> {
    let shown = shown(command);
    let output = command.current_dir(root()).output().with_context(|| format!("cannot start `{shown}`"))?;
    if !output.status.success() {
        bail!("`{shown}` failed ({}):\n{}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(output)
}

/// The folder that cargo builds into.
pub fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// Builds the `assay` binary and gives its path.
pub fn assay_binary(release: bool) -> Result<PathBuf> {
    let mut build = Command::new("cargo");
    build.args(["build", "--package", "assay"]);
    if release {
        build.arg("--release");
    }
    run(&mut build)?;
    Ok(target_folder().join(if release { "release" } else { "debug" }).join("assay"))
}

/// The data folder of the project's own tests and chores: environments are built into it once.
pub fn data_folder() -> PathBuf {
    std::env::var_os("ASSAY_DATA").map_or_else(|| target_folder().join("assay-data"), PathBuf::from)
}

fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}
