//! The order of a proof: cheap questions first, and the dear ones only about a task that stands so far.

use std::sync::atomic::AtomicUsize;

use bank::files::FileMap;
use bank::finding::Finding;
use bank::package::TaskPackage;
use grader::environments::UnknownEnvironment;
use grader::grade::Grader;
use grader::progress::Listener;

use crate::examiner::{Examiner, Variant};
use crate::proof::{Figures, PROVER, Proof};
use crate::refusal::{Reason, Refusal, refuse};
use crate::steps::{cheating, mutating, paperwork, regrading, solutions, variation};

/// A submission of the cheat corpus, as it is handed in for one task.
#[derive(Clone, Debug)]
pub struct Cheat {
    /// `<family>/<name>`.
    pub name: String,
    /// Kinds of exams that it is made for; empty: all.
    pub exams: Vec<String>,
    /// How often it is handed in, one after the other.
    pub attempts: u32,
    pub files: FileMap,
}

/// Which of the corpus' cheats are handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cheats {
    /// For an author in a hurry: such a proof is not stored.
    None,
    /// All that forge equality or are made for the task's kind, and a draw of the others.
    Drawn,
    All,
}

/// A moment: what the clock shows and what this process and its children have used, in seconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moment {
    pub wall_seconds: f64,
    pub cpu_seconds: f64,
}

/// What the prover works with. It has neither a clock nor a corpus of its own.
#[derive(Clone, Copy)]
pub struct Prover<'a> {
    pub grader: Grader<'a>,
    /// The cheat corpus, laid out for a task that asks for this file.
    pub corpus: &'a (dyn Fn(&str) -> Vec<Cheat> + Sync),
    /// Answers without work and without a trick, for a task that asks for this file: what they earn is nobody's credit.
    pub trickless: &'a (dyn Fn(&str) -> Vec<FileMap> + Sync),
    /// Whether the skill map has this competency.
    pub is_competency: &'a (dyn Fn(&str) -> bool + Sync),
    pub clock: &'a (dyn Fn() -> Moment + Sync),
    pub listener: Listener<'a>,
    /// Which cheats are handed in.
    pub cheats: Cheats,
    /// How many submissions are graded at once.
    pub jobs: usize,
    /// How many seeds are proven.
    pub seeds: u64,
    /// Today, for the record.
    pub date: &'a str,
}

/// A proof under way.
pub(crate) struct Work<'a> {
    pub prover: Prover<'a>,
    pub examiner: Examiner<'a>,
    pub package: &'a TaskPackage,
    /// The task on each seed; the same one where nothing varies.
    pub variants: Vec<Variant>,
    pub refusals: Vec<Refusal>,
    pub figures: Figures,
}

type Step = fn(&mut Work<'_>) -> Result<(), UnknownEnvironment>;

/// Groups of steps; after a group that refused something the rest is left.
const STEPS: [&[Step]; 5] = [
    &[paperwork::step],
    &[variation::lay_out],
    &[solutions::step, variation::step],
    &[regrading::step],
    &[mutating::step, cheating::step],
];

impl Prover<'_> {
    /// Tries to break the task in every way it knows.
    pub fn prove(&self, package: &TaskPackage) -> Proof {
        let begun = (self.clock)();
        let mut work = Work {
            prover: *self,
            examiner: Examiner {
                grader: self.grader,
                jobs: self.jobs,
                listener: self.listener,
                gradings: AtomicUsize::new(0),
            },
            package,
            variants: Vec::new(),
            refusals: Vec::new(),
            figures: Figures::default(),
        };
        if let Err(unknown) = work.run() {
            let hint = "`assay env list` shows the environments that there are";
            work.refusals.push(refuse(Reason::Package, "task.toml", unknown.to_string(), hint));
        }
        let ended = (self.clock)();
        let seeds = (1..=self.seeds).collect();
        let figures = Figures {
            gradings: work.examiner.gradings.into_inner(),
            seconds: tenths(ended.wall_seconds - begun.wall_seconds),
            cpu_seconds: tenths(ended.cpu_seconds - begun.cpu_seconds),
            ..work.figures
        };
        proof_of(package, self.date, seeds, work.refusals, figures)
    }

    /// The proof of a package that cannot even be read.
    pub fn unreadable(&self, task: &str, digest: String, findings: Vec<Finding>) -> Proof {
        let errors = findings.into_iter().filter(Finding::is_error);
        Proof {
            task: task.to_owned(),
            digest,
            prover: PROVER.to_owned(),
            date: self.date.to_owned(),
            proven: false,
            refusals: errors.map(|finding| Refusal::new(Reason::Package, finding)).collect(),
            seeds: Vec::new(),
            figures: Figures::default(),
        }
    }
}

impl Work<'_> {
    fn run(&mut self) -> Result<(), UnknownEnvironment> {
        for steps in STEPS {
            for step in steps {
                step(self)?;
            }
            if !self.refusals.is_empty() {
                break;
            }
        }
        Ok(())
    }

    pub fn refuse(
        &mut self,
        reason: Reason,
        file: &str,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.refusals.push(refuse(reason, file, message, hint));
    }
}

fn proof_of(
    package: &TaskPackage,
    date: &str,
    seeds: Vec<u64>,
    refusals: Vec<Refusal>,
    figures: Figures,
) -> Proof {
    Proof {
        task: package.manifest().id.clone(),
        digest: package.digest(),
        prover: PROVER.to_owned(),
        date: date.to_owned(),
        proven: refusals.is_empty(),
        refusals,
        seeds,
        figures,
    }
}

fn tenths(seconds: f64) -> f64 {
    (seconds * 10.0).round() / 10.0
}
