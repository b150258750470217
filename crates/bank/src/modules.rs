//! Which Python modules a submission provides, and which the exam has itself.
//!
//! The answer follows how plain pytest would find them: the folder itself is on `sys.path`, `src/` is when it
//! is a layout and not a package, and each folder of tests without `__init__.py` is (pytest's `prepend` mode).

use std::collections::BTreeSet;

use crate::files::{FileMap, RelativePath};

/// What the exam room must know about modules; see `start_modules` and `shadowed` in `docs/ROOMS.md`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ModuleFacts {
    /// Top-level modules that the submission provides and the exam has none of: they get stand-ins.
    pub start_modules: BTreeSet<String>,
    /// Modules that both have: the exam's own file wins.
    pub shadowed: BTreeSet<String>,
    /// Modules that only the submission adds under a name of the standard library or of the environment. They
    /// never get a stand-in, or a submission's `unittest.py` would decide what an assertion means.
    pub reserved: BTreeSet<String>,
    /// Folders of the submission that belong on `sys.path`, in order; the empty string is its root.
    pub import_roots: Vec<String>,
}

/// The module facts of one grading.
///
/// `start` is what the task hands out (empty when there is none), `laid` the submission laid over it, `exam`
/// the exam's files, `installed` the top-level modules of the Python environment.
pub fn module_facts(
    start: &FileMap,
    laid: &FileMap,
    exam: &FileMap,
    installed: &BTreeSet<String>,
) -> ModuleFacts {
    let declared = provided(start);
    let (reserved, offered): (BTreeSet<_>, BTreeSet<_>) = provided(laid)
        .into_iter()
        .partition(|name| !declared.contains(name) && (is_standard(name) || installed.contains(name)));
    let own = exam_modules(exam);
    let (shadowed, start_modules) =
        offered.into_iter().partition(|name| own.contains(name) && !is_only_inside(name, start, exam));
    ModuleFacts { start_modules, shadowed, reserved, import_roots: import_roots(laid) }
}

/// Whether the exam has `name` only as a folder around tests that lie inside the task's own package: the package
/// is then the candidate's. Only what `start` declares counts, or a submission could take a folder of tests over.
fn is_only_inside(name: &str, start: &FileMap, exam: &FileMap) -> bool {
    let package = format!("{name}/__init__.py");
    start.contains(&package) && !exam.contains(&package) && !exam.contains(&format!("{name}.py"))
}

/// Whether `name` is a top-level module of the standard library of CPython 3.11 to 3.14, pytest's, or `assay`, the words for exams.
pub fn is_standard(name: &str) -> bool {
    include_str!("standard_library.txt").lines().any(|known| known == name)
}

/// Top-level modules that can be imported from any of the map's roots.
fn provided(files: &FileMap) -> BTreeSet<String> {
    import_roots(files).iter().flat_map(|root| modules_in(files, root)).collect()
}

fn import_roots(files: &FileMap) -> Vec<String> {
    let mut roots = vec![String::new()];
    let is_layout = !files.contains("src/__init__.py") && !modules_in(files, "src").is_empty();
    roots.extend(is_layout.then(|| "src".to_owned()));
    roots
}

/// The exam's own modules: those of its root and of each folder of tests that pytest puts on `sys.path`.
fn exam_modules(exam: &FileMap) -> BTreeSet<String> {
    let mut roots: BTreeSet<String> =
        exam.paths().filter(|path| path.is_python()).map(|path| base(exam, path)).collect();
    roots.insert(String::new());
    roots.iter().flat_map(|root| modules_in(exam, root)).collect()
}

/// pytest's base folder of a file: the first one upwards without `__init__.py`.
fn base(exam: &FileMap, path: &RelativePath) -> String {
    let mut folder = path.folder();
    while !folder.is_empty() && exam.contains(&format!("{folder}/__init__.py")) {
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
    }
    folder.to_owned()
}

/// Modules directly inside `root`: `name.py`, and folders that hold Python somewhere (regular and namespace
/// packages).
fn modules_in(files: &FileMap, root: &str) -> BTreeSet<String> {
    let inside = files.under(root);
    let python = inside.paths().filter(|path| path.is_python());
    let names = python.map(|path| match path.as_str().split_once('/') {
        Some((package, _)) => package,
        None => path.stem(),
    });
    names.filter(|name| is_identifier(name) && *name != "__init__").map(str::to_owned).collect()
}

/// Whether Python could write the name behind `import`.
pub(crate) fn is_identifier(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|first| first == '_' || first.is_alphabetic())
        && letters.all(|letter| letter == '_' || letter.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(paths: &[&str]) -> FileMap {
        FileMap::from_entries(paths.iter().map(|path| (*path, Vec::new()))).0
    }

    /// Compares `start_modules | shadowed | reserved` with `expected`.
    fn check(start: &[&str], laid: &[&str], exam: &[&str], expected: &str) {
        let installed = BTreeSet::from(["numpy".to_owned()]);
        let facts = module_facts(&files(start), &files(laid), &files(exam), &installed);
        let words = |names: &BTreeSet<String>| names.iter().cloned().collect::<Vec<_>>().join(" ");
        let found = format!(
            "{} | {} | {}",
            words(&facts.start_modules),
            words(&facts.shadowed),
            words(&facts.reserved)
        );
        assert_eq!(found, expected, "{laid:?}");
    }

    #[test]
    fn files_packages_and_namespace_packages_are_modules() {
        let laid = ["a.py", "b/__init__.py", "b/c.py", "d/e/f.py", "data/x.csv", "not-a-name.py", "g.txt"];
        check(&[], &laid, &["test_a.py"], "a b d |  | ");
    }

    #[test]
    fn a_source_layout_provides_what_lies_in_it() {
        let facts =
            module_facts(&files(&[]), &files(&["src/shop/cart.py", "run.py"]), &files(&[]), &BTreeSet::new());
        assert_eq!(facts.import_roots, ["", "src"]);
        check(&[], &["src/shop/cart.py", "run.py"], &["tests/test_a.py"], "run shop src |  | ");
        check(&[], &["src/__init__.py", "src/cart.py"], &[], "src |  | ");
    }

    #[test]
    fn the_exams_own_modules_win() {
        check(&["a.py", "data.py"], &["a.py", "data.py"], &["test_a.py", "data.py"], "a | data | ");
        check(&[], &["builders.py", "a.py"], &["tests/test_a.py", "tests/builders.py"], "a | builders | ");
        check(&[], &["tests/test_mine.py"], &["tests/test_a.py"], " | tests | ");
        check(&[], &["tests/__init__.py", "tests/builders.py"], &["tests/test_a.py"], " | tests | ");
    }

    #[test]
    fn tests_inside_the_package_leave_the_package_to_the_candidate() {
        let package = ["shop/__init__.py", "shop/cart.py"];
        check(&package, &package, &["shop/tests/test_cart.py"], "shop |  | ");
        check(&package, &package, &["shop/__init__.py", "shop/test_cart.py"], " | shop | ");
    }

    #[test]
    fn a_submission_cannot_take_the_place_of_a_library() {
        check(
            &[],
            &["unittest.py", "numpy/__init__.py", "pytest.py", "a.py"],
            &[],
            "a |  | numpy pytest unittest",
        );
        check(&["calendar.py"], &["calendar.py"], &["test_a.py"], "calendar |  | ");
        check(&[], &["conftest.py"], &["test_a.py"], " |  | conftest");
    }
}
