//! The proof: what was shown of one task, stored beside the bank under the task's digest.

use serde::{Deserialize, Serialize};

use crate::refusal::Refusal;

/// Changes whenever a task that was proven might not be proven any more.
pub const PROVER: &str = "1";

/// What was found out about one task.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    pub task: String,
    /// Of the package with its codebase.
    pub digest: String,
    /// Version of the prover.
    pub prover: String,
    /// Day on which it was made, as it was handed in.
    pub date: String,
    pub proven: bool,
    /// Empty exactly when the task is proven.
    pub refusals: Vec<Refusal>,
    pub seeds: Vec<u64>,
    pub figures: Figures,
}

/// What was counted and measured.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figures {
    pub checks: usize,
    pub groups: usize,
    /// Names of the solutions.
    pub right: Vec<String>,
    pub wrong: Vec<String>,
    /// Share of the points that what the candidate is given earns, and that empty files earn.
    pub starter_share: f64,
    pub empty_share: f64,
    /// How often the same submission was graded with the same verdict.
    pub regrades: usize,
    pub mutants: MutantFigures,
    pub cheats: usize,
    /// Of the slowest and of the largest right solution, and their parts of the limits.
    pub cpu_ms: f64,
    pub cpu_share: f64,
    pub memory_bytes: u64,
    pub memory_share: f64,
    /// Lines of brief and starting files that are not blank: what a candidate must read.
    pub lines_to_read: usize,
    pub gradings: usize,
    /// What the proof took, by the clock and of the processors.
    pub seconds: f64,
    pub cpu_seconds: f64,
}

/// What became of the mutants of one right solution.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MutantFigures {
    /// Name of the right solution.
    pub of: String,
    /// How many there are, and how many of them were graded.
    pub made: usize,
    pub total: usize,
    pub killed: usize,
    /// Survivors that `proof/equivalent.toml` argues to be equivalent.
    pub equivalent: usize,
    /// The other survivors.
    pub survivors: Vec<Survivor>,
}

/// A mutant that got full credit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Survivor {
    /// Path inside the package.
    pub file: String,
    pub line: usize,
    pub operation: String,
    pub change: String,
}

/// Text that is not a proof.
#[derive(Debug, thiserror::Error)]
#[error("not a proof: {0}")]
pub struct ProofReadError(#[from] serde_json::Error);

impl Proof {
    /// The stored form: JSON that a difference tool can show.
    pub fn to_json(&self) -> String {
        // A struct of strings and finite numbers always serialises.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        text
    }

    pub fn from_json(text: &str) -> Result<Self, ProofReadError> {
        Ok(serde_json::from_str(text)?)
    }

    /// Whether it shows that the task with this digest is proven, on at least so many seeds.
    pub fn holds_for(&self, digest: &str, seeds: usize) -> bool {
        self.proven && self.digest == digest && self.prover == PROVER && self.seeds.len() >= seeds
    }
}

impl MutantFigures {
    /// Killed of those that are not equivalent; 1 when there is none.
    pub fn killed_share(&self) -> f64 {
        let counted = self.killed + self.survivors.len();
        #[expect(clippy::cast_precision_loss, reason = "counts of mutants are far below 2^52")]
        let share = self.killed as f64 / counted.max(1) as f64;
        if counted == 0 { 1.0 } else { share }
    }
}
