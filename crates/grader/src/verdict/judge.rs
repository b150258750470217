//! The decision: graded, not gradable and whose fault, or withheld and what was seen.

use std::collections::BTreeSet;

use assessment::{Check, CheckOutcome, Fault, FaultOf, Group, Location, Points};
use bank::files::FileMap;
use bank::groups::CheckGroup;
use bank::modules::ModuleFacts;
use sandbox::{Outcome, Report};

use super::text::{MESSAGE, stable};
use super::{checks, groups, messages, place};
use crate::limits::CaseLimits;
use crate::rooms::events::{Announced, Event, Heard};

/// All that is known of one run.
pub struct Record<'a> {
    pub heard: &'a Heard,
    pub submission: &'a Report,
    pub exam: &'a Report,
    pub limits: CaseLimits,
    pub modules: &'a ModuleFacts,
    /// The files that the submission room held.
    pub files: &'a FileMap,
    /// Whether the task calls a check public that is not marked in the exam.
    pub is_public: &'a dyn Fn(&str) -> bool,
    /// The task's check groups; empty: each check counts by itself.
    pub groups: &'a [CheckGroup],
}

/// What the record means.
#[derive(Debug, PartialEq)]
pub enum Judgement {
    Graded(Graded),
    NotGradable(Fault),
    /// What was seen, each thing once.
    Withheld(Vec<String>),
}

/// The checks, and what is to be said of the submission as a whole.
#[derive(Debug, PartialEq)]
pub struct Graded {
    pub points: Points,
    pub checks: Vec<Check>,
    pub groups: Vec<Group>,
    pub message: Option<String>,
    pub location: Option<Location>,
    pub notes: Vec<String>,
}

/// Judges a run. A box that could not be built comes before everything: nothing that it did means anything.
pub fn judge(record: &Record<'_>) -> Judgement {
    if let Some(fault) = box_fault(record) {
        return Judgement::NotGradable(fault);
    }
    let seen = tampering(record);
    if !seen.is_empty() {
        return Judgement::Withheld(seen);
    }
    match announced(record).and_then(|announced| graded(record, announced)) {
        Ok(graded) => Judgement::Graded(graded),
        Err(fault) => Judgement::NotGradable(fault),
    }
}

fn box_fault(record: &Record<'_>) -> Option<Fault> {
    [("submission", record.submission), ("exam", record.exam)].into_iter().find_map(|(room, report)| {
        let Outcome::BoxFailed { step, message } = &report.outcome else { return None };
        Some(assays(format!(
            "the box of the {room} room failed in step `{step}`: {message}; `assay doctor` says more"
        )))
    })
}

fn tampering(record: &Record<'_>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for event in &record.heard.events {
        if let Event::Tampering { what } = event {
            seen.push(stable(what, MESSAGE));
        }
    }
    if record.submission.outcome == Outcome::ForbiddenSystemCall {
        seen.push("a system call that no honest program makes".to_owned());
    }
    let mut once = BTreeSet::new();
    seen.retain(|what| once.insert(what.clone()));
    seen
}

/// The checks that the exam announced, unless the exam itself or the channel is at fault.
fn announced<'a>(record: &'a Record<'_>) -> Result<&'a [Announced], Fault> {
    let events = &record.heard.events;
    let problem = events.iter().find_map(|event| match event {
        Event::ExamProblem { message } => Some(message),
        _ => None,
    });
    if let Some(message) = problem {
        return Err(tasks(stable(message, MESSAGE)));
    }
    if let Some(problem) = &record.heard.problem {
        return Err(assays(format!("{problem}; `assay doctor` says whether this machine is sound")));
    }
    let collected = events.iter().find_map(|event| match event {
        Event::Collected { checks } => Some(checks.as_slice()),
        _ => None,
    });
    let checks = collected.ok_or_else(|| never_collected(record))?;
    if checks.is_empty() {
        return Err(tasks(
            "the exam holds no test; name its files `test_*.py` or `*_test.py` and its functions `test_*`"
                .to_owned(),
        ));
    }
    if let Some(check) = checks.iter().find(|check| !(check.points.is_finite() && check.points >= 0.0)) {
        return Err(tasks(format!("check `{}` has {} points; give it zero or more", check.id, check.points)));
    }
    Ok(checks)
}

fn never_collected(record: &Record<'_>) -> Fault {
    let said = String::from_utf8_lossy(&record.exam.stderr);
    let last =
        said.trim().lines().last().map(|line| format!(" ({})", stable(line, MESSAGE))).unwrap_or_default();
    match record.exam.outcome {
        Outcome::CpuTimeExceeded | Outcome::WallTimeExceeded | Outcome::MemoryExceeded => tasks(
            "the exam did not get as far as its first test within the limits; look at its module level"
                .to_owned(),
        ),
        ref outcome => {
            assays(format!("the exam room ended before it had collected its tests: {outcome:?}{last}"))
        }
    }
}

