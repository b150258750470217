//! Which files of a repository examine, and which a candidate works on.

use std::collections::BTreeSet;

use super::BRIEFS;
use super::inner;
use super::settings::Settings;
use crate::files::{FileMap, RelativePath};
use crate::finding::Finding;
use crate::pattern::Pattern;
use crate::python_source::imported_modules;

/// Folders that tools leave behind or that only the hosting site reads.
const LEFT_OUT: [&str; 15] = [
    ".git",
    ".github",
    ".gitlab",
    ".idea",
    ".vscode",
    ".venv",
    "venv",
    "__pycache__",
    ".pytest_cache",
    ".mypy_cache",
    ".ruff_cache",
    ".tox",
    ".nox",
    "node_modules",
    ".devcontainer",
];
/// Folders of tests wherever they lie.
const TEST_FOLDERS: [&str; 2] = ["tests", "test"];
/// Settings that only pytest reads.
const EXAM_SETTINGS: [&str; 2] = ["pytest.ini", ".pytest.ini"];
/// Settings that pytest shares with the candidate's tools.
const SHARED_SETTINGS: [&str; 3] = ["pyproject.toml", "tox.ini", "setup.cfg"];

/// Folders whose files are read, not written.
const DATA_FOLDERS: [&str; 7] =
    ["data", "testdata", "test_data", "fixtures", "samples", "resources", "assets"];
/// Kinds of files that people do not write by hand, so they are data and not what the candidate hands in.
const DATA_KINDS: [&str; 18] = [
    "csv", "tsv", "xlsx", "parquet", "db", "sqlite", "sqlite3", "png", "jpg", "jpeg", "gif", "wav", "mp3",
    "npy", "npz", "gz", "zip", "log",
];
/// Modules that only tests import.
const TEST_LIBRARIES: [&str; 2] = ["pytest", "unittest"];

/// The two sides of a repository.
#[derive(Debug, Clone)]
pub(super) struct Sorted {
    pub start: FileMap,
    pub exam: FileMap,
    pub has_tests: bool,
    pub findings: Vec<Finding>,
}

impl Sorted {
    pub fn of(repository: &FileMap, settings: &Settings) -> Self {
        let names = Names::of(repository, settings);
        let brief = BRIEFS.iter().find(|path| repository.contains(path));
        let mut sorted =
            Self { start: FileMap::new(), exam: FileMap::new(), has_tests: false, findings: Vec::new() };
        let files = repository.iter().filter(|(path, _)| !is_left_out(path));
        let (exam, rest): (Vec<_>, Vec<_>) =
            files.partition(|(path, _)| names.is_exam(path) || is_test_helper(repository, path));
        for (path, bytes) in exam {
            sorted.has_tests |= path.is_python() && names.is_test(path);
            sorted.exam.replace(path.clone(), bytes.to_vec());
        }
        let mentioned = mentions(&sorted.exam, rest.iter().map(|(path, _)| *path));
        for (path, bytes) in rest {
            let is_read = mentioned.contains(path);
            if (is_read && is_data(path)) || SHARED_SETTINGS.contains(&path.as_str()) {
                sorted.exam.replace(path.clone(), bytes.to_vec());
            }
            if is_read || brief.is_none_or(|brief| path.as_str() != *brief) {
                sorted.start.replace(path.clone(), bytes.to_vec());
            }
        }
        sorted.make_known(&names);
        sorted.findings = inner::settle(&sorted.start, &mut sorted.exam);
        sorted
    }

    /// Where pytest by itself would not find a file of tests, settings of ours name it.
    fn make_known(&mut self, names: &Names) {
        if let Some(unknown) = &names.only_unittest {
            let names: Vec<&str> = unknown.iter().map(String::as_str).collect();
            let text = format!("[pytest]\npython_files = {} test_*.py *_test.py\n", names.join(" "));
            if let Ok(path) = RelativePath::new("pytest.ini") {
                self.exam.replace(path, text.into_bytes());
            }
        }
    }
}

/// How test files are called in this repository.
struct Names {
    patterns: Vec<Pattern>,
    folders: Vec<String>,
    /// Files that unittest would discover and pytest would not, when the repository has nothing else.
    only_unittest: Option<BTreeSet<String>>,
}

