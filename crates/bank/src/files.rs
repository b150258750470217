//! Files as values: checked relative paths and what they hold.
//!
//! A [`FileMap`] is the only form in which files enter or leave this crate. A path in it can never point
//! outside of the folder that it is written to, and no path is both a file and a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::finding::Finding;

/// Longest path that is accepted, in bytes: Linux' `PATH_MAX` with room for the folder above.
const PATH_BYTES: usize = 1024;
/// Longest name of one file or folder, in bytes: Linux' `NAME_MAX`.
const NAME_BYTES: usize = 255;

/// Why a path was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PathError {
    #[error("the path is empty")]
    Empty,
    #[error("`{0}` is an absolute path")]
    Absolute(String),
    #[error("`{0}` leaves its folder through `..`")]
    Traversal(String),
    #[error("`{0}` holds a backslash or a control character")]
    Character(String),
    #[error("the path `{0}...` is too long")]
    TooLong(String),
    #[error("`{0}` is a file and a folder at once")]
    Conflict(String),
}

/// A relative, normalised path: names parted by `/`, none of them `.` or `..`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelativePath(String);

impl RelativePath {
    /// Checks and normalises: `./a//b` becomes `a/b`; `a/../b`, `/a` and `a\b` are refused.
    pub fn new(path: &str) -> Result<Self, PathError> {
        let shown = || path.chars().take(60).flat_map(char::escape_default).collect::<String>();
        if path.starts_with('/') {
            return Err(PathError::Absolute(shown()));
        }
        if path.chars().any(|c| c == '\\' || c.is_control()) {
            return Err(PathError::Character(shown()));
        }
        let names: Vec<&str> = path.split('/').filter(|name| !matches!(*name, "" | ".")).collect();
        if names.contains(&"..") {
            return Err(PathError::Traversal(shown()));
        }
        let normalised = names.join("/");
        match normalised.len() {
            0 => Err(PathError::Empty),
            length if length > PATH_BYTES => Err(PathError::TooLong(shown())),
            _ if names.iter().any(|name| name.len() > NAME_BYTES) => Err(PathError::TooLong(shown())),
            _ => Ok(Self(normalised)),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last name: `core.py` of `shop/core.py`.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The folder: `shop` of `shop/core.py`, the empty string of `core.py`.
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The file's name without its extension: `core` of `shop/core.py`.
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// Whether Python could import or run it: the name ends in `.py`.
    pub fn is_python(&self) -> bool {
        self.0.strip_suffix(".py").is_some_and(|rest| !rest.is_empty() && !rest.ends_with('/'))
    }

    /// Every folder above it, outermost first: `a`, `a/b` of `a/b/c.py`.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('/').map(|(at, _)| &self.0[..at])
    }
}

impl fmt::Display for RelativePath {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Files by path, sorted by path; the bytes are kept as they are, text or not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileMap {
    files: BTreeMap<RelativePath, Vec<u8>>,
}

impl FileMap {
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes all that can be taken; each refused path is a finding.
    pub fn from_entries<P: AsRef<str>>(
        entries: impl IntoIterator<Item = (P, Vec<u8>)>,
    ) -> (Self, Vec<Finding>) {
        let mut files = Self::new();
        let mut findings = Vec::new();
        for (path, bytes) in entries {
            if let Err(error) = files.insert(path.as_ref(), bytes) {
                findings.push(refused(path.as_ref(), &error));
            }
        }
        (files, findings)
    }

    /// Adds a file or replaces it. Errors: the path is not a safe relative path, or would be a file and a
    /// folder at once.
    pub fn insert(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), PathError> {
        let path = RelativePath::new(path)?;
        if self.has_folder(path.as_str()) || path.folders().any(|folder| self.contains(folder)) {
            return Err(PathError::Conflict(path.0));
        }
        self.files.insert(path, bytes);
        Ok(())
    }

    /// Adds a file; what stands in its way (a folder of its name, a file where it needs a folder) goes.
    pub fn replace(&mut self, path: RelativePath, bytes: Vec<u8>) {
        let inside = format!("{path}/");
        self.files.retain(|other, _| !other.as_str().starts_with(&inside));
        for folder in path.folders() {
            self.files.remove(&RelativePath(folder.to_owned()));
        }
        self.files.insert(path, bytes);
    }

    pub fn remove(&mut self, path: &str) -> Option<Vec<u8>> {
        self.files.remove(&RelativePath::new(path).ok()?)
    }

    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(&RelativePath::new(path).ok()?).map(Vec::as_slice)
    }

    /// The file as text; none when it is missing or no UTF-8. A byte order mark is dropped.
    pub fn text(&self, path: &str) -> Option<&str> {
        let text = std::str::from_utf8(self.get(path)?).ok()?;
        Some(text.strip_prefix('\u{feff}').unwrap_or(text))
    }

    pub fn contains(&self, path: &str) -> bool {
        self.get(path).is_some()
    }

    /// Whether any file lies inside `folder`.
    pub fn has_folder(&self, folder: &str) -> bool {
        self.inside(folder).next().is_some()
    }