fn graded(record: &Record<'_>, announced: &[Announced]) -> Result<Graded, Fault> {
    if !ended_in_order(record) {
        return Err(assays(format!(
            "the exam room ended before it was done: {:?}; grade again, and report it if it happens again",
            record.exam.outcome
        )));
    }
    if let Some(told) = checks::inconclusive(&record.heard.events) {
        return Err(assays(format!(
            "a measurement of time was inconclusive: {}; grade again when the machine has less to do",
            stable(told, MESSAGE)
        )));
    }
    if exam_has_it_all(record) {
        return Err(tasks(exam_brings_its_own(record)));
    }
    let checks = checks::of(record, announced);
    let has_run = |check: &Check| check.outcome != CheckOutcome::NotRun;
    let groups = groups::of(record.groups, &checks, checks.iter().all(has_run)).map_err(tasks)?;
    let points = if record.groups.is_empty() { Points::of(&checks) } else { Points::of_groups(&groups) };
    if points.possible <= 0.0 {
        return Err(tasks("no check counted: the exam skipped all of them or gives no points".to_owned()));
    }
    let (message, location) = whole(record);
    Ok(Graded { points, checks, groups, message, location, notes: notes(record) })
}

/// Whether the run came to an end that the events explain. Exit status is no evidence, `done` is; without it only a limit
/// of the exam room, met within a check, explains the end.
fn ended_in_order(record: &Record<'_>) -> bool {
    let limit_of_exam = matches!(
        record.exam.outcome,
        Outcome::CpuTimeExceeded
            | Outcome::WallTimeExceeded
            | Outcome::MemoryExceeded
            | Outcome::OutputExceeded
    );
    record.heard.events.last() == Some(&Event::Done) || limit_of_exam
}

/// Whether the exam folder brings every module that the submission has, so that no check ever met the submission.
fn exam_has_it_all(record: &Record<'_>) -> bool {
    let met = record.heard.events.iter().any(|event| match event {
        Event::Finished(finished) => finished.touched,
        Event::ImportFailed(_) => true,
        _ => false,
    });
    !met && record.modules.start_modules.is_empty()
        && record.modules.shadowed.iter().any(|name| !is_test(name))
}

fn exam_brings_its_own(record: &Record<'_>) -> String {
    let names: Vec<_> = record
        .modules
        .shadowed
        .iter()
        .filter(|name| !is_test(name))
        .map(|name| format!("`{name}`"))
        .collect();
    format!(
        "the exam folder brings its own {}, so no check met the submission; move the starter files out of the exam \
         folder, or make a task of it with `assay import pytest`",
        names.join(", ")
    )
}

fn is_test(module: &str) -> bool {
    module == "conftest"
        || module == "tests"
        || module == "test"
        || module.starts_with("test_")
        || module.ends_with("_test")
}

/// What is to be said of the submission as a whole: it could not be imported, or it met a limit.
fn whole(record: &Record<'_>) -> (Option<String>, Option<Location>) {
    let failed = record.heard.events.iter().find_map(|event| match event {
        Event::ImportFailed(failed) => Some(failed),
        _ => None,
    });
    if let Some(failed) = failed {
        let message =
            messages::import_failure(failed, record.files, &record.submission.outcome, record.limits);
        return (Some(message), failed.location.as_ref().and_then(|at| place::in_files(at, record.files)));
    }
    // How the room ended matters only when a check was waiting for it: at the end of a run every room is stopped.
    (
        checks::room_ended(&record.heard.events)
            .then(|| messages::room_end(&record.submission.outcome, record.limits)),
        None,
    )
}

fn notes(record: &Record<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for name in record.modules.shadowed.iter().filter(|_| !record.modules.start_modules.is_empty()) {
        notes.push(format!("`{name}` of the submission was not used: the exam has its own"));
    }
    for name in &record.modules.reserved {
        notes.push(format!(
            "`{name}` of the submission was not imported by the exam: the name belongs to Python or a library"
        ));
    }
    let hit = record.submission.limits_hit;
    if hit.processes {
        notes.push("the program was refused a process or thread: it had too many".to_owned());
    }
    if hit.disk {
        notes.push("the program filled the disk space that it may use".to_owned());
    }
    notes
}

fn assays(why: String) -> Fault {
    Fault { of: FaultOf::Assay, why }
}

fn tasks(why: String) -> Fault {
    Fault { of: FaultOf::Task, why }
}
