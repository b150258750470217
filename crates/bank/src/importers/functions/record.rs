//! One record of a function file, checked.

use serde_json::{Map, Value};

use super::FILE;
use crate::finding::Finding;
use crate::modules::is_identifier;
use skills::spelling::closest;

/// Python's reserved words: none of them can name a function.
const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def",
    "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// What examines the function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tests {
    /// Source that defines `check(candidate)`.
    Check(String),
    /// Assertions, each of its own.
    List(Vec<String>),
}

/// A record whose keys are there and have the right types.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub task_id: String,
    pub entry_point: String,
    pub prompt: String,
    pub tests: Tests,
    pub test_imports: Vec<String>,
    pub canonical_solution: Option<String>,
}

impl Record {
    /// Reads one line. Errors: no JSON object, a key missing or of the wrong type, an entry point that is no
    /// name.
    pub fn parse(line: &[u8]) -> Result<Self, Finding> {
        let value: Value = serde_json::from_slice(line).map_err(|error| {
            let text = error.to_string();
            Finding::error(
                FILE,
                format!("this is no JSON: {}", text.split(" at line ").next().unwrap_or(&text)),
            )
        })?;
        let Value::Object(record) = value else {
            return Err(Finding::error(FILE, "this is no JSON object").hint("write `{...}` on one line"));
        };
        Ok(Self {
            task_id: task_id(&record)?,
            entry_point: entry_point(&record)?,
            prompt: text(&record, "prompt")?.unwrap_or_default(),
            tests: tests(&record)?,
            test_imports: texts(&record, "test_imports")?.unwrap_or_default(),
            canonical_solution: text(&record, "canonical_solution")?,
        })
    }
}

fn task_id(record: &Map<String, Value>) -> Result<String, Finding> {
    match record.get("task_id") {
        Some(Value::String(id)) => Ok(id.clone()),
        Some(Value::Number(number)) => Ok(format!("task-{number}")),
        Some(other) => Err(wrong_type("task_id", other, "a text or a number")),
        None => Err(missing(record, "task_id")),
    }
}

fn entry_point(record: &Map<String, Value>) -> Result<String, Finding> {
    let name = text(record, "entry_point")?.ok_or_else(|| missing(record, "entry_point"))?;
    if is_identifier(&name) && !KEYWORDS.contains(&name.as_str()) {
        return Ok(name);
    }
    let shown: String = name.chars().take(60).flat_map(char::escape_default).collect();
    Err(Finding::error(FILE, format!("`entry_point` is `{shown}`, which is no name of a function")))
}

fn tests(record: &Map<String, Value>) -> Result<Tests, Finding> {
    let list = texts(record, "test_list")?.filter(|list| !list.is_empty());
    match (text(record, "test")?, list) {
        (Some(test), _) if crate::python_source::defines(&test, "check") => Ok(Tests::Check(test)),
        (_, Some(list)) => Ok(Tests::List(list)),
        (Some(_), None) => Err(Finding::error(FILE, "`test` does not define `check`")
            .hint("define `check(candidate)` in `test`, or give assertions in `test_list`")),
        (None, None) => Err(missing(record, "test")
            .hint("add `test`, which defines `check(candidate)`, or `test_list` with assertions")),
    }
}

fn text(record: &Map<String, Value>, key: &str) -> Result<Option<String>, Finding> {
    match record.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.replace("\r\n", "\n"))),
        Some(other) => Err(wrong_type(key, other, "a text")),
    }
}

fn texts(record: &Map<String, Value>, key: &str) -> Result<Option<Vec<String>>, Finding> {
    let entries = match record.get(key) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Array(entries)) => entries,
        Some(other) => return Err(wrong_type(key, other, "a list of texts")),
    };
    let texts = entries.iter().map(|entry| match entry {
        Value::String(text) => Ok(text.replace("\r\n", "\n")),
        other => Err(wrong_type(key, other, "a list of texts")),
    });
    texts.collect::<Result<_, _>>().map(Some)
}

fn missing(record: &Map<String, Value>, key: &str) -> Finding {
    let present: Vec<&str> = record.keys().map(String::as_str).collect();
    let finding = Finding::error(FILE, format!("`{key}` is missing"));
    match closest(key, &present) {
        Some(other) => finding.hint(format!("is `{other}` meant?")),
        None => finding.hint(format!("add `{key}`")),
    }
}

fn wrong_type(key: &str, found: &Value, expected: &str) -> Finding {
    let kind = match found {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Finding::error(FILE, format!("`{key}` holds {kind}")).hint(format!("write {expected}"))
}
