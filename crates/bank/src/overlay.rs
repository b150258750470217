//! A submission laid over the files that the candidate started from.

use crate::files::{FileMap, RelativePath};

/// What the submission room gets: each file of the submission takes its place over `start`.
///
/// A submission that is one single Python file may carry any name: when `start` holds exactly one Python file
/// it takes that file's place. Files of the exam never come into it.
pub fn overlay(start: &FileMap, submission: &FileMap) -> FileMap {
    let python: Vec<&RelativePath> = start.paths().filter(|path| path.is_python()).collect();
    let only = match python[..] {
        [only] => Some(only),
        _ => None,
    };
    overlay_at(start, submission, only)
}

/// As [`overlay`], with `only` the file that a single Python file of another name replaces.
pub(crate) fn overlay_at(start: &FileMap, submission: &FileMap, only: Option<&RelativePath>) -> FileMap {
    let renamed = only.filter(|_| submission.len() == 1);
    let mut laid = start.clone();
    for (path, bytes) in submission.iter() {
        let place = renamed.filter(|_| path.is_python() && !start.contains(path.as_str())).unwrap_or(path);
        laid.replace(place.clone(), bytes.to_vec());
    }
    laid
}
