//! `assay grade --batch`: JSON Lines of cases in, a line for each as it is done.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use anyhow::Context as _;
use grader::grade::{Case, Exam, Grader};
use serde_json::json;

use super::case_line::{BadLine, CaseLine, ExamPath};
use super::grade::{exam, purpose, work};
use crate::cli::{Grade, Place};
use crate::exit::{Exit, OrMisuse as _};
use crate::output;
use crate::surroundings::Surroundings;
use crate::terminal::news::News;

/// Exams kept in memory, so that a batch over one exam reads it once.
const EXAMS_KEPT: usize = 64;

pub fn run(cases: &Path, arguments: &Grade, place: &Place) -> anyhow::Result<Exit> {
    let lines = open(cases)?;
    let surroundings = Surroundings::open(place)?;
    let news = News::new();
    let listener = |progress| news.tell(progress);
    let batch = Batch {
        name: cases.display().to_string(),
        lines: Mutex::new((0, lines.lines())),
        grader: surroundings.warm_grader(&listener),
        arguments,
        exams: Mutex::default(),
        started: Instant::now(),
        all_graded: AtomicBool::new(true),
    };
    let jobs =
        arguments.jobs.map_or_else(|| thread::available_parallelism().map_or(1, Into::into), usize::from);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..jobs).map(|_| scope.spawn(|| batch.work())).collect();
        workers.into_iter().try_for_each(|worker| {
            worker.join().unwrap_or_else(|_| {
                // A worker that panicked lost its case, so not every line got a verdict.
                batch.failed();
                Ok(())
            })
        })
    })?;
    news.end();
    Ok(Exit::all_well(batch.all_graded.into_inner()))
}

type CaseLines = Lines<Box<dyn BufRead + Send>>;

struct Batch<'a> {
    name: String,
    /// Number of the latest line, and the lines to come.
    lines: Mutex<(usize, CaseLines)>,
    grader: Grader<'a>,
    arguments: &'a Grade,
    exams: Mutex<HashMap<ExamPath, Arc<Exam>>>,
    started: Instant,
    all_graded: AtomicBool,
}

impl Batch<'_> {
    /// Takes line after line until there is none.
    fn work(&self) -> anyhow::Result<()> {
        while let Some((number, line)) = self.next_line() {
            let line = line.with_context(|| format!("cannot read `{}`", self.name)).or_misuse()?;
            if line.trim().is_empty() {
                continue;
            }
            let outcome = CaseLine::parse(&line).and_then(|case| {
                let id = case.id.clone();
                self.grade(&case).map_err(|error| BadLine { id: Some(id), why: reasons(&error) })
            });
            output::data(&match outcome {
                Ok(verdict) => format!("{verdict}\n"),
                Err(bad) => self.bad_line(number, &bad),
            })?;
        }
        Ok(())
    }

    fn next_line(&self) -> Option<(usize, std::io::Result<String>)> {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        let line = lines.1.next()?;
        lines.0 += 1;
        Some((lines.0, line))
    }

    fn grade(&self, line: &CaseLine) -> anyhow::Result<String> {
        let exam = self.exam(&line.exam)?;
        let (submission, findings) = work(&line.submission, &exam)?;
        let arguments = self.arguments;
        let verdict = self.grader.grade(&Case {
            id: Some(&line.id),
            exam: &exam,
            submission: &submission,
            findings: &findings,
            environment: line.environment.as_deref().or(arguments.environment.as_deref()),
            limits: line.limits.or(arguments.limits.into()),
            seed: line.seed.unwrap_or(arguments.seed),
            public: arguments.public,
            allow_equality: arguments.allow_equality,
            purpose: purpose(arguments),
            queue_ms: self.started.elapsed().as_secs_f64() * 1000.0,
        })?;
        Ok(verdict.to_json())
    }

    fn exam(&self, path: &ExamPath) -> anyhow::Result<Arc<Exam>> {
        let known = self.exams.lock().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        if let Some(exam) = known {
            return Ok(exam);
        }
        let read = Arc::new(match path {
            ExamPath::Task(folder) => exam(Some(folder), None)?,
            ExamPath::Folder(folder) => exam(None, Some(folder))?,
        });
        let mut exams = self.exams.lock().unwrap_or_else(PoisonError::into_inner);
        if exams.len() >= EXAMS_KEPT {
            exams.clear();
        }
        exams.insert(path.clone(), Arc::clone(&read));
        Ok(read)
    }

    fn bad_line(&self, number: usize, bad: &BadLine) -> String {
        self.failed();
        output::note(&format!("{}:{number}: {}", self.name, bad.why));
        format!("{}\n", json!({"id": bad.id, "line": number, "error": bad.why}))
    }

    fn failed(&self) {
        self.all_graded.store(false, Ordering::Relaxed);
    }
}

fn open(cases: &Path) -> anyhow::Result<Box<dyn BufRead + Send>> {
    if cases == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let file = File::open(cases).with_context(|| format!("cannot read `{}`", cases.display())).or_misuse()?;
    Ok(Box::new(BufReader::new(file)))
}

/// The reasons of an error in one line.
fn reasons(error: &anyhow::Error) -> String {
    error.root_cause().to_string().replace("\nhint: ", "; ")
}