    /// Paths and bytes in the order of the paths.
    pub fn iter(&self) -> impl Iterator<Item = (&RelativePath, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path, bytes.as_slice()))
    }

    pub fn paths(&self) -> impl Iterator<Item = &RelativePath> {
        self.files.keys()
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    pub fn total_bytes(&self) -> u64 {
        self.files.values().map(|bytes| bytes.len() as u64).sum()
    }

    /// The files inside `folder`, with paths relative to it.
    #[must_use]
    pub fn under(&self, folder: &str) -> Self {
        let files = self.inside(folder).map(|(path, rest, _)| (RelativePath(rest.to_owned()), path));
        Self { files: files.map(|(rest, path)| (rest, self.files[path].clone())).collect() }
    }

    /// The names directly inside `folder` (the empty string: of the whole map), files and folders alike.
    pub fn names(&self, folder: &str) -> BTreeSet<&str> {
        let first = |rest: &'_ str| rest.find('/').unwrap_or(rest.len());
        self.inside(folder).map(|(_, rest, _)| &rest[..first(rest)]).collect()
    }

    /// Puts every file of `other` inside `folder`. Errors as [`FileMap::insert`].
    pub fn insert_under(&mut self, folder: &str, other: &Self) -> Result<(), PathError> {
        for (path, bytes) in other.iter() {
            self.insert(&format!("{folder}/{path}"), bytes.to_vec())?;
        }
        Ok(())
    }

    /// What the files are, as 64 hexadecimal digits: SHA-256 over, for each file in the order of the paths'
    /// bytes, the path's length (8 bytes, little endian), the path, the length of the contents (likewise) and
    /// the contents. The lengths keep two different maps from giving the same stream.
    pub fn digest(&self) -> String {
        let mut hasher = Sha256::new();
        for (path, bytes) in self.iter() {
            for part in [path.as_str().as_bytes(), bytes] {
                hasher.update((part.len() as u64).to_le_bytes());
                hasher.update(part);
            }
        }
        format!("{:x}", hasher.finalize())
    }

    fn inside<'a>(&'a self, folder: &str) -> impl Iterator<Item = (&'a RelativePath, &'a str, &'a [u8])> {
        let folder = folder.trim_matches('/').to_owned();
        self.iter().filter_map(move |(path, bytes)| {
            let rest = match folder.as_str() {
                "" => path.as_str(),
                _ => path.as_str().strip_prefix(folder.as_str())?.strip_prefix('/')?,
            };
            Some((path, rest, bytes))
        })
    }
}

/// The finding for a path that no map takes.
pub(crate) fn refused(path: &str, error: &PathError) -> Finding {
    let shown: String = path.chars().take(60).flat_map(char::escape_default).collect();
    Finding::error(shown, format!("refused: {error}"))
        .hint("use paths relative to the folder, without `..` and without odd characters")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_normalised_or_refused() {
        let check = |path: &str, expected: &str| {
            let found = RelativePath::new(path).map_or_else(|error| error.to_string(), |path| path.0);
            assert_eq!(found, expected, "{path}");
        };
        check("./a//b/./c.py", "a/b/c.py");
        check("a b/ü.py", "a b/ü.py");
        check("", "the path is empty");
        check("./", "the path is empty");
        check("/etc/passwd", "`/etc/passwd` is an absolute path");
        check("a/../../b", "`a/../../b` leaves its folder through `..`");
        check("..", "`..` leaves its folder through `..`");
        check("a\\b", "`a\\\\b` holds a backslash or a control character");
        check("a\nb", "`a\\nb` holds a backslash or a control character");
        check(&"x".repeat(256), &format!("the path `{}...` is too long", "x".repeat(60)));
    }

    #[test]
    fn no_path_is_a_file_and_a_folder() {
        let mut files = FileMap::new();
        assert_eq!(files.insert("a/b", Vec::new()), Ok(()));
        assert_eq!(files.insert("a", Vec::new()), Err(PathError::Conflict("a".to_owned())));
        assert_eq!(files.insert("a/b/c", Vec::new()), Err(PathError::Conflict("a/b/c".to_owned())));
        assert_eq!(files.len(), 1);
    }

    #[test]
    fn refused_paths_are_findings_and_the_rest_is_taken() {
        let entries = [("../a", vec![1]), ("b", vec![0xff, 0])];
        let (files, findings) = FileMap::from_entries(entries);
        assert_eq!(files.get("b"), Some(&[0xff, 0][..]));
        assert_eq!(files.text("b"), None);
        let shown: Vec<String> = findings.iter().map(Finding::to_string).collect();
        assert_eq!(
            shown,
            ["../a: refused: `../a` leaves its folder through `..`\n\
              hint: use paths relative to the folder, without `..` and without odd characters"]
        );
    }

    #[test]
    fn the_digest_depends_on_paths_and_bytes_and_their_borders() {
        let digest = |entries: &[(&str, &str)]| {
            let entries = entries.iter().map(|(path, text)| (*path, text.as_bytes().to_vec()));
            FileMap::from_entries(entries).0.digest()
        };
        assert_eq!(digest(&[]), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(digest(&[("a", "1"), ("b", "2")]), digest(&[("b", "2"), ("a", "1")]));
        let different = [digest(&[("a", "bc")]), digest(&[("ab", "c")]), digest(&[("a", "b"), ("c", "")])];
        assert_eq!(different.iter().collect::<BTreeSet<_>>().len(), 3);
    }

    proptest::proptest! {
        #[test]
        fn no_path_leaves_its_folder(path in "[./a\\\\\u{0}é]{0,12}") {
            if let Ok(path) = RelativePath::new(&path) {
                proptest::prop_assert!(path.as_str().split('/').all(|name| !matches!(name, "" | "." | "..")));
            }
        }
    }
}
