//! Reading a folder that somebody else filled. Everything is opened relative to the folder's descriptor, below it and
//! through no link, so that neither a link nor a folder swapped under our feet leads anywhere else.

use std::fs::File;
use std::io::{self, Read as _};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Path, PathBuf};

use bank::files::FileMap;
use bank::finding::Finding;
use rustix::fs::{CWD, Dir, FileType, Mode, OFlags, ResolveFlags, fstat, openat, openat2};
use rustix::io::Errno;

/// How much is read at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadLimits {
    pub files: usize,
    pub total_bytes: u64,
    pub depth: usize,
}

/// What a candidate may hand in.
pub const OF_A_SUBMISSION: ReadLimits = ReadLimits { files: 2_000, total_bytes: 64 << 20, depth: 16 };
/// What the `.git` of a submission may hold.
pub const OF_A_REPOSITORY: ReadLimits = ReadLimits { files: 8_000, total_bytes: 64 << 20, depth: 10 };
/// What an exam or a task may hold.
pub const OF_A_TASK: ReadLimits = ReadLimits { files: 10_000, total_bytes: 512 << 20, depth: 24 };

/// Folders that tools leave behind and that belong to no work: never read.
const NOT_WORK: [&str; 9] = [
    ".git",
    ".hg",
    "__pycache__",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".tox",
    ".venv",
    "node_modules",
];

/// The files cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("`{0}` does not exist\nhint: give the path of a file or folder")]
    Missing(PathBuf),
    #[error("`{0}` is neither a file nor a folder\nhint: give the path of a file or folder")]
    Neither(PathBuf),
    #[error("`{0}` is no folder\nhint: give the path of the folder")]
    NoFolder(PathBuf),
    #[error("cannot read `{path}`: {source}")]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("`{path}` holds more than {limit}\nhint: keep only the files that belong to the work")]
    TooMuch { path: PathBuf, limit: String },
}

/// Reads a file or a folder. What is left out (links, special files, names that no path may have) is a finding.
pub fn read(path: &Path, limits: ReadLimits) -> Result<(FileMap, Vec<Finding>), ReadError> {
    let unreadable = |source: Errno| match source {
        Errno::NOENT => ReadError::Missing(path.to_owned()),
        other => ReadError::Unreadable { path: path.to_owned(), source: other.into() },
    };
    // The caller named this path, so a link in it is the caller's wish; below it none is followed.
    let opened = openat(CWD, path, OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC, Mode::empty());
    let root = opened.map_err(unreadable)?;
    let mut reader =
        Reader { root: path.to_owned(), limits, files: FileMap::new(), findings: Vec::new(), bytes: 0 };
    match file_type(&root).map_err(unreadable)? {
        FileType::RegularFile => {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            reader.take_file(&name, root)?;
        }
        FileType::Directory => reader.take_folder("", &root, 0)?,
        _ => return Err(ReadError::Neither(path.to_owned())),
    }
    Ok((reader.files, reader.findings))
}

/// As [`read`], for work that is a Git repository: of `.git` comes what holds its history and its references.
pub fn read_repository(path: &Path, limits: ReadLimits) -> Result<(FileMap, Vec<Finding>), ReadError> {
    let (mut files, mut findings) = read(path, limits)?;
    let repository = path.join(".git");
    if repository.is_dir() && !repository.is_symlink() {
        let (inside, left_out) = read(&repository, OF_A_REPOSITORY)?;
        for (path, bytes) in inside.iter().filter(|(path, _)| is_repositorys(path.as_str())) {
            if let Err(error) = files.insert(&format!(".git/{path}"), bytes.to_vec()) {
                findings.push(Finding::warning(path.as_str(), format!("left out: {error}")));
            }
        }
        findings.extend(left_out);
    }
    Ok((files, findings))
}

