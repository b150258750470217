//! Why a task is not proven: each reason has a word that programs may match on.

use bank::finding::Finding;
use serde::{Deserialize, Serialize};

/// What the prover refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The package cannot be read.
    Package,
    /// It has no check groups, so there is nothing to count.
    NoGroups,
    /// A group names a competency that the skill map doesn't have.
    UnknownCompetency,
    /// A competency has too few of the points.
    ThinCompetency,
    /// Fewer right solutions than needed.
    FewRights,
    /// Two right solutions are the same but for names and layout.
    RightsAlike,
    FewWrongs,
    /// Nothing says which check catches a wrong solution.
    WrongWithoutNote,
    /// What the candidate reads holds the solution, or most of what the exam compares with.
    Leak,
    /// `vary.py` failed, or what it made is no task.
    VariantFails,
    /// The same seed made two different variants.
    VariantUnsteady,
    /// Variants differ in names only.
    VariantInNameOnly,
    /// The grader could not grade: the exam or the machine is at fault.
    NotGradable,
    /// A check belongs to no group.
    CheckWithoutGroup,
    CheckInTwoGroups,
    /// A pattern of `checks`, `public` or `caught_by` matches no check.
    PatternMatchesNothing,
    RightFails,
    WrongPasses,
    /// A wrong solution fails elsewhere than its note says.
    WrongCaughtElsewhere,
    StarterPasses,
    EmptyPasses,
    /// The same submission got two verdicts.
    Flaky,
    /// Too many mutants survive.
    WeakExam,
    /// `proof/equivalent.toml` argues what is not so.
    NotEquivalent,
    CheatCredited,
    CpuLimitTight,
    MemoryLimitTight,
}

impl Reason {
    /// The word for it in proofs and on the screen.
    pub fn word(self) -> String {
        // An enum without data is a JSON string.
        serde_json::to_value(self).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// One thing that keeps a task from being proven.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    pub reason: Reason,
    /// Path inside the package.
    pub file: String,
    pub line: Option<usize>,
    pub message: String,
    /// How to mend it.
    pub hint: Option<String>,
}

impl Refusal {
    pub fn new(reason: Reason, finding: Finding) -> Self {
        let Finding { file, line, message, hint, .. } = finding;
        Self { reason, file, line, message, hint }
    }

    /// The same as a finding, for those who show findings.
    pub fn finding(&self) -> Finding {
        let finding = Finding::error(self.file.clone(), format!("{} [{}]", self.message, self.reason.word()));
        Finding { line: self.line, hint: self.hint.clone(), ..finding }
    }
}

/// A refusal in one line of code.
pub(crate) fn refuse(
    reason: Reason,
    file: &str,
    message: impl Into<String>,
    hint: impl Into<String>,
) -> Refusal {
    Refusal::new(reason, Finding::error(file, message).hint(hint))
}
