//! `assay cheats`: runs the cheat corpus and shows what each cheat got. A cheat may earn no check that the honest wrong
//! answer does not earn, and may learn nothing of the hidden tests.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use anyhow::{Context as _, bail};
use assessment::{CheckOutcome, Outcome, Purpose, Verdict};
use bank::files::FileMap;
use grader::grade::{Case, Grader};
use grader::limits::WishedLimits;
use grader::progress::Progress;
use serde::Serialize;

use super::corpus::{self, Cheat, CheatExam};
use super::grade::{exam, submission};
use super::trickless;
use crate::cli::{Cheats, Place};
use crate::exit::Exit;
use crate::output;
use crate::surroundings::Surroundings;
use crate::terminal::cheats::table;
use crate::terminal::news::News;
use crate::terminal::paint::Paint;

/// Cheats that wait or spin are ended early; no honest answer to the exams comes near.
const LIMITS: WishedLimits =
    WishedLimits { cpu_seconds: Some(6.0), wall_seconds: Some(20.0), memory_mb: None };

/// How often progress is told, in cheats.
const NEWS_EVERY: usize = 25;

/// What one cheat got in one exam.
#[derive(Debug, Serialize)]
pub struct Row {
    pub cheat: String,
    pub exam: String,
    pub tries: String,
    pub got: Got,
    /// Checks passed, and those that the honest wrong answer passes.
    pub passed: usize,
    pub honest: usize,
    /// Checks that it passed and the honest wrong answer does not.
    pub credited: Vec<String>,
    /// Whether the verdict holds a text of the hidden tests.
    pub leaked: bool,
}

/// In one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Got {
    Credit,
    Leak,
    NothingMore,
    Withheld,
    NotGradable,
}

pub fn run(arguments: &Cheats, place: &Place) -> anyhow::Result<Exit> {
    let exams = match (&arguments.exam, &arguments.submission) {
        (Some(folder), Some(answer)) => vec![own_exam(folder, answer)?],
        _ => corpus::exams()?,
    };
    let own = arguments.exam.is_some();
    let cheats = corpus::cheats()?;
    let surroundings = Surroundings::open(place)?;
    let news = News::new();
    let listener = |progress| news.tell(progress);
    let grader = surroundings.warm_grader(&listener);
    let mut honest = Vec::new();
    for exam in &exams {
        let mut answer = Honest::of(exam, grader).with_context(|| format!("exam `{}`", exam.name))?;
        if own {
            answer.add_what_needs_no_work(grader)?;
        }
        honest.push(answer);
    }
    let only = arguments.only.as_deref().unwrap_or_default();
    let pairs: Vec<_> = cheats
        .iter()
        .filter(|cheat| cheat.name.contains(only))
        .flat_map(|cheat| honest.iter().map(move |honest| (cheat, honest)))
        .filter(|(cheat, honest)| own || cheat.is_for(honest.exam))
        .collect();
    let as_done = |row: &Row| {
        let line = if arguments.json { format!("{}\n", serde_json::to_string(row)?) } else { String::new() };
        output::data(&line)
    };
    let rows = all_rows(&pairs, grader, &listener, &as_done)?;
    news.end();
    if !arguments.json {
        output::data(&table(&rows, Paint::for_stdout()))?;
    }
    Ok(Exit::all_well(rows.iter().all(|row| !matches!(row.got, Got::Credit | Got::Leak))))
}

/// An exam, and the checks that its honest wrong answer passes.
struct Honest<'a> {
    exam: &'a CheatExam,
    passed: BTreeSet<String>,
}

impl<'a> Honest<'a> {
    /// Grades both honest answers: where the right one fails or the wrong one passes, cheats would prove nothing.
    fn of(exam: &'a CheatExam, grader: Grader<'_>) -> anyhow::Result<Self> {
        if let Some(right) = &exam.right {
            let verdict = grade(exam, right, grader)?;
            if !verdict.is_full_credit() {
                bail!("the honest right answer did not get full credit: {}", summary(&verdict));
            }
        }
        let verdict = grade(exam, &exam.wrong, grader)?;
        if let Some(message) = &verdict.message {
            bail!("the honest wrong answer must run to its end: {message}");
        }
        if verdict.outcome != Outcome::Graded || verdict.is_full_credit() {
            bail!("the honest wrong answer must be graded with less than full credit: {}", summary(&verdict));
        }
        Ok(Self { exam, passed: passed(&verdict) })
    }

    /// Counts as honestly passed what a constant or an error passes: the shipped exams leave nothing to those, but an
    /// author's own may expect a zero, or an error, somewhere.
    fn add_what_needs_no_work(&mut self, grader: Grader<'_>) -> anyhow::Result<()> {
        for answer in trickless::answers(&self.exam.entry) {
            let verdict = grade(self.exam, &answer?, grader)?;
            self.passed.extend(passed(&verdict));
        }
        Ok(())
    }
}

