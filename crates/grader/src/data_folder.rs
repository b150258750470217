//! The data folder: where environments, the environment builder, its cache and the unpacked rooms live. What is inside
//! is readable by everyone, because the unprivileged user of a box reads it through read-only binds.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

/// The opened data folder.
#[derive(Clone, Debug)]
pub struct DataFolder {
    root: PathBuf,
}

/// The data folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DataFolderError {
    #[error(
        "no place for the data folder: neither `ASSAY_DATA`, `XDG_DATA_HOME` nor `HOME` is set\nhint: name one with `--data DIR`"
    )]
    NoPlace,
    #[error(
        "cannot use `{path}` as the data folder: {source}\nhint: choose a writable folder with `--data DIR` or `ASSAY_DATA`"
    )]
    Unusable { path: PathBuf, source: io::Error },
}

impl DataFolder {
    /// Opens (and creates, if need be) the data folder.
    pub fn open(root: &Path) -> Result<Self, DataFolderError> {
        let unusable = |source| DataFolderError::Unusable { path: root.to_owned(), source };
        fs::create_dir_all(root).map_err(unusable)?;
        let root = root.canonicalize().map_err(unusable)?;
        let folder = Self { root };
        for part in [folder.environments(), folder.tools(), folder.rooms(), folder.cache()] {
            create_readable(&part).map_err(unusable)?;
        }
        Ok(folder)
    }

    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Built Python environments, a folder each, named by their digest.
    pub fn environments(&self) -> PathBuf {
        self.root.join("environments")
    }

    /// Programs that Assay fetched for itself.
    pub fn tools(&self) -> PathBuf {
        self.root.join("tools")
    }

    /// What runs inside the rooms, unpacked from the binary, a folder for each version of it.
    pub fn rooms(&self) -> PathBuf {
        self.root.join("rooms")
    }

    /// Downloaded packages, so that an interrupted build goes on where it stopped.
    pub fn cache(&self) -> PathBuf {
        self.root.join("cache")
    }
}

/// Where the data folder is when nobody says: `ASSAY_DATA`, else the XDG data home. `variable` reads the environment.
pub fn default_root(variable: impl Fn(&str) -> Option<OsString>) -> Result<PathBuf, DataFolderError> {
    let set = |name: &str| variable(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("ASSAY_DATA")
        .or_else(|| set("XDG_DATA_HOME").filter(|path| path.is_absolute()).map(|home| home.join("assay")))
        .or_else(|| set("HOME").map(|home| home.join(".local/share/assay")))
        .ok_or(DataFolderError::NoPlace)
}

/// Creates a folder that everyone may enter and only its owner may change, whatever the umask.
pub fn create_readable(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path)?;
    let mut permissions = fs::metadata(path)?.permissions();
    if permissions.mode() & 0o7777 != 0o755 {
        permissions.set_mode(0o755);
        fs::set_permissions(path, permissions)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(variables: &[(&str, &str)], expected: Option<&str>) {
        let found = default_root(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        });
        assert_eq!(found.ok(), expected.map(PathBuf::from));
    }

    #[test]
    fn the_data_folder_is_the_variable_then_the_xdg_data_home_then_the_home() {
        check(&[("ASSAY_DATA", "/a"), ("XDG_DATA_HOME", "/x"), ("HOME", "/h")], Some("/a"));
        check(&[("XDG_DATA_HOME", "/x"), ("HOME", "/h")], Some("/x/assay"));
        check(
            &[("ASSAY_DATA", ""), ("XDG_DATA_HOME", "relative"), ("HOME", "/h")],
            Some("/h/.local/share/assay"),
        );
        check(&[], None);
    }

    #[test]
    fn folders_inside_are_readable_by_everyone() {
        let place = tempfile::tempdir().unwrap();
        let folder = DataFolder::open(&place.path().join("data")).unwrap();
        let mode = fs::metadata(folder.environments()).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o755);
    }
}
