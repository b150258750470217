//! Which example files make up which right solution.
//!
//! An exercise may have one example, several that each solve it, or one that consists of several files. The
//! metadata only lists files, so the names, the folders and the imports between them tell which it is.

use std::collections::BTreeMap;

use crate::files::{FileMap, RelativePath};
use crate::python_source::imported_modules;

/// Right solutions: a folder for each, with the files that would be handed in.
///
/// `listed` are the example files of the exercise, `solution` the files that they stand for.
pub(super) fn solutions(exercise: &FileMap, listed: &[String], solution: &[RelativePath]) -> FileMap {
    let mut groups: BTreeMap<String, Vec<RelativePath>> = BTreeMap::new();
    for path in listed.iter().filter_map(|path| RelativePath::new(path).ok()) {
        if exercise.contains(path.as_str()) {
            groups.entry(group(&path)).or_default().push(path);
        }
    }
    let mut found = FileMap::new();
    for (folder, examples) in groups {
        for (name, files) in of_group(exercise, &examples, solution) {
            let name = if folder.is_empty() { name } else { format!("{folder}-{name}") };
            for (path, bytes) in files.iter() {
                if let Ok(path) = RelativePath::new(&format!("{name}/{path}")) {
                    found.replace(path, bytes.to_vec());
                }
            }
        }
    }
    found
}

/// The folder below `.meta` in which an example lies; the empty string for `.meta` itself.
fn group(path: &RelativePath) -> String {
    let inside = path.folder().strip_prefix(".meta").unwrap_or(path.folder());
    inside.trim_matches('/').split('/').next().unwrap_or_default().to_owned()
}

/// The solutions among the examples of one folder, by name.
fn of_group(
    exercise: &FileMap,
    examples: &[RelativePath],
    solution: &[RelativePath],
) -> Vec<(String, FileMap)> {
    if examples.len() == 1 || !belong_together(exercise, examples, solution) {
        let each = examples.iter().map(|path| (path.stem().to_owned(), alone(exercise, path, solution)));
        return each.collect();
    }
    let mut files = FileMap::new();
    let mut left = solution.iter().filter(|place| !named_alike(examples, place));
    for path in examples {
        let own = solution.iter().find(|place| place.file_name() == path.file_name());
        let stands_for =
            own.or_else(|| if imported_by_others(exercise, path, examples) { None } else { left.next() });
        let place = stands_for.map_or_else(|| path.file_name().to_owned(), |place| place.as_str().to_owned());
        copy(exercise, path, &place, &mut files);
    }
    let first =
        examples.iter().find(|path| path.stem().starts_with("exempl") || path.stem().starts_with("example"));
    let name = first.or(examples.first()).map_or("example", RelativePath::stem);
    vec![(name.to_owned(), files)]
}

/// Whether the examples are the parts of one solution: the solution has several files, or one of them carries
/// the solution's own name, or they import each other.
fn belong_together(exercise: &FileMap, examples: &[RelativePath], solution: &[RelativePath]) -> bool {
    solution.len() > 1
        || solution.iter().any(|place| named_alike(examples, place))
        || examples.iter().any(|path| imported_by_others(exercise, path, examples))
}

fn named_alike(examples: &[RelativePath], place: &RelativePath) -> bool {
    examples.iter().any(|path| path.file_name() == place.file_name())
}

fn imported_by_others(exercise: &FileMap, path: &RelativePath, examples: &[RelativePath]) -> bool {
    let others = examples.iter().filter(|other| *other != path);
    let mut texts = others.filter_map(|other| exercise.text(other.as_str()));
    texts.any(|text| imported_modules(text).contains(path.stem()))
}

fn alone(exercise: &FileMap, path: &RelativePath, solution: &[RelativePath]) -> FileMap {
    let named = solution.iter().find(|place| place.file_name() == path.file_name());
    let place = named.or_else(|| solution.first());
    let mut files = FileMap::new();
    copy(exercise, path, place.map_or_else(|| path.file_name(), RelativePath::as_str), &mut files);
    files
}

fn copy(exercise: &FileMap, from: &RelativePath, to: &str, files: &mut FileMap) {
    if let (Ok(to), Some(bytes)) = (RelativePath::new(to), exercise.get(from.as_str())) {
        files.replace(to, bytes.to_vec());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares the paths of all solutions found with `expected`.
    fn check(files: &[(&str, &str)], solution: &[&str], expected: &[&str]) {
        let listed: Vec<String> = files.iter().map(|(path, _)| (*path).to_owned()).collect();
        let entries = files.iter().map(|(path, text)| (*path, text.as_bytes().to_vec()));
        let places: Vec<RelativePath> =
            solution.iter().map(|path| RelativePath::new(path).unwrap()).collect();
        let found = solutions(&FileMap::from_entries(entries).0, &listed, &places);
        let shown: Vec<&str> = found.paths().map(RelativePath::as_str).collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn one_example_takes_the_name_of_the_solution() {
        check(&[(".meta/exemplar.py", "")], &["sets.py"], &["exemplar/sets.py"]);
        check(&[(".meta/example.py", "")], &["shop/sets.py"], &["example/shop/sets.py"]);
    }

    #[test]
    fn several_examples_are_several_solutions() {
        let files = [(".meta/example.py", "import re"), (".meta/example_loop.py", "import math")];
        check(&files, &["sets.py"], &["example/sets.py", "example_loop/sets.py"]);
        let files = [(".meta/examples/loop.py", ""), (".meta/examples/sum.py", "")];
        check(&files, &["sets.py"], &["examples-loop/sets.py", "examples-sum/sets.py"]);
    }

    #[test]
    fn examples_that_import_each_other_are_one_solution() {
        let files = [(".meta/example.py", "from example_rates import RATES"), (".meta/example_rates.py", "")];
        check(&files, &["tax.py"], &["example/example_rates.py", "example/tax.py"]);
    }

    #[test]
    fn a_solution_of_several_files_keeps_their_names() {
        let files = [(".meta/tax.py", ""), (".meta/rates.py", "")];
        check(&files, &["tax.py", "rates.py"], &["tax/rates.py", "tax/tax.py"]);
        let files = [(".meta/example.py", ""), (".meta/rates.py", "")];
        check(&files, &["tax.py", "rates.py"], &["example/rates.py", "example/tax.py"]);
    }
}
