//! Variants laid over a package.

#![expect(clippy::unwrap_used, reason = "a test whose set-up fails must stop")]

use bank::files::FileMap;
use bank::package::TaskPackage;
use bank::variant::{Parameter, Variant};
use serde_json::{Value, json};

const MANIFEST: &str =
    "id = \"a\"\ntitle = \"A\"\nkind = \"write\"\nlevel = \"entry\"\nminutes = 3\nsolution = [\"a.py\"]\n";

fn files(entries: &[(&str, &str)]) -> FileMap {
    FileMap::from_entries(entries.iter().map(|(path, text)| (*path, text.as_bytes().to_vec()))).0
}

fn package(brief: &str) -> TaskPackage {
    let entries = [
        ("task.toml", MANIFEST),
        ("vary.py", "def vary(rng): ..."),
        ("brief.md", brief),
        ("hints.md", "Round {{rounding}}.\n---\nMore."),
        ("start/a.py", "PLACES = {{places}}\nshown = f\"{{{places}}} {{other}}\"\n"),
        ("exam/test_a.py", ""),
        ("proof/right/b.py", "x = {{places}}"),
    ];
    TaskPackage::parse(files(&entries)).0.unwrap()
}

fn parameter(value: Value, text: &str) -> Parameter {
    Parameter { value, text: text.to_owned() }
}

fn variant(laid: &[(&str, &str)]) -> Variant {
    let parameters = [
        ("rounding".to_owned(), parameter(json!("half {{places}}"), "half {{places}}")),
        ("places".to_owned(), parameter(json!([2, null]), "[2, None]")),
    ];
    Variant { seed: 7, parameters: parameters.into(), files: files(laid) }
}

#[test]
fn a_variant_fills_the_texts_and_lays_its_files_and_keeps_the_digest() {
    let whole = package("Round {{rounding}} to {{places}}.");
    let (laid, findings) =
        whole.with_variant(variant(&[("start/data.csv", "{{places}}"), ("exam/test_a.py", "new")]));
    assert_eq!(findings, []);
    let laid = laid.unwrap();
    assert_eq!(laid.brief(), "Round half {{places}} to [2, None].");
    assert_eq!(laid.hints(), ["Round half {{places}}.", "More."]);
    assert_eq!(laid.start().text("a.py"), Some("PLACES = [2, None]\nshown = f\"{[2, None]} {{other}}\"\n"));
    assert_eq!(laid.start().text("data.csv"), Some("[2, None]"));
    assert_eq!(laid.right()[0].files.text("b.py"), Some("x = [2, None]"));
    assert_eq!(laid.exam().text("test_a.py"), Some("new"));
    let facts: Value = serde_json::from_str(laid.exam().text("variant.json").unwrap()).unwrap();
    assert_eq!(facts, json!({"seed": 7, "parameters": {"rounding": "half {{places}}", "places": [2, null]}}));
    assert_eq!(laid.digest(), whole.digest());
    assert_eq!(laid.variant().map(|variant| variant.seed), Some(7));
}

#[test]
fn what_a_variant_may_not_do_is_said() {
    let (laid, findings) = package("One.\nTo {{place}}.").with_variant(variant(&[("task.toml", "x")]));
    assert!(laid.is_none());
    let shown: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        [
            "vary.py: the variant brings a `task.toml` of its own\n\
             hint: vary what the candidate and the exam get, not what the task is",
            "brief.md:2: no parameter fills `{{place}}`\nhint: did you mean `places`?",
        ]
    );
}