impl Names {
    fn of(repository: &FileMap, settings: &Settings) -> Self {
        let own = ["test_*.py", "*_test.py"].map(Pattern::new);
        let mut patterns =
            if settings.python_files.is_empty() { own.to_vec() } else { settings.python_files.clone() };
        let python = || repository.paths().filter(|path| path.is_python() && !is_left_out(path));
        let found = python().any(|path| patterns.iter().any(|pattern| pattern.matches(path.file_name())));
        let mut only_unittest = None;
        if !found && !settings.present {
            let is_unittest = |path: &&RelativePath| path.file_name().starts_with("test");
            let names: BTreeSet<String> =
                python().filter(is_unittest).map(|path| path.file_name().to_owned()).collect();
            patterns.extend(names.iter().map(|name| Pattern::new(name)));
            only_unittest = Some(names).filter(|names| !names.is_empty());
        }
        Self { patterns, folders: settings.testpaths.clone(), only_unittest }
    }

    /// Whether pytest would collect the file.
    fn is_test(&self, path: &RelativePath) -> bool {
        self.patterns.iter().any(|pattern| pattern.matches(path.file_name()))
    }

    fn is_exam(&self, path: &RelativePath) -> bool {
        let in_test_folder = path.folders().any(|folder| {
            let name = folder.rsplit('/').next().unwrap_or(folder);
            TEST_FOLDERS.contains(&name) || self.folders.iter().any(|tests| tests == folder)
        });
        in_test_folder
            || EXAM_SETTINGS.contains(&path.as_str())
            || path.file_name() == "conftest.py"
            || (path.is_python()
                && (self.is_test(path) || self.folders.iter().any(|tests| tests == path.as_str())))
    }
}

fn is_left_out(path: &RelativePath) -> bool {
    let mut names = path.as_str().split('/');
    names.any(|name| LEFT_OUT.contains(&name) || name.ends_with(".egg-info") || name == ".DS_Store")
        || path.as_str().rsplit_once('.').is_some_and(|(_, extension)| extension == "pyc")
}

/// Whether a module beside the tests is there for them: it imports what only tests import. A submission must not
/// replace it.
fn is_test_helper(repository: &FileMap, path: &RelativePath) -> bool {
    let text = repository.text(path.as_str()).filter(|_| path.is_python()).unwrap_or_default();
    let imported = imported_modules(text);
    TEST_LIBRARIES.iter().any(|library| imported.contains(library))
}

/// Whether a file that tests read is the exam's, and not something that the candidate writes, such as a query or a
/// page: of that the tests must see the submission's copy.
fn is_data(path: &RelativePath) -> bool {
    let in_folder =
        path.folders().any(|folder| DATA_FOLDERS.contains(&folder.rsplit('/').next().unwrap_or(folder)));
    let kind = path.file_name().rsplit_once('.').map(|(_, kind)| kind.to_ascii_lowercase());
    in_folder || kind.is_some_and(|kind| DATA_KINDS.contains(&kind.as_str()))
}

/// Files other than Python whose name, or the name of whose outermost folder, stands in a test.
fn mentions<'a>(exam: &FileMap, rest: impl Iterator<Item = &'a RelativePath>) -> BTreeSet<RelativePath> {
    let python = exam.paths().filter(|path| path.is_python());
    let texts: Vec<&str> = python.filter_map(|path| exam.text(path.as_str())).collect();
    let is_mentioned = |path: &&RelativePath| {
        let folder = path.as_str().split_once('/').map(|(first, _)| first);
        let said = |name: &str| texts.iter().any(|text| is_quoted(text, name));
        !path.is_python() && (said(path.file_name()) || folder.is_some_and(said))
    };
    rest.filter(is_mentioned).cloned().collect()
}

/// Whether `name` stands in `text` as a whole name, after a quote or a slash and before one.
fn is_quoted(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + name.len()..].chars().next();
        before.is_some_and(|letter| matches!(letter, '"' | '\'' | '/'))
            && after.is_some_and(|letter| matches!(letter, '"' | '\'' | '/'))
    })
}
