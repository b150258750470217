//! Grades submissions for the steps of a proof, several at once, and counts what it took.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use assessment::{CheckOutcome, Outcome, Purpose, Verdict};
use bank::files::FileMap;
use bank::package::TaskPackage;
use grader::environments::UnknownEnvironment;
use grader::grade::{Case, Exam, Grader};
use grader::limits::WishedLimits;
use grader::progress::{Listener, Progress};

/// A task as the candidate of one seed meets it, ready to be graded.
pub(crate) struct Variant {
    pub seed: u64,
    pub package: TaskPackage,
    exam: Exam,
}

impl Variant {
    pub fn new(seed: u64, package: TaskPackage) -> Self {
        Self { seed, exam: Exam::Task(Box::new(package.clone())), package }
    }
}

/// One submission to one variant.
#[derive(Clone)]
pub(crate) struct Question<'a> {
    pub variant: &'a Variant,
    pub submission: FileMap,
    pub limits: WishedLimits,
    /// In rooms of its own, which take more of everything than warm ones.
    pub cold: bool,
}

pub(crate) struct Examiner<'a> {
    pub grader: Grader<'a>,
    pub jobs: usize,
    pub listener: Listener<'a>,
    pub gradings: AtomicUsize,
}

impl Examiner<'_> {
    /// The verdicts, in the order of the questions.
    pub fn grade_all(
        &self,
        what: &str,
        questions: &[Question<'_>],
    ) -> Result<Vec<Verdict>, UnknownEnvironment> {
        self.each(what, questions, |question| self.grade(question)).into_iter().collect()
    }

    /// What `work` makes of each item, in their order; as many at once as there are jobs.
    pub fn each<T: Sync, R: Send>(&self, what: &str, items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
        let next = AtomicUsize::new(0);
        let take = || {
            let mut done = Vec::new();
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(item) = items.get(at) else { return done };
                let (step, total) = (at as u64, items.len() as u64);
                (self.listener)(Progress::Step { what: what.to_owned(), step, total });
                done.push((at, work(item)));
            }
        };
        let mut results: Vec<(usize, R)> = thread::scope(|scope| {
            let jobs = self.jobs.clamp(1, items.len().max(1));
            let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(take)).collect();
            workers
                .into_iter()
                .flat_map(|worker| worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        });
        results.sort_by_key(|(at, _)| *at);
        results.into_iter().map(|(_, result)| result).collect()
    }

    pub fn grade(&self, question: &Question<'_>) -> Result<Verdict, UnknownEnvironment> {
        self.gradings.fetch_add(1, Ordering::Relaxed);
        let case = Case {
            id: None,
            exam: &question.variant.exam,
            submission: &question.submission,
            findings: &[],
            environment: None,
            limits: question.limits,
            seed: question.variant.seed,
            public: false,
            allow_equality: false,
            purpose: Purpose::Practice,
            queue_ms: 0.0,
        };
        let grader = if question.cold { Grader { warm: None, ..self.grader } } else { self.grader };
        grader.grade(&case)
    }
}

/// Ids of the checks that passed; none unless the verdict says `graded`.
pub(crate) fn passed(verdict: &Verdict) -> BTreeSet<String> {
    ids(verdict, |outcome| outcome == CheckOutcome::Passed)
}

/// Ids of the checks that counted and did not pass.
pub(crate) fn failed(verdict: &Verdict) -> BTreeSet<String> {
    ids(verdict, |outcome| !matches!(outcome, CheckOutcome::Passed | CheckOutcome::Skipped))
}

fn ids(verdict: &Verdict, is_wanted: impl Fn(CheckOutcome) -> bool) -> BTreeSet<String> {
    let graded = verdict.outcome == Outcome::Graded;
    let wanted = verdict.checks.iter().filter(|check| graded && is_wanted(check.outcome));
    wanted.map(|check| check.id.clone()).collect()
}

/// Why there is no score, in a sentence.
pub(crate) fn hindrance(verdict: &Verdict) -> Option<String> {
    match verdict.outcome {
        Outcome::Graded => None,
        Outcome::NotGradable => {
            Some(verdict.fault.as_ref().map_or_else(String::new, |fault| fault.why.clone()))
        }
        Outcome::Withheld => Some(format!("withheld: {}", verdict.seen.join("; "))),
    }
}
