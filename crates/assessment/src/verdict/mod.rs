//! The verdict: what is known after one submission met one exam. Its JSON form is a published format
//! (`docs/schemas/verdict.schema.json`), so this type is `Serialize` where other domain types are not.
//!
//! It does not decide anything: `grader` fills it in, everybody else reads it.

pub mod junit;

use serde::{Deserialize, Serialize};

/// What is known after one submission met one exam.
///
/// The same submission gives the same bytes, except for the volatile fields `timings_ms`, `usage` and each check's
/// `cpu_ms` ([`Verdict::without_volatile_fields`]).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdict {
    /// The case's id in a batch, else derived from the digests and the seed.
    pub id: String,
    pub outcome: Outcome,
    /// Whose fault it is that nothing could be graded; present exactly when `outcome` is `not_gradable`.
    pub fault: Option<Fault>,
    /// What was seen that no honest submission does; not empty exactly when `outcome` is `withheld`.
    pub seen: Vec<String>,
    /// Earned over possible points, 0 to 1; present exactly when `outcome` is `graded`.
    pub score: Option<f64>,
    pub points: Points,
    /// What went wrong with the submission as a whole (a syntax error, a missing file, a limit), in plain words.
    pub message: Option<String>,
    /// Where in the candidate's files `message` belongs.
    pub location: Option<Location>,
    pub checks: Vec<Check>,
    /// The task's check groups, which then give the points; empty where a task has none, and for a bare exam. A
    /// group whose checks were all skipped is not among them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
    /// Things that the reader should know and that changed no point (a file of the submission that was not used, ...).
    pub notes: Vec<String>,
    pub isolation: Isolation,
    pub timings_ms: TimingsMs,
    pub usage: Usage,
    /// Digest of the task package; absent when a bare exam folder was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_digest: Option<String>,
    /// Digest of the exam folder; absent when a task package was used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exam_digest: Option<String>,
    pub submission_digest: String,
    pub environment_digest: String,
    /// The seed of everything random in both rooms, the hash seed included.
    pub seed: u64,
}

/// Whether points were given at all. "Could not grade" is never zero points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The exam ran against the submission; `score` says how it went.
    Graded,
    /// Our fault or the task's; costs the candidate nothing.
    NotGradable,
    /// Tampering was seen; a person decides.
    Withheld,
}

/// Why nothing could be graded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    pub of: FaultOf,
    /// Where, what and how to mend, in plain words.
    pub why: String,
}

/// Whose fault it is that nothing could be graded. Never the candidate's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultOf {
    /// Assay or the machine that it runs on.
    Assay,
    /// The task or exam.
    Task,
}

/// Points of a verdict: of its groups, else of its checks. A check that the exam skipped before it touched the
/// submission is in neither number.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Points {
    pub earned: f64,
    pub possible: f64,
}

/// Checks that are scored together, as evidence for one competency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    pub id: String,
    /// Id in the skill map.
    pub competency: String,
    pub points: f64,
    /// All of `points` or none.
    pub earned: f64,
    /// Ids of its checks, in the order of the verdict; not empty.
    pub checks: Vec<String>,
    /// Whether each of its checks passed that was not skipped.
    pub passed: bool,
}

/// One graded assertion: here one test node of the exam.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The test's node id, relative to the exam folder.
    pub id: String,
    pub title: String,
    pub outcome: CheckOutcome,
    /// Whether the candidate may see inputs, expected values and captured output.
    pub public: bool,
    /// What the exam gives it; the verdict's points come from the groups where there are groups.
    pub points: f64,
    pub earned: f64,
    /// A short reason that a program may match on, such as `denied_equality`.
    pub reason: Option<String>,
    pub message: Option<String>,
    /// The last call into the submission, as source text.
    pub input: Option<String>,
    pub expected: Option<String>,
    pub got: Option<String>,
    /// The line in the candidate's files.
    pub location: Option<Location>,
    /// What the submission printed during a public check.
    pub output: Option<String>,
    /// CPU time of both rooms during this check; volatile.
    pub cpu_ms: f64,
}