/// Whether a file of `.git` belongs to the work: neither settings nor hooks nor logs do.
fn is_repositorys(path: &str) -> bool {
    let is_alone = ["HEAD", "packed-refs", "index"].contains(&path);
    is_alone || path.starts_with("objects/") || path.starts_with("refs/")
}

/// As [`read`], for what must be a folder.
pub fn read_folder(path: &Path, limits: ReadLimits) -> Result<(FileMap, Vec<Finding>), ReadError> {
    if path.is_file() {
        return Err(ReadError::NoFolder(path.to_owned()));
    }
    read(path, limits)
}

struct Reader {
    root: PathBuf,
    limits: ReadLimits,
    files: FileMap,
    findings: Vec<Finding>,
    bytes: u64,
}

impl Reader {
    fn take_folder(&mut self, folder: &str, descriptor: &OwnedFd, depth: usize) -> Result<(), ReadError> {
        if depth > self.limits.depth {
            return Err(self.too_much(format!("{} folders inside each other", self.limits.depth)));
        }
        for name in self.names(descriptor)? {
            let shown = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
            match open_below(descriptor, &name).and_then(|opened| Ok((file_type(&opened)?, opened))) {
                Ok((FileType::RegularFile, opened)) => self.take_file(&shown, opened)?,
                Ok((FileType::Directory, opened)) if !NOT_WORK.contains(&name.as_str()) => {
                    self.take_folder(&shown, &opened, depth + 1)?;
                }
                Ok((FileType::Directory, _)) => {}
                Ok(_) => self.leave_out(&shown, "is no regular file", "hand in regular files only"),
                Err(Errno::LOOP | Errno::XDEV) => {
                    self.leave_out(&shown, "is a symbolic link", "hand in the file itself");
                }
                Err(Errno::NXIO | Errno::ACCESS) => {
                    self.leave_out(&shown, "cannot be read", "hand in regular, readable files only");
                }
                Err(source) => return Err(self.unreadable(source.into())),
            }
        }
        Ok(())
    }

    fn take_file(&mut self, shown: &str, descriptor: OwnedFd) -> Result<(), ReadError> {
        if self.files.len() == self.limits.files {
            return Err(self.too_much(format!("{} files", self.limits.files)));
        }
        let room = self.limits.total_bytes - self.bytes;
        let mut bytes = Vec::new();
        File::from(descriptor)
            .take(room + 1)
            .read_to_end(&mut bytes)
            .map_err(|error| self.unreadable(error))?;
        if bytes.len() as u64 > room {
            return Err(self.too_much(format!("{} MB", self.limits.total_bytes >> 20)));
        }
        self.bytes += bytes.len() as u64;
        if let Err(error) = self.files.insert(shown, bytes) {
            self.leave_out(shown, &error.to_string(), "rename the file");
        }
        Ok(())
    }

    /// Names in a folder, sorted, so that findings come in the same order every time.
    fn names(&mut self, descriptor: &OwnedFd) -> Result<Vec<String>, ReadError> {
        let entries = Dir::read_from(descriptor).map_err(|error| self.unreadable(error.into()))?;
        let mut names = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|error| self.unreadable(error.into()))?;
            if names.len() > self.limits.files {
                return Err(self.too_much(format!("{} files", self.limits.files)));
            }
            match entry.file_name().to_str() {
                Ok("." | "..") => {}
                Ok(name) => names.push(name.to_owned()),
                Err(_) => {
                    let shown = entry.file_name().to_string_lossy().into_owned();
                    self.leave_out(&shown, "has a name that is not UTF-8", "rename the file");
                }
            }
        }
        names.sort();
        Ok(names)
    }

    fn leave_out(&mut self, shown: &str, what: &str, mend: &str) {
        let shown: String = shown.chars().take(200).flat_map(char::escape_debug).collect();
        self.findings.push(Finding::warning(shown, format!("left out: it {what}")).hint(mend));
    }

    fn too_much(&self, limit: String) -> ReadError {
        ReadError::TooMuch { path: self.root.clone(), limit }
    }

    fn unreadable(&self, source: io::Error) -> ReadError {
        ReadError::Unreadable { path: self.root.clone(), source }
    }
}

