//! What travels inside the binary: the programs that run in the rooms and the definitions of the Python environments.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use include_dir::{Dir, DirEntry, File, include_dir};

use crate::data_folder::{DataFolder, create_readable};
use crate::digest;
use crate::interpreter::Interpreter;

static PYTHON: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../python");

/// Folders of `python/` that no room needs.
const NOT_FOR_ROOMS: [&str; 2] = ["environments", "tests"];

/// The rooms could not be unpacked.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedError {
    #[error(
        "cannot unpack the rooms into `{path}`: {source}\nhint: check that the disk has room and that the folder is yours"
    )]
    Unpack { path: PathBuf, source: io::Error },
    #[error("cannot compile the rooms with `{python}`: {why}")]
    Compile { python: String, why: String },
}

/// The definition files of environments: name without suffix, and text.
pub fn environment_files(suffix: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let folder = PYTHON.get_dir("environments");
    folder.into_iter().flat_map(Dir::files).filter_map(move |file| {
        let name = file.path().file_name()?.to_str()?.strip_suffix(suffix)?;
        Some((name, file.contents_utf8()?))
    })
}

/// The folder with the rooms' programs for this interpreter, bytecode compiled; unpacked when it is not there yet.
pub fn unpack_rooms(data: &DataFolder, python: &Interpreter) -> Result<PathBuf, EmbeddedError> {
    let tag = python.cache_tag.as_deref().unwrap_or("plain");
    let target = data.rooms().join(format!("{}-{tag}", digest::short(&rooms_digest())));
    if target.is_dir() {
        return Ok(target);
    }
    let unpack_error = |source| EmbeddedError::Unpack { path: target.clone(), source };
    let half_made =
        tempfile::Builder::new().prefix(".unpacking-").tempdir_in(data.rooms()).map_err(unpack_error)?;
    for file in room_files() {
        write_file(half_made.path(), file).map_err(unpack_error)?;
    }
    create_readable(half_made.path()).map_err(unpack_error)?;
    compile(half_made.path(), python)?;
    match fs::rename(half_made.path(), &target) {
        // The folder now has its final name: nothing is left for the guard to remove.
        Ok(()) => drop(half_made.keep()),
        // Another process was faster; its folder has the same digest and so the same bytes.
        Err(_) if target.is_dir() => {}
        Err(source) => return Err(unpack_error(source)),
    }
    Ok(target)
}

/// Digest of the rooms' programs: part of the reason why two verdicts may differ.
pub fn rooms_digest() -> String {
    let parts: Vec<&[u8]> = room_files()
        .iter()
        .flat_map(|file| [file.path().as_os_str().as_encoded_bytes(), file.contents()])
        .collect();
    digest::of_parts(parts)
}

fn room_files() -> Vec<&'static File<'static>> {
    let mut files = Vec::new();
    for folder in PYTHON.dirs() {
        if !NOT_FOR_ROOMS.iter().any(|name| folder.path() == Path::new(name)) {
            collect(folder, &mut files);
        }
    }
    files.sort_by_key(|file| file.path());
    files
}

fn collect(folder: &'static Dir<'static>, files: &mut Vec<&'static File<'static>>) {
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(inner) if !inner.path().ends_with("__pycache__") => collect(inner, files),
            DirEntry::File(file) if file.path().extension().is_some_and(|suffix| suffix != "pyc") => {
                files.push(file);
            }
            _ => {}
        }
    }
}

fn write_file(root: &Path, file: &File<'_>) -> io::Result<()> {
    let path = root.join(file.path());
    if let Some(folder) = path.parent() {
        create_readable(folder)?;
    }
    fs::write(&path, file.contents())?;
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o444))
}

fn compile(folder: &Path, python: &Interpreter) -> Result<(), EmbeddedError> {
    let name = python.executable.display().to_string();
    // `unchecked-hash`: the files never change under their digest, so no room need look at their times.
    let output = Command::new(&python.executable)
        .args(["-I", "-m", "compileall", "-q", "--invalidation-mode", "unchecked-hash"])
        .arg(folder)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| EmbeddedError::Compile { python: name.clone(), why: error.to_string() })?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Err(EmbeddedError::Compile { python: name, why: said })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_environments_of_the_binary_have_definitions_and_locks() {
        let locks: Vec<_> = environment_files(".lock").map(|(name, _)| name).collect();
        assert!(["core", "data"].iter().all(|name| locks.contains(name)), "{locks:?}");
        assert!(environment_files(".in").all(|(name, _)| locks.contains(&name)));
    }

    #[test]
    fn no_test_and_no_bytecode_travels_into_a_room() {
        assert!(room_files().iter().all(|file| !file.path().starts_with("tests")));
        assert!(
            room_files().iter().all(|file| file.path().extension().is_some_and(|suffix| suffix != "pyc"))
        );
    }
}
