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
    let (shadowed, start_modules) = offered.into_iter().partition(|name| own.contains(name));
    ModuleFacts { start_modules, shadowed, reserved, import_roots: import_roots(laid) }
}

/// Whether `name` is a top-level module of the standard library of CPython 3.11 to 3.14, or pytest's.
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
