//! Whatever comes from outside, no importer and no parser ends in a panic, and what they give holds.

use bank::files::FileMap;
use bank::importers::{Imported, exercism, functions, pytest};
use bank::package::TaskPackage;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Any JSON, with keys and texts that importers look for.
fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z./%{}_\\\\\u{0}é-]{0,12}".prop_map(Value::from),
        Just(json!("def f(x):\n    '''Doc")),
        Just(json!("def check(candidate):\n    assert candidate")),
        Just(json!("f")),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key(), inner), 0..5)
                .prop_map(|entries| Value::Object(entries.into_iter().collect::<Map<String, Value>>())),
        ]
    })
}

/// Keys that importers look for.
const KEYS: &[&str] = &[
    "task_id",
    "prompt",
    "entry_point",
    "test",
    "test_list",
    "test_imports",
    "canonical_solution",
    "exercises",
    "practice",
    "concept",
    "slug",
    "name",
    "difficulty",
    "files",
    "solution",
    "example",
    "editor",
];

fn key() -> impl Strategy<Value = String> {
    prop_oneof![4 => prop::sample::select(KEYS).prop_map(str::to_owned), 1 => "[a-z]{1,4}"]
}

/// A record with all the keys, each of any value or a likely one.
fn record() -> impl Strategy<Value = Value> {
    let text = prop_oneof!["[ a-z():\n'\"#\\\\`=\\[]{0,40}".prop_map(Value::from), json_value()];
    let list = prop_oneof![prop::collection::vec(text.clone(), 0..3).prop_map(Value::from), json_value()];
    (text.clone(), text.clone(), list, text, "[a-z]{1,6}").prop_map(|(prompt, test, list, solution, name)| {
        json!({
            "task_id": name, "entry_point": name, "prompt": prompt, "test": test, "test_list": list,
            "test_imports": [], "canonical_solution": solution,
        })
    })
}

/// What importers give is safe to write to disk, and the parser accepts it.
fn holds((packages, _): Imported) {
    let mut slugs = std::collections::BTreeSet::new();
    for (slug, files) in packages {
        assert!(
            !slug.is_empty()
                && slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        );
        assert!(slugs.insert(slug));
        assert!(TaskPackage::parse(files).0.is_some());
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read_as_function_files(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        holds(functions::import(&bytes));
    }

    #[test]
    fn any_records_are_read(records in prop::collection::vec(prop_oneof![record(), json_value()], 0..4)) {
        let lines: Vec<String> = records.iter().map(Value::to_string).collect();
        holds(functions::import(lines.join("\n").as_bytes()));
    }

    #[test]
    fn any_track_is_read(config in json_value(), exercises in json_value(), meta in json_value(), files in json_value()) {
        let config = json!({"exercises": {"practice": exercises}, "files": files, "more": config});
        let entries = [
            ("config.json", config.to_string()),
            ("exercises/practice/f/.meta/config.json", json!({"files": meta}).to_string()),
            ("exercises/practice/f/f.py", String::new()),
            ("exercises/practice/f/f_test.py", String::new()),
            ("exercises/concept/F_g/.meta/config.json", meta.to_string()),
            ("exercises/concept/f/f_test.py", String::new()),
        ];
        let entries = entries.map(|(path, text)| (path, text.into_bytes()));
        holds(exercism::import(&FileMap::from_entries(entries).0));
    }

    #[test]
    fn any_repository_is_read(
        name in ".{0,20}",
        paths in prop::collection::vec("(tests?/|src/|a/){0,2}(test_)?[a.]{1,3}(\\.py|\\.ini|\\.md)", 0..8),
        text in "(from [.]{0,3}a? import b|def|'''|\\[pytest\\]|\n| ){0,8}",
    ) {
        let entries = paths.iter().map(|path| (path, text.clone().into_bytes()));
        holds(pytest::import(&name, &FileMap::from_entries(entries).0));
    }

    #[test]
    fn any_manifest_is_read(manifest in "(id|title|kind|limits|public|[a-z]{1,3}|[\\[\\]={}\"',.\n #]|[0-9_x]|\"write\"){0,40}") {
        let entries = [("task.toml", manifest.into_bytes()), ("exam/test_a.py", Vec::new())];
        let (package, findings) = TaskPackage::parse(FileMap::from_entries(entries).0);
        prop_assert_eq!(package.is_none(), findings.iter().any(bank::finding::Finding::is_error));
    }
}
