//! The checks of a verdict: each announced check with how it ended, and of that what the candidate may see.

use std::collections::HashMap;

use assessment::{Check, CheckOutcome};

use super::judge::Record;
use super::text::{MESSAGE, OUTPUT, VALUE, stable};
use super::{hidden, messages, place};
use crate::rooms::events::{Announced, Event, Finished, RoomOutcome};
use crate::rooms::plan::exam_limits;

/// Reasons whose explanation carries nothing of the test.
const DENIED_EQUALITY: &str = "denied_equality";
const ROOM_ENDED: &str = "room_ended";
const INCONCLUSIVE: &str = "inconclusive";
const SKIPPED_AFTER_TOUCHING: &str = "skipped_after_touching";
/// The room's words for these are made of the candidate's own file and the form that the brief asks for.
const ABOUT_THE_FORM: [&str; 2] = ["unreadable", "not_answered"];

/// One check for each that the exam announced, in its order. A check that did not finish has not passed.
pub fn of(record: &Record<'_>, announced: &[Announced]) -> Vec<Check> {
    let finished = finished_by_id(&record.heard.events);
    let running = running(&record.heard.events, &finished);
    announced
        .iter()
        .map(|check| match finished.get(check.id.as_str()) {
            Some(finished) => ended(record, check, finished),
            None if running == Some(check.id.as_str()) => interrupted(record, check),
            None => not_run(record, check),
        })
        .collect()
}

/// The latest word on each check; but whoever failed once has not passed.
fn finished_by_id(events: &[Event]) -> HashMap<&str, &Finished> {
    let mut by_id: HashMap<&str, &Finished> = HashMap::new();
    for event in events {
        if let Event::Finished(finished) = event {
            let before = by_id.get(finished.id.as_str());
            if before.is_none_or(|before| before.outcome == RoomOutcome::Passed) {
                by_id.insert(&finished.id, finished);
            }
        }
    }
    by_id
}

/// The words of a check that measured and could not tell: never the candidate's fault.
pub fn inconclusive(events: &[Event]) -> Option<&str> {
    events.iter().find_map(|event| match event {
        Event::Finished(finished) if finished.reason.as_deref() == Some(INCONCLUSIVE) => {
            Some(finished.message.as_deref().unwrap_or_default())
        }
        _ => None,
    })
}

/// Whether a check found that the submission room was gone.
pub fn room_ended(events: &[Event]) -> bool {
    events.iter().any(|event| match event {
        Event::Finished(finished) => finished.reason.as_deref() == Some(ROOM_ENDED),
        _ => false,
    })
}

/// The check that had started last and never finished.
fn running<'a>(events: &'a [Event], finished: &HashMap<&str, &Finished>) -> Option<&'a str> {
    let started = events.iter().rev().find_map(|event| match event {
        Event::Started { id } => Some(id.as_str()),
        _ => None,
    })?;
    (!finished.contains_key(started)).then_some(started)
}

fn ended(record: &Record<'_>, announced: &Announced, finished: &Finished) -> Check {
    let outcome = match finished.outcome {
        RoomOutcome::Passed => CheckOutcome::Passed,
        RoomOutcome::Failed => CheckOutcome::Failed,
        RoomOutcome::Error => CheckOutcome::Error,
        RoomOutcome::Skipped if finished.touched => CheckOutcome::Failed,
        RoomOutcome::Skipped => CheckOutcome::Skipped,
    };
    let mut check = blank(record, announced, outcome);
    check.cpu_ms = finite(finished.cpu_ms);
    if matches!(outcome, CheckOutcome::Passed | CheckOutcome::Skipped) {
        check.message =
            finished.message.as_deref().filter(|_| check.public).map(|text| stable(text, MESSAGE));
        return check;
    }
    check.reason.clone_from(&finished.reason);
    check.location = finished.location.as_ref().and_then(|at| place::in_files(at, record.files));
    check.message = Some(message(record, finished, check.public));
    if check.public {
        let value = |text: &Option<String>, limit| text.as_deref().map(|text| stable(text, limit));
        check.input = value(&finished.input, VALUE);
        check.expected = value(&finished.expected, VALUE);
        check.got = value(&finished.got, VALUE);
        check.output = value(&finished.output, OUTPUT).filter(|text| !text.is_empty());
    }
    check
}

fn message(record: &Record<'_>, finished: &Finished, public: bool) -> String {
    match (finished.reason.as_deref(), finished.message.as_deref()) {
        (Some(ROOM_ENDED), _) => messages::room_end(&record.submission.outcome, record.limits),
        (_, Some(text)) if public && !text.is_empty() => stable(text, MESSAGE),
        (Some(reason), Some(text)) if ABOUT_THE_FORM.contains(&reason) => stable(text, MESSAGE),
        (Some(DENIED_EQUALITY), _) => {
            "an object claimed to equal a plain value; return the plain value itself".to_owned()
        }
        (Some(SKIPPED_AFTER_TOUCHING), _) => {
            "skipped after it had called the submission, which earns nothing".to_owned()
        }
        _ => hidden::message(finished),
    }
}

/// The check during which the run ended.
fn interrupted(record: &Record<'_>, announced: &Announced) -> Check {
    let mut check = blank(record, announced, CheckOutcome::Failed);
    check.reason = Some(ROOM_ENDED.to_owned());
    check.message = Some(messages::room_end(&record.exam.outcome, exam_limits(record.limits)));
    check
}

fn not_run(record: &Record<'_>, announced: &Announced) -> Check {
    let import_failed = record.heard.events.iter().any(|event| matches!(event, Event::ImportFailed(_)));
    let mut check = blank(record, announced, CheckOutcome::NotRun);
    let why = if import_failed {
        "not run, because the submission could not be imported"
    } else {
        "not run, because the program had ended before"
    };
    check.message = Some(why.to_owned());
    check
}

fn blank(record: &Record<'_>, announced: &Announced, outcome: CheckOutcome) -> Check {
    let public = announced.public || (record.is_public)(&announced.id);
    let title = if public { announced.title.clone() } else { hidden::title(&announced.title) };
    Check {
        id: announced.id.clone(),
        title,
        outcome,
        public,
        points: announced.points,
        earned: if outcome == CheckOutcome::Passed { announced.points } else { 0.0 },
        reason: None,
        message: None,
        input: None,
        expected: None,
        got: None,
        location: None,
        output: None,
        cpu_ms: 0.0,
    }
}

fn finite(number: f64) -> f64 {
    if number.is_finite() { number.max(0.0) } else { 0.0 }
}
