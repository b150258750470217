//! Variants: what `vary.py` made from a seed, laid over the package. Running `vary.py` is not done here.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::files::{FileMap, RelativePath, refused};
use crate::finding::Finding;
use skills::spelling::closest;

/// File of the exam that holds the seed and the parameters.
pub const FACTS: &str = "exam/variant.json";
/// Files that a variant cannot replace: they say what the task is.
const FIXED: [&str; 2] = ["task.toml", "vary.py"];
/// Where `{{name}}` is replaced.
const FILLED_FILES: [&str; 3] = ["brief.md", "hints.md", "worked.md"];
const FILLED_FOLDERS: [&str; 3] = ["start/", "exam/", "proof/"];

/// One parameter of a variant.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter {
    /// What the exam reads.
    pub value: Value,
    /// What takes the place of `{{name}}`: a text as it is, anything else as a Python literal.
    pub text: String,
}

/// What `vary(rng)` gave for one seed.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Variant {
    pub seed: u64,
    pub parameters: BTreeMap<String, Parameter>,
    /// Files by their path in the package.
    pub files: FileMap,
}

/// The package's files as the candidate of this seed meets them, and what is wrong with the variant.
pub(crate) fn lay(package: &FileMap, variant: &Variant) -> (FileMap, Vec<Finding>) {
    let mut laid = package.clone();
    let mut findings = bad_names(variant);
    for (path, bytes) in variant.files.iter() {
        if FIXED.contains(&path.as_str()) {
            let finding = Finding::error("vary.py", format!("the variant brings a `{path}` of its own"));
            findings.push(finding.hint("vary what the candidate and the exam get, not what the task is"));
        } else {
            laid.replace(path.clone(), bytes.to_vec());
        }
    }
    findings.extend(unknown_placeholders(&laid, variant));
    let filled: Vec<(RelativePath, String)> = laid
        .paths()
        .filter(|path| is_filled(path.as_str()))
        .filter_map(|path| {
            Some((path.clone(), fill(std::str::from_utf8(laid.get(path.as_str())?).ok()?, variant)?))
        })
        .collect();
    for (path, text) in filled {
        laid.replace(path, text.into_bytes());
    }
    if let Err(error) = laid.insert(FACTS, facts(variant).into_bytes()) {
        findings.push(refused(FACTS, &error));
    }
    (laid, findings)
}

/// `{"seed": ..., "parameters": {...}}`, as the exam finds it.
fn facts(variant: &Variant) -> String {
    let values: Map<String, Value> =
        variant.parameters.iter().map(|(name, parameter)| (name.clone(), parameter.value.clone())).collect();
    format!("{}\n", json!({"seed": variant.seed, "parameters": values}))
}

fn is_filled(path: &str) -> bool {
    FILLED_FILES.contains(&path) || FILLED_FOLDERS.iter().any(|folder| path.starts_with(folder))
}

/// The text with its placeholders replaced; nothing when it has none. One pass: a value is never filled again.
fn fill(text: &str, variant: &Variant) -> Option<String> {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    let mut changed = false;
    while let Some((before, after)) = rest.split_once("{{") {
        filled.push_str(before);
        let known =
            after.split_once("}}").and_then(|(name, beyond)| Some((variant.parameters.get(name)?, beyond)));
        rest = if let Some((parameter, beyond)) = known {
            filled.push_str(&parameter.text);
            changed = true;
            beyond
        } else {
            // The second brace may open a placeholder of its own: `{{{name}}}`.
            filled.push('{');
            &rest[before.len() + 1..]
        };
    }
    filled.push_str(rest);
    changed.then_some(filled)
}

fn bad_names(variant: &Variant) -> Vec<Finding> {
    let odd = variant.parameters.keys().filter(|name| !is_name(name));
    odd.map(|name| {
        Finding::error("vary.py", format!("parameter `{name}` is no name"))
            .hint("use letters, digits and underscores")
    })
    .collect()
}

fn is_name(text: &str) -> bool {
    text.starts_with(|letter: char| letter == '_' || letter.is_ascii_alphabetic())
        && text.chars().all(|letter| letter == '_' || letter.is_ascii_alphanumeric())
}

/// Placeholders in what the candidate reads that no parameter fills. Elsewhere `{{x}}` may be Python or a template.
fn unknown_placeholders(package: &FileMap, variant: &Variant) -> Vec<Finding> {
    let known: Vec<&str> = variant.parameters.keys().map(String::as_str).collect();
    let mut findings = Vec::new();
    for file in FILLED_FILES {
        for (at, line) in package.text(file).unwrap_or_default().lines().enumerate() {
            for name in placeholders(line).filter(|name| !known.contains(name)) {
                let hint = match closest(name, &known) {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => "return it from `vary` in `vary.py`".to_owned(),
                };
                let message = format!("no parameter fills `{{{{{name}}}}}`");
                findings.push(Finding::error(file, message).at_line(at + 1).hint(hint));
            }
        }
    }
    findings
}

fn placeholders(line: &str) -> impl Iterator<Item = &str> {
    line.split("{{")
        .skip(1)
        .filter_map(|rest| rest.split_once("}}"))
        .map(|(name, _)| name)
        .filter(|name| is_name(name))
}