/// How one check went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckOutcome {
    Passed,
    Failed,
    /// The check broke before or after its assertion (a fixture, set-up or tear-down).
    Error,
    /// The exam skipped it before it touched the submission; counts in neither number of points.
    Skipped,
    /// It never ran to its end, for instance because the room had ended; earns nothing.
    NotRun,
}

/// A place in the candidate's own files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// Path relative to the submission.
    pub file: String,
    /// Line number, from 1.
    pub line: u64,
    pub function: Option<String>,
    /// The source line, without indentation.
    pub text: Option<String>,
}

/// Which protections were in force while the submission ran.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Isolation {
    pub purpose: Purpose,
    /// Names of the protections in force, sorted.
    pub protections: Vec<String>,
    /// What this machine cannot enforce and was accepted, sorted by name.
    pub weaknesses: Vec<WeaknessAccepted>,
}

/// What the verdict is for: an assessment accepts no weakness.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    Practice,
    Assessment,
}

/// A protection that this machine cannot enforce and that was accepted by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeaknessAccepted {
    pub name: String,
    pub meaning: String,
}

/// Wall time by phase, in milliseconds; volatile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimingsMs {
    /// Waiting for a free place.
    pub queue: f64,
    /// Building and starting both rooms.
    pub room: f64,
    /// From started rooms to the collected exam: interpreter, libraries, the submission's import.
    pub load: f64,
    /// Running the checks.
    pub exam: f64,
}

/// What the submission room used; volatile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Usage {
    pub cpu_ms: f64,
    pub wall_ms: f64,
    pub peak_memory_bytes: u64,
}

/// Text that is not a verdict.
#[derive(Debug, thiserror::Error)]
#[error("not a verdict: {0}")]
pub struct VerdictReadError(#[from] serde_json::Error);

/// The published JSON Schema of a verdict (draft 2020-12).
pub fn schema() -> &'static str {
    include_str!("../../../../docs/schemas/verdict.schema.json")
}

impl Verdict {
    /// One line of JSON, fields in the schema's order.
    pub fn to_json(&self) -> String {
        // A struct of strings and finite numbers always serialises; a non-finite number would become `null`.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads what [`Verdict::to_json`] wrote.
    pub fn from_json(text: &str) -> Result<Self, VerdictReadError> {
        Ok(serde_json::from_str(text)?)
    }

    /// The same verdict with its volatile fields at zero: equal for equal submissions.
    #[must_use]
    pub fn without_volatile_fields(mut self) -> Self {
        self.timings_ms = TimingsMs::default();
        self.usage = Usage::default();
        for check in &mut self.checks {
            check.cpu_ms = 0.0;
        }
        self
    }

    /// Whether every point was earned.
    pub fn is_full_credit(&self) -> bool {
        self.outcome == Outcome::Graded && self.points.earned >= self.points.possible
    }
}

impl Points {
    /// Sums the checks' points: `earned` over all, `possible` over those that the exam did not skip.
    pub fn of(checks: &[Check]) -> Self {
        let counted = || checks.iter().filter(|check| check.outcome != CheckOutcome::Skipped);
        Self {
            earned: counted().map(|check| check.earned).sum(),
            possible: counted().map(|check| check.points).sum(),
        }
    }

    /// Sums the points of groups.
    pub fn of_groups(groups: &[Group]) -> Self {
        Self {
            earned: groups.iter().map(|group| group.earned).sum(),
            possible: groups.iter().map(|group| group.points).sum(),
        }
    }

    /// Earned over possible, 0 to 1; nothing when no point was possible.
    pub fn score(self) -> Option<f64> {
        (self.possible > 0.0).then(|| (self.earned / self.possible).clamp(0.0, 1.0))
    }
}

impl CheckOutcome {
    /// The word used in JSON and on the screen.
    pub fn word(self) -> &'static str {
        match self {
            Self::Passed => "passed",
            Self::Failed => "failed",
            Self::Error => "error",
            Self::Skipped => "skipped",
            Self::NotRun => "not run",
        }
    }
}