fn own_exam(folder: &std::path::Path, answer: &std::path::Path) -> anyhow::Result<CheatExam> {
    let exam = exam(None, Some(folder))?;
    let (wrong, _) = submission(answer)?;
    let python: Vec<_> = wrong.paths().filter(|path| path.is_python()).collect();
    let entry = match python[..] {
        [only] => only.as_str().to_owned(),
        _ => "solution.py".to_owned(),
    };
    let name = folder.display().to_string();
    Ok(CheatExam { name, exam, environment: None, right: None, wrong, entry, canary: None, window: None })
}

/// One row for each pair, worked on by as many threads as there are processors.
fn all_rows(
    pairs: &[(&Cheat, &Honest<'_>)],
    grader: Grader<'_>,
    listener: &(dyn Fn(Progress) + Sync),
    as_done: &(dyn Fn(&Row) -> anyhow::Result<()> + Sync),
) -> anyhow::Result<Vec<Row>> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut rows = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((cheat, honest)) = pairs.get(at) else { return Ok(rows) };
            if at.is_multiple_of(NEWS_EVERY) {
                let (step, total) = (at as u64, pairs.len() as u64);
                listener(Progress::Step { what: "cheats".to_owned(), step, total });
            }
            let row = row(cheat, honest, grader)?;
            as_done(&row)?;
            rows.push((at, row));
        }
    };
    let jobs = thread::available_parallelism().map_or(1, Into::into);
    let mut rows: Vec<(usize, Row)> = thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(work)).collect();
        let done: anyhow::Result<Vec<_>> = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_else(|_| bail!("a thread that runs cheats ended early")))
            .collect();
        done.map(|parts| parts.into_iter().flatten().collect())
    })?;
    rows.sort_by_key(|(at, _)| *at);
    Ok(rows.into_iter().map(|(_, row)| row).collect())
}

/// Hands the cheat in as often as it wants; the attempt that got most counts.
fn row(cheat: &Cheat, honest: &Honest<'_>, grader: Grader<'_>) -> anyhow::Result<Row> {
    let files = cheat.laid_out(&honest.exam.entry)?;
    let mut best: Option<Row> = None;
    for _ in 0..cheat.attempts.max(1) {
        let verdict = grade(honest.exam, &files, grader)?;
        let row = judged(cheat, honest, &verdict);
        if best.as_ref().is_none_or(|best| row.got < best.got) {
            best = Some(row);
        }
    }
    best.context("no attempt was made")
}

fn judged(cheat: &Cheat, honest: &Honest<'_>, verdict: &Verdict) -> Row {
    let passed = if verdict.outcome == Outcome::Graded { passed(verdict) } else { BTreeSet::new() };
    let credited: Vec<String> = passed.difference(&honest.passed).cloned().collect();
    let shown = shown(verdict);
    let leaked = honest.exam.canary.as_ref().is_some_and(|canary| shown.contains(canary.as_str()));
    let got = match verdict.outcome {
        _ if !credited.is_empty() => Got::Credit,
        _ if leaked => Got::Leak,
        Outcome::Graded => Got::NothingMore,
        Outcome::Withheld => Got::Withheld,
        Outcome::NotGradable => Got::NotGradable,
    };
    Row {
        cheat: cheat.name.clone(),
        exam: honest.exam.name.clone(),
        tries: cheat.tries.clone(),
        got,
        passed: passed.len(),
        honest: honest.passed.len(),
        credited,
        leaked,
    }
}

/// What a candidate sees of a verdict: all but the node ids, which are the key by which others find a check again and
/// which pytest makes of the parameters.
fn shown(verdict: &Verdict) -> String {
    let mut verdict = verdict.clone();
    for check in &mut verdict.checks {
        check.id.clear();
    }
    verdict.to_json()
}

fn grade(exam: &CheatExam, files: &FileMap, grader: Grader<'_>) -> anyhow::Result<Verdict> {
    let verdict = grader.grade(&Case {
        id: None,
        exam: &exam.exam,
        submission: files,
        findings: &[],
        environment: exam.environment.as_deref(),
        limits: LIMITS,
        seed: 0,
        public: false,
        allow_equality: false,
        purpose: Purpose::Practice,
        queue_ms: 0.0,
    })?;
    Ok(verdict)
}

fn passed(verdict: &Verdict) -> BTreeSet<String> {
    let checks = verdict.checks.iter().filter(|check| check.outcome == CheckOutcome::Passed);
    checks.map(|check| check.id.clone()).collect()
}

fn summary(verdict: &Verdict) -> String {
    match &verdict.fault {
        Some(fault) => fault.why.clone(),
        None if verdict.outcome == Outcome::Withheld => verdict.seen.join("; "),
        None => {
            let failed = verdict.checks.iter().find(|check| check.outcome != CheckOutcome::Passed);
            let which = failed.map(|check| format!(", first not passed: {}", check.id)).unwrap_or_default();
            format!("{} of {} points{which}", verdict.points.earned, verdict.points.possible)
        }
    }
}
