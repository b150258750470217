//! Other people's exercises, imported and graded in one batch: each test must come out as plain pytest says it does
//! (`fixtures/functions` and `fixtures/classroom` hold what it says).

#![expect(clippy::unwrap_used, reason = "what goes wrong here fails the test that called it")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::place::Place;

#[derive(Deserialize)]
struct Expected {
    /// A file of function records, or a repository.
    #[serde(alias = "repository")]
    file: String,
    task: Option<String>,
    submission: Option<String>,
    outcomes: BTreeMap<String, String>,
}

#[test]
fn function_files_get_the_outcomes_of_plain_pytest() {
    let (place, fixtures) = (Place::new(), fixtures("functions"));
    for file in ["complete.jsonl", "assertions.jsonl"] {
        let from = fixtures.join(file);
        let run = place.run(&[
            "import",
            "functions",
            from.to_str().unwrap(),
            "--into",
            file.trim_end_matches(".jsonl"),
        ]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
    check(&place, &fixtures, |case| {
        place.path().join(case.file.trim_end_matches(".jsonl")).join(case.task.as_deref().unwrap())
    });
}

#[test]
fn plain_repositories_get_the_outcomes_of_plain_pytest() {
    let (place, fixtures) = (Place::new(), fixtures("classroom"));
    for name in ["appointments", "inventory", "till_report"] {
        let from = fixtures.join(name).join("repository");
        let run = place.run(&["import", "pytest", from.to_str().unwrap(), "--into", name]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
    }
    check(&place, &fixtures, |case| {
        place.path().join(case.file.split('/').next().unwrap()).join("repository")
    });
}

fn fixtures(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures").join(name)
}

/// Grades every expected case and compares; `task_of` says where its task was imported to.
fn check(place: &Place, fixtures: &Path, task_of: impl Fn(&Expected) -> PathBuf) {
    let text = std::fs::read_to_string(fixtures.join("expected.json")).unwrap();
    let cases: Vec<Expected> = serde_json::from_str(&text).unwrap();
    let lines: Vec<String> = cases
        .iter()
        .enumerate()
        .map(|(number, case)| {
            let task = task_of(case);
            let inside = task.join(case.submission.as_deref().unwrap_or("start"));
            let submission =
                if inside.exists() { inside } else { fixtures.join(case.submission.as_ref().unwrap()) };
            json!({"id": number.to_string(), "task": task, "submission": submission}).to_string()
        })
        .collect();
    place.write("cases.jsonl", &lines.join("\n"));
    let run = place.run(&["grade", "--batch", "cases.jsonl"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let mut seen = 0;
    for line in run.stdout.lines() {
        let verdict: Value = serde_json::from_str(line).unwrap();
        let number: usize = verdict["id"].as_str().unwrap().parse().unwrap();
        compare(&cases[number], &verdict);
        seen += 1;
    }
    assert_eq!(seen, cases.len());
}

fn compare(case: &Expected, verdict: &Value) {
    let name = format!("{} of {}: {verdict}", case.submission.as_deref().unwrap_or("start"), case.file);
    assert_eq!(verdict["outcome"], "graded", "{name}");
    let checks = verdict["checks"].as_array().unwrap();
    let outcome_of = |id: &str| {
        checks.iter().find(|check| check["id"] == id).map(|check| check["outcome"].as_str().unwrap())
    };
    for (id, expected) in &case.outcomes {
        match expected.as_str() {
            "import_failed" => {
                let of_file = format!("{id}::");
                let passed = checks.iter().any(|check| {
                    check["id"].as_str().unwrap().starts_with(&of_file) && check["outcome"] == "passed"
                });
                assert!(!passed, "{id} of {name}");
            }
            "passed" | "skipped" => assert_eq!(outcome_of(id), Some(expected.as_str()), "{id} of {name}"),
            _ => assert!(
                outcome_of(id).is_some_and(|found| found != "passed" && found != "skipped"),
                "{id} of {name}"
            ),
        }
    }
    let whole = !case.outcomes.values().any(|expected| expected == "import_failed");
    assert!(!whole || checks.len() == case.outcomes.len(), "other checks than pytest's in {name}");
}
