//! Files in and out of the grader: read with care from folders that others filled, written into folders of our own.

pub mod read;

use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use bank::files::FileMap;

use crate::data_folder::create_readable;
use crate::leftovers::{Entry, Leftovers};

/// Who a room's user is: enough for programs that ask for a name, and nothing of this machine.
const PASSWD: &str = "root:x:0:0:root:/work:/bin/false\ncandidate:x:1000:1000:candidate:/work:/bin/sh\nnobody:x:65534:65534:nobody:/work:/bin/sh\n";
const GROUP: &str = "root:x:0:\ncandidate:x:1000:\nnogroup:x:65534:\n";
const HOSTS: &str = "127.0.0.1 localhost\n::1 localhost\n";

/// Files for one run of an exam, laid out for the boxes' mounts; gone when dropped.
#[derive(Debug)]
pub struct Stage {
    folder: tempfile::TempDir,
    _entry: Entry,
}

/// The files could not be staged.
#[derive(Debug, thiserror::Error)]
#[error(
    "cannot stage files in `{path}`: {source}\nhint: check that the disk has room, or name another folder with `TMPDIR`"
)]
pub struct StageError {
    path: PathBuf,
    source: io::Error,
}

impl Stage {
    /// Writes both rooms' files below the machine's temporary folder, which only this user can enter; the boxes reach
    /// their parts through mounts.
    pub fn new(submission: &FileMap, exam: &FileMap, leftovers: &Leftovers) -> Result<Self, StageError> {
        let made = leftovers.make(|| Self::filled(submission, exam, leftovers));
        made.unwrap_or_else(|| Err(io::ErrorKind::Interrupted.into()))
            .map_err(|source| StageError { path: std::env::temp_dir(), source })
    }

    fn filled(submission: &FileMap, exam: &FileMap, leftovers: &Leftovers) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix("assay-").tempdir()?;
        let stage = Self { _entry: leftovers.folder(folder.path()), folder };
        write_files(&stage.submission(), submission)?;
        write_files(&stage.exam(), exam)?;
        for (name, text) in [("passwd", PASSWD), ("group", GROUP), ("hosts", HOSTS)] {
            write_file(&stage.etc(name), text.as_bytes())?;
        }
        Ok(stage)
    }

    pub fn submission(&self) -> PathBuf {
        self.folder.path().join("submission")
    }

    /// The submission's files as the exam room may read them: the files themselves, unless others were laid out.
    pub fn source(&self) -> PathBuf {
        let other = self.folder.path().join("source");
        if other.is_dir() { other } else { self.submission() }
    }

    /// Lays out what the exam room may read in the place of the submission's files.
    pub fn with_source(self, files: &FileMap) -> Result<Self, StageError> {
        write_files(&self.folder.path().join("source"), files)
            .map_err(|source| StageError { path: self.folder.path().to_owned(), source })?;
        Ok(self)
    }

    pub fn exam(&self) -> PathBuf {
        self.folder.path().join("exam")
    }

    /// A file that stands for one of `/etc` in a box.
    pub fn etc(&self, name: &str) -> PathBuf {
        self.folder.path().join("etc").join(name)
    }
}

/// Writes a map of files into a folder that everyone may read.
pub fn write_files(folder: &Path, files: &FileMap) -> io::Result<()> {
    create_readable(folder)?;
    files.iter().try_for_each(|(path, bytes)| write_file(&folder.join(path.as_str()), bytes))
}

fn write_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
        // `create_dir_all` obeys the umask; the folders must be enterable by the box's user.
        fs::set_permissions(folder, PermissionsExt::from_mode(0o755))?;
    }
    fs::write(path, bytes)?;
    fs::set_permissions(path, PermissionsExt::from_mode(0o644))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_is_readable_inside_and_goes_away() {
        let mut files = FileMap::new();
        files.insert("shop/order.py", b"x = 1\n".to_vec()).unwrap();
        let stage = Stage::new(&files, &FileMap::new(), &Leftovers::default()).unwrap();
        let file = stage.submission().join("shop/order.py");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&file), mode(file.parent().unwrap())), (0o644, 0o755));
        assert!(stage.exam().is_dir() && stage.etc("passwd").is_file());
        drop(stage);
        assert!(!file.exists());
    }
}