fn open_below(folder: &OwnedFd, name: &str) -> Result<OwnedFd, Errno> {
    // NONBLOCK: a named pipe must not hold us up.
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOFOLLOW;
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS | ResolveFlags::NO_MAGICLINKS;
    openat2(folder, name, flags, Mode::empty(), resolve)
}

fn file_type(descriptor: impl AsFd) -> Result<FileType, Errno> {
    Ok(FileType::from_raw_mode(fstat(descriptor)?.st_mode))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use super::*;

    fn folder(fill: impl FnOnce(&Path)) -> tempfile::TempDir {
        let place = tempfile::tempdir().unwrap();
        fill(place.path());
        place
    }

    fn paths(files: &FileMap) -> Vec<&str> {
        files.paths().map(bank::files::RelativePath::as_str).collect()
    }

    #[test]
    fn links_are_left_out_and_named_wherever_they_lead() {
        let place = folder(|root| {
            fs::create_dir(root.join("inner")).unwrap();
            fs::write(root.join("solution.py"), "x = 1").unwrap();
            symlink("/etc/passwd", root.join("inner/secret.txt")).unwrap();
            symlink("solution.py", root.join("alias.py")).unwrap();
            symlink("/etc", root.join("folder")).unwrap();
        });
        let (files, findings) = read(place.path(), OF_A_SUBMISSION).unwrap();
        assert_eq!(paths(&files), ["solution.py"]);
        let told: Vec<_> = findings.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 3);
        assert_eq!(
            told[2],
            "inner/secret.txt: left out: it is a symbolic link\nhint: hand in the file itself"
        );
    }

    #[test]
    fn special_files_are_left_out_and_do_not_hold_us_up() {
        let place = folder(|root| {
            rustix::fs::mknodat(CWD, root.join("pipe"), FileType::Fifo, Mode::RWXU, 0).unwrap();
            drop(UnixListener::bind(root.join("socket")).unwrap());
        });
        let (files, findings) = read(place.path(), OF_A_SUBMISSION).unwrap();
        assert!(files.is_empty());
        assert_eq!(findings.len(), 2, "{findings:?}");
    }

    #[test]
    fn what_tools_leave_behind_is_not_read() {
        let place = folder(|root| {
            for name in [".git", "__pycache__", "package"] {
                fs::create_dir(root.join(name)).unwrap();
                fs::write(root.join(name).join("file"), "x").unwrap();
            }
        });
        assert_eq!(paths(&read(place.path(), OF_A_SUBMISSION).unwrap().0), ["package/file"]);
    }

    #[test]
    fn a_single_file_keeps_its_name() {
        let place = folder(|root| fs::write(root.join("anna.py"), "x = 1").unwrap());
        assert_eq!(paths(&read(&place.path().join("anna.py"), OF_A_SUBMISSION).unwrap().0), ["anna.py"]);
    }

    #[test]
    fn too_many_too_large_and_too_deep_are_refused() {
        let place = folder(|root| {
            fs::create_dir_all(root.join("a/b/c")).unwrap();
            fs::write(root.join("a/b/c/deep"), "x").unwrap();
            fs::write(root.join("large"), "0123456789").unwrap();
        });
        let check = |limits: ReadLimits, what: &str| {
            let error = read(place.path(), limits).unwrap_err().to_string();
            assert!(error.contains(what), "{error}");
        };
        check(ReadLimits { depth: 2, ..OF_A_SUBMISSION }, "more than 2 folders inside each other");
        check(ReadLimits { files: 1, ..OF_A_SUBMISSION }, "more than 1 files");
        check(ReadLimits { total_bytes: 9, ..OF_A_SUBMISSION }, "more than 0 MB");
        assert!(matches!(read(&place.path().join("none"), OF_A_SUBMISSION), Err(ReadError::Missing(_))));
    }
}
