//! The importers over the fixtures of this repository, and the shipped example task.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its fixture has failed")]

use std::collections::BTreeMap;
use std::path::Path;

use bank::files::{FileMap, RelativePath};
use bank::finding::Finding;
use bank::importers::{Imported, exercism, functions, pytest};
use bank::package::{Proof, TaskPackage};

/// The files inside a folder of the repository.
fn load(folder: &str) -> FileMap {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let mut entries = Vec::new();
    collect(&root, "", &mut entries);
    assert!(!entries.is_empty(), "{folder} holds no files");
    let (files, findings) = FileMap::from_entries(entries);
    assert_eq!(findings, []);
    files
}

fn collect(folder: &Path, prefix: &str, entries: &mut Vec<(String, Vec<u8>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let path = if prefix.is_empty() { name.clone() } else { format!("{prefix}/{name}") };
        if entry.file_type().unwrap().is_dir() {
            if name != "__pycache__" {
                collect(&entry.path(), &path, entries);
            }
        } else {
            entries.push((path, std::fs::read(entry.path()).unwrap()));
        }
    }
}

/// The imported packages, each parsed; there must be no finding.
fn parsed((packages, findings): Imported) -> BTreeMap<String, TaskPackage> {
    assert_eq!(shown(&findings), Vec::<String>::new());
    let parse = |files: FileMap| {
        let (package, findings) = TaskPackage::parse(files);
        assert_eq!(shown(&findings), Vec::<String>::new());
        package.unwrap()
    };
    packages.into_iter().map(|(slug, files)| (slug, parse(files))).collect()
}

fn shown(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(Finding::to_string).collect()
}

fn paths(files: &FileMap) -> Vec<&str> {
    files.paths().map(RelativePath::as_str).collect()
}

fn names(proofs: &[Proof]) -> Vec<&str> {
    proofs.iter().map(|proof| proof.name.as_str()).collect()
}

fn lookalike() -> BTreeMap<String, TaskPackage> {
    parsed(exercism::import(&load("fixtures/exercism-lookalike")))
}

#[test]
fn every_exercise_of_a_track_becomes_a_package() {
    let packages = lookalike();
    assert_eq!(packages.len(), 17);
    for (slug, package) in &packages {
        assert_eq!(&package.manifest().id, slug);
        assert!(!package.right().is_empty(), "{slug} has no right solution");
        assert!(package.exam().contains("pytest.ini"), "{slug} lacks the track's settings");
        for proof in package.right() {
            let laid = package.overlay(&proof.files);
            assert_eq!(paths(&laid), paths(&package.start()), "{slug}: {}", proof.name);
        }
    }
}

#[test]
fn an_exercise_is_taken_apart_as_its_metadata_says() {
    let packages = lookalike();
    let menus = &packages["allergy-menus"];
    assert_eq!(paths(&menus.start()), ["menus.py", "menus_data.py", "menus_test_data.py"]);
    assert_eq!(paths(&menus.exam()), ["menus_data.py", "menus_test.py", "menus_test_data.py", "pytest.ini"]);
    assert_eq!(paths(&menus.right()[0].files), ["menus.py"]);
    assert!(menus.files().contains("hints.md"));
    let brief = menus.brief();
    assert!(brief.starts_with("# Allergy Menus\n\n# Introduction\n\nA canteen"), "{brief}");
    assert!(brief.contains("\n# Instructions\n\n## 1. Safe dishes"), "{brief}");
}

#[test]
fn alternatives_are_told_from_parts() {
    let packages = lookalike();
    assert_eq!(names(&packages["change-drawer"].right()), ["example", "example_search"]);
    let rules = packages["refund-rules"].right();
    assert_eq!(names(&rules), ["refund_rules"]);
    assert_eq!(paths(&rules[0].files), ["refund_errors.py", "refund_rules.py"]);
}

