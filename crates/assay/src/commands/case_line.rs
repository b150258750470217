//! One line of a batch: read with care, because other programs write it.

use std::path::PathBuf;

use grader::limits::WishedLimits;
use serde::Deserialize;
use serde_json::Value;

/// A case of a batch. Keys that are not named here are ignored.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseLine {
    pub id: String,
    pub exam: ExamPath,
    pub submission: PathBuf,
    pub environment: Option<String>,
    pub limits: WishedLimits,
    pub seed: Option<u64>,
}

/// What examines the case.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ExamPath {
    Task(PathBuf),
    Folder(PathBuf),
}

/// A line that is no case; with its id when at least that could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadLine {
    pub id: Option<String>,
    pub why: String,
}

#[derive(Deserialize)]
struct Raw {
    id: Id,
    task: Option<PathBuf>,
    exam: Option<PathBuf>,
    submission: PathBuf,
    environment: Option<String>,
    #[serde(default)]
    limits: RawLimits,
    seed: Option<u64>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(serde_json::Number),
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct RawLimits {
    cpu_seconds: Option<f64>,
    wall_seconds: Option<f64>,
    memory_mb: Option<u64>,
}

impl CaseLine {
    pub fn parse(line: &str) -> Result<Self, BadLine> {
        let value: Value = serde_json::from_str(line)
            .map_err(|error| BadLine { id: None, why: format!("not a JSON object: {error}") })?;
        if !value.is_object() {
            return Err(BadLine { id: None, why: "not a JSON object".to_owned() });
        }
        let id = value.get("id").and_then(id_text);
        let bad = |why: String| BadLine { id: id.clone(), why };
        let raw = Raw::deserialize(value).map_err(|error| bad(error.to_string()))?;
        let exam = match (raw.task, raw.exam) {
            (Some(task), None) => ExamPath::Task(task),
            (None, Some(folder)) => ExamPath::Folder(folder),
            (Some(_), Some(_)) => {
                return Err(bad("both `task` and `exam` are given; give one of them".into()));
            }
            (None, None) => return Err(bad("neither `task` nor `exam` is given; give one of them".into())),
        };
        Ok(Self {
            id: raw.id.text(),
            exam,
            submission: raw.submission,
            environment: raw.environment,
            limits: raw.limits.wishes().map_err(bad)?,
            seed: raw.seed,
        })
    }
}

impl Id {
    fn text(self) -> String {
        match self {
            Self::Text(text) => text,
            Self::Number(number) => number.to_string(),
        }
    }
}

impl RawLimits {
    fn wishes(&self) -> Result<WishedLimits, String> {
        for (name, seconds) in [("cpu_seconds", self.cpu_seconds), ("wall_seconds", self.wall_seconds)] {
            if seconds.is_some_and(|seconds| !(seconds.is_finite() && seconds > 0.0)) {
                return Err(format!("`limits.{name}` must be over 0"));
            }
        }
        if self.memory_mb.is_some_and(|mb| mb < 16) {
            return Err("`limits.memory_mb` must be at least 16".to_owned());
        }
        let Self { cpu_seconds, wall_seconds, memory_mb } = *self;
        Ok(WishedLimits { cpu_seconds, wall_seconds, memory_mb })
    }
}

fn id_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_needs_an_id_a_submission_and_one_exam_and_other_keys_are_ignored() {
        let line = r#"{"id": 7, "exam": "e", "submission": "s.py", "note": {}, "limits": {"cpu_seconds": 2, "x": 1}, "seed": 3}"#;
        let case = CaseLine::parse(line).unwrap();
        assert_eq!((case.id.as_str(), case.seed), ("7", Some(3)));
        assert_eq!(case.exam, ExamPath::Folder("e".into()));
        assert_eq!(case.limits.cpu_seconds, Some(2.0));
    }

    #[test]
    fn a_bad_line_says_what_is_wrong_and_keeps_the_id_that_it_has() {
        let check = |line: &str, id: Option<&str>, words: &str| {
            let bad = CaseLine::parse(line).unwrap_err();
            assert_eq!(bad.id.as_deref(), id, "{line}");
            assert!(bad.why.contains(words), "{}", bad.why);
        };
        check("nonsense", None, "not a JSON object");
        check("[]", None, "not a JSON object");
        check(r#"{"id": "a", "exam": "e"}"#, Some("a"), "missing field `submission`");
        check(r#"{"id": "a", "submission": "s"}"#, Some("a"), "neither `task` nor `exam`");
        check(
            r#"{"id": "a", "submission": "s", "task": "t", "exam": "e"}"#,
            Some("a"),
            "both `task` and `exam`",
        );
        check(r#"{"exam": "e", "submission": "s"}"#, None, "missing field `id`");
        let limits = r#"{"id": "a", "submission": "s", "exam": "e", "limits": {"cpu_seconds": -1}}"#;
        check(limits, Some("a"), "`limits.cpu_seconds` must be over 0");
    }
}
