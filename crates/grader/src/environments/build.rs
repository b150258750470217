//! Building an environment: into a folder of its own beside its place, sealed, then renamed. Whoever sees the final
//! name sees a complete environment.

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::build_lock::BuildLock;
use super::program::{self, ProgramError};
use super::{Definition, Environment, Workshop, builder};
use crate::digest;
use crate::progress::Progress;

const STEPS: u64 = 4;
const HALF_MADE: &str = ".building-";

/// An environment could not be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    #[error(
        "`{path}` cannot be written: {source}\nhint: check that the disk has room and that the folder is yours, or name another with `--data DIR`"
    )]
    Folder { path: PathBuf, source: io::Error },
    #[error(
        "this Python cannot create virtual environments\nhint: `apt install python3-venv`, or put `uv` on PATH"
    )]
    NoVenv,
    #[error(
        "{0}\nhint: packages come from PyPI; check network, proxy and certificates (`UV_DEFAULT_INDEX`, `PIP_INDEX_URL`, `SSL_CERT_FILE`), or build from a folder of wheels with `--wheels DIR`"
    )]
    NoPackages(ProgramError),
    #[error("{0}")]
    Program(ProgramError),
}

impl BuildError {
    pub(super) fn no_packages(error: ProgramError) -> Self {
        match error {
            ProgramError::Failed { .. } => Self::NoPackages(error),
            ProgramError::Start { .. } => Self::Program(error),
        }
    }
}

/// The environment, built first when it is not there yet.
pub fn ensure(definition: Definition, workshop: Workshop<'_>) -> Result<Environment, BuildError> {
    let environment = definition.place(workshop.data, workshop.python);
    if environment.is_built() {
        return Ok(environment);
    }
    let what = format!("environment `{}`", definition.name);
    let lock_path = workshop.data.environments().join(format!(".lock-{}", definition.name));
    let _lock = BuildLock::acquire(&lock_path, &what, workshop.listener)
        .map_err(|source| BuildError::Folder { path: lock_path.clone(), source })?;
    if !environment.is_built() {
        build(definition, &environment, workshop)?;
        (workshop.listener)(Progress::Finished { what });
    }
    Ok(environment)
}

fn build(
    definition: Definition,
    environment: &Environment,
    workshop: Workshop<'_>,
) -> Result<(), BuildError> {
    let folder_error = |source| BuildError::Folder { path: environment.path.clone(), source };
    let name = definition.name;
    let step = |step, what: &str| {
        (workshop.listener)(Progress::Step { what: format!("{name}: {what}"), step, total: STEPS });
    };
    let half_made = half_made_folder(environment, workshop).map_err(folder_error)?;
    let _entry = workshop.leftovers.folder(&half_made);
    let outcome = (|| {
        step(0, "find the environment builder");
        let uv = builder::locate(workshop)?;
        step(1, "create the environment");
        create(&uv, &half_made, workshop)?;
        step(2, &format!("install {} packages", definition.package_count()));
        install(&uv, definition, &half_made, workshop)?;
        step(3, "seal it read-only");
        seal(&half_made).map_err(folder_error)?;
        fs::rename(&half_made, &environment.path).map_err(folder_error)
    })();
    if outcome.is_err() {
        // What remains is swept by the next build, should even this fail.
        drop(remove(&half_made));
    }
    outcome
}

/// The folder to build in. Those that a killed process left behind are swept: the lock says that nobody uses them.
fn half_made_folder(environment: &Environment, workshop: Workshop<'_>) -> io::Result<PathBuf> {
    let prefix = format!("{HALF_MADE}{}-", environment.name);
    let folder = workshop.data.environments();
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(&prefix) {
            remove(&entry.path())?;
        }
    }
    Ok(folder.join(format!("{prefix}{}", digest::short(&environment.digest))))
}

fn create(uv: &Path, folder: &Path, workshop: Workshop<'_>) -> Result<(), BuildError> {
    let mut command = builder::command(uv, workshop);
    command.args(["venv", "--quiet", "--relocatable", "--no-project", "--prompt", "assay"]);
    command.arg("--python").arg(&workshop.python.executable).arg(folder);
    program::run(&mut command, workshop).map_err(BuildError::Program)
}

fn install(
    uv: &Path,
    definition: Definition,
    folder: &Path,
    workshop: Workshop<'_>,
) -> Result<(), BuildError> {
    let lock = folder.join("requirements.lock");
    fs::write(&lock, definition.lock).map_err(|source| BuildError::Folder { path: lock.clone(), source })?;
    let mut command = builder::command(uv, workshop);
    // Copies, not links into the cache: a sealed environment shares its files with nobody.
    command.args(["pip", "sync", "--require-hashes", "--compile-bytecode", "--link-mode", "copy"]);
    command.args(["--only-binary", ":all:"]).arg("--python").arg(folder.join("bin/python"));
    if let Some(wheels) = workshop.wheels {
        command.args(["--offline", "--no-index"]).arg("--find-links").arg(wheels);
    }
    program::run(command.arg(&lock), workshop).map_err(BuildError::no_packages)
}

/// Readable by everyone, writable by nobody.
fn seal(path: &Path) -> io::Result<()> {
    change_modes(path, &|mode| (mode & !0o222) | 0o444 | if mode & 0o100 == 0 { 0 } else { 0o111 })
}

/// Removes a folder even when it is sealed.
fn remove(path: &Path) -> io::Result<()> {
    match change_modes(path, &|mode| mode | 0o200).and_then(|()| fs::remove_dir_all(path)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn change_modes(path: &Path, change: &dyn Fn(u32) -> u32) -> io::Result<()> {
    let metadata = fs::symlink_metadata(path)?;
    if metadata.is_symlink() {
        return Ok(());
    }
    let mode = metadata.permissions().mode() & 0o7777;
    let wanted = if metadata.is_dir() { change(mode) | 0o111 } else { change(mode) };
    if metadata.is_dir() {
        // The folder's own mode comes last when it closes and first when it opens.
        let opened = wanted | 0o700;
        fs::set_permissions(path, PermissionsExt::from_mode(opened))?;
        for entry in fs::read_dir(path)? {
            change_modes(&entry?.path(), change)?;
        }
    }
    fs::set_permissions(path, PermissionsExt::from_mode(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_folder_is_readable_by_everyone_writable_by_nobody_and_can_be_removed() {
        let place = tempfile::tempdir().unwrap();
        let folder = place.path().join("environment");
        fs::create_dir_all(folder.join("bin")).unwrap();
        fs::write(folder.join("bin/tool"), "x").unwrap();
        fs::set_permissions(folder.join("bin/tool"), PermissionsExt::from_mode(0o700)).unwrap();
        seal(&folder).unwrap();
        let mode = |path: &str| fs::metadata(folder.join(path)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("bin"), mode("bin/tool")), (0o555, 0o555));
        remove(&folder).unwrap();
        assert!(!folder.exists());
        remove(&folder).unwrap();
    }
}
