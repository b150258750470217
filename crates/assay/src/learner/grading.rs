//! Grading what lies on the desk.

use assessment::{Purpose, Verdict};
use bank::files::FileMap;
use bank::finding::Finding;
use bank::package::TaskPackage;
use grader::grade::{Case, Exam, Grader};
use grader::limits::WishedLimits;

use crate::exit::OrMisuse as _;

/// A submission with what was left out of it.
pub struct Work<'a> {
    pub files: &'a FileMap,
    pub findings: &'a [Finding],
}

/// The verdict on a submission to one variant. `show`: every check with its input, as practice wants it.
pub fn grade(
    grader: Grader<'_>,
    task: &TaskPackage,
    variant: u64,
    work: &Work<'_>,
    show: bool,
) -> anyhow::Result<Verdict> {
    grader
        .grade(&Case {
            id: None,
            exam: &Exam::Task(Box::new(task.clone())),
            submission: work.files,
            findings: work.findings,
            environment: None,
            limits: WishedLimits::default(),
            seed: variant,
            public: show,
            allow_equality: false,
            purpose: Purpose::Practice,
            queue_ms: 0.0,
        })
        .or_misuse()
}
