//! The published schema of `task.toml` against the parser: what one refuses, the other refuses.

#![expect(clippy::unwrap_used, reason = "a test whose set-up fails must stop")]

use bank::files::FileMap;
use bank::package::TaskPackage;

const SCHEMA: &str = include_str!("../../../docs/schemas/task.schema.json");
const EXAMPLE: &str = include_str!("../../../examples/order-totals/task.toml");
const BRIEF: &str = "<!-- clause: up -->Up.";
const GOOD: &str = r#"id = "a"
title = "A"
kind = "write"
level = "entry"
minutes = 3
environment = "core"
difficulty = 0.5
causes = ["naive-datetime"]
family = "times"
solution = ["a.py"]
public = ["t::*"]

[limits]
cpu_seconds = 2.5
wall_seconds = 10
memory_mb = 64

[exam]
allow_equality = false

[[groups]]
id = "up"
competency = "core-typing"
points = 5
clauses = ["up"]
checks = ["t::*"]
"#;

fn schema_accepts(manifest: &str) -> bool {
    let schema = serde_json::from_str(SCHEMA).unwrap();
    let value: serde_json::Value = toml::from_str(manifest).unwrap();
    jsonschema::validator_for(&schema).unwrap().is_valid(&value)
}

fn parser_accepts(manifest: &str) -> bool {
    let entries = [("task.toml", manifest), ("brief.md", BRIEF), ("exam/t.py", ""), ("start/a.py", "")];
    let files = FileMap::from_entries(entries.map(|(path, text)| (path, text.as_bytes().to_vec()))).0;
    TaskPackage::parse(files).0.is_some()
}

/// Replaces one place of the good manifest and asks both.
fn check(old: &str, new: &str, accepted: bool) {
    assert!(GOOD.contains(old), "{old}");
    let manifest = GOOD.replacen(old, new, 1);
    assert_eq!(parser_accepts(&manifest), accepted, "parser: {new}");
    assert_eq!(schema_accepts(&manifest), accepted, "schema: {new}");
}

#[test]
fn what_the_parser_takes_the_schema_takes() {
    check("", "", true);
    check("minutes = 3", "minutes = 2400", true);
    check("difficulty = 0.5\n", "difficulty = -6\n", true);
    check("environment = \"core\"\n", "", true);
    check("[exam]\nallow_equality = false\n", "", true);
    assert!(schema_accepts(EXAMPLE));
}

#[test]
fn what_the_parser_refuses_the_schema_refuses() {
    check("id = \"a\"", "id = \"A b\"", false);
    check("title = \"A\"", "titel = \"A\"", false);
    check("kind = \"write\"", "kind = \"sing\"", false);
    check("level = \"entry\"", "level = 2", false);
    check("minutes = 3", "minutes = 0", false);
    check("minutes = 3", "minutes = 2401", false);
    check("minutes = 3", "minutes = \"3\"", false);
    check("difficulty = 0.5", "difficulty = 7", false);
    check("causes = [\"naive-datetime\"]", "causes = [\"Naive\"]", false);
    check("family = \"times\"", "family = 1", false);
    check("public = [\"t::*\"]", "public = [1]", false);
    check("memory_mb = 64", "memory_mb = 8", false);
    check("cpu_seconds = 2.5", "cpu = 2.5", false);
    check("allow_equality = false", "allow_equality = 1", false);
    check("points = 5", "points = 0", false);
    check("points = 5", "points = 1.5", false);
    check("points = 5\n", "", false);
    check("clauses = [\"up\"]", "clauses = []", false);
    check("checks = [\"t::*\"]\n", "checks = []\n", false);
    check("checks = [\"t::*\"]\n", "check = [\"t::*\"]\n", false);
}
