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

#[cfg(test)]
mod tests {
    use super::*;

    fn files(entries: &[(&str, &str)]) -> FileMap {
        FileMap::from_entries(entries.iter().map(|(path, text)| (*path, text.as_bytes().to_vec()))).0
    }

    fn check(start: &[(&str, &str)], submission: &[(&str, &str)], expected: &[(&str, &str)]) {
        assert_eq!(overlay(&files(start), &files(submission)), files(expected), "{submission:?}");
    }

    #[test]
    fn a_single_file_takes_the_place_of_the_only_python_file() {
        let start = [("totals.py", "stub"), ("orders.csv", "1")];
        check(&start, &[("mine.py", "done")], &[("totals.py", "done"), ("orders.csv", "1")]);
        check(&start, &[("totals.py", "done")], &[("totals.py", "done"), ("orders.csv", "1")]);
        check(&[("shop/totals.py", "")], &[("mine.py", "done")], &[("shop/totals.py", "done")]);
    }

    #[test]
    fn a_file_keeps_its_name_where_its_place_is_not_clear() {
        check(&[("a.py", ""), ("b.py", "")], &[("c.py", "x")], &[("a.py", ""), ("b.py", ""), ("c.py", "x")]);
        check(&[], &[("c.py", "x")], &[("c.py", "x")]);
        check(&[("a.py", "")], &[("c.txt", "x")], &[("a.py", ""), ("c.txt", "x")]);
        let two = [("c.py", "x"), ("d.py", "y")];
        check(&[("a.py", "")], &two, &[("a.py", ""), ("c.py", "x"), ("d.py", "y")]);
    }

    #[test]
    fn a_file_may_stand_where_a_folder_stood() {
        check(&[("a/b.py", ""), ("c.py", "")], &[("a", "x")], &[("a", "x"), ("c.py", "")]);
        check(
            &[("a", ""), ("c.py", "")],
            &[("a/b.py", "x"), ("d.py", "")],
            &[("a/b.py", "x"), ("c.py", ""), ("d.py", "")],
        );
    }
}