#[test]
fn a_single_file_of_another_name_finds_its_place() {
    let packages = lookalike();
    let (submission, _) = FileMap::from_entries([("exemplar.py", b"mine".to_vec())]);
    let laid = packages["allergy-menus"].overlay(&submission);
    assert_eq!(laid.text("menus.py"), Some("mine"));
    assert!(!laid.contains("exemplar.py"));
}

#[test]
fn function_records_become_packages_that_the_cases_name() {
    let folder = load("fixtures/functions");
    let cases: Vec<serde_json::Value> = serde_json::from_slice(folder.get("expected.json").unwrap()).unwrap();
    let mut imported = BTreeMap::new();
    for file in ["complete.jsonl", "assertions.jsonl"] {
        imported.insert(file.to_owned(), parsed(functions::import(folder.get(file).unwrap())));
    }
    assert!(cases.len() > 20);
    for case in cases {
        let package = &imported[case["file"].as_str().unwrap()][case["task"].as_str().unwrap()];
        let submission = case["submission"].as_str().unwrap();
        let there = package.files().contains(submission) || package.files().has_folder(submission);
        assert!(there || folder.contains(submission), "{submission}");
        let exam = package.exam();
        let text = exam.text("test_solution.py").unwrap();
        for node in case["outcomes"].as_object().unwrap().keys() {
            let function = node.split("::").nth(1).map_or("import", |name| name);
            assert!(text.contains(function), "{node}");
        }
    }
}

#[test]
fn the_prompts_code_is_the_exams_and_the_function_the_candidates() {
    let folder = load("fixtures/functions");
    let packages = parsed(functions::import(folder.get("complete.jsonl").unwrap()));
    let exam = packages["shop-1"].exam();
    let text = exam.text("test_solution.py").unwrap();
    let places =
        ["def is_open", "from solution import delivery_day", "def check(candidate)", "def test_check():"];
    let found: Vec<usize> = places.iter().map(|place| text.find(place).unwrap()).collect();
    assert!(found.is_sorted(), "{text}");
    assert_eq!(
        paths(packages["shop-1"].files()),
        ["brief.md", "exam/test_solution.py", "proof/right/canonical.py", "start/solution.py", "task.toml",]
    );
}

#[test]
fn plain_repositories_become_packages() {
    let folder = load("fixtures/classroom");
    let start = |name: &str| {
        let packages = parsed(pytest::import(name, &folder.under(&format!("{name}/repository"))));
        let package = packages.into_values().next().unwrap();
        (paths(&package.start()).join(" "), paths(&package.exam()).join(" "))
    };
    assert_eq!(start("appointments"), ("appointments.py".to_owned(), "pytest.ini tests.py".to_owned()));
    let (inventory, exam) = start("inventory");
    assert_eq!(inventory, ".gitignore requirements.txt stock/__init__.py stock/counting.py");
    assert_eq!(
        exam,
        "pytest.ini tests/builders.py tests/conftest.py tests/data/spring.txt tests/test_read_counts.py \
         tests/test_write_report.py"
    );
    let (till, exam) = start("till_report");
    assert_eq!(till, "pyproject.toml src/till/__init__.py src/till/__main__.py src/till/report.py");
    assert_eq!(exam, "pyproject.toml tests/test_main.py tests/test_program.py");
}

#[test]
fn the_shipped_example_is_a_whole_task() {
    let (package, findings) = TaskPackage::parse(load("examples/order-totals"));
    assert_eq!(shown(&findings), Vec::<String>::new());
    let package = package.unwrap();
    assert_eq!(names(&package.right()), ["a_class_of_lines", "decimals", "fractions_of_a_cent"]);
    for wrong in package.wrong() {
        assert!(package.wrong_note(&wrong.name).is_some(), "{}", wrong.name);
    }
    let submissions = load("examples/submissions");
    for path in submissions.paths() {
        let (handed_in, _) = FileMap::from_entries([(path.as_str(), b"x".to_vec())]);
        assert_eq!(paths(&package.overlay(&handed_in)), ["order_totals.py"]);
    }
}
