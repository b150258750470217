//! The exam room's events (`docs/ROOMS.md`): read with limits, each with the time at which it came.

use std::io::{BufRead as _, BufReader, Read};
use std::time::Instant;

use serde::Deserialize;

/// Longest line and most bytes that are read; an exam room needs far less.
const LINE_BYTES: u64 = 4 << 20;
const TOTAL_BYTES: u64 = 128 << 20;

/// One line of the event channel.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    Collected {
        checks: Vec<Announced>,
    },
    ImportFailed(ImportFailed),
    Started {
        id: String,
    },
    Finished(Box<Finished>),
    Tampering {
        what: String,
    },
    ExamProblem {
        message: String,
    },
    /// This room cannot go on from its image: the exam must be collected with the submission.
    FullWay,
    Done,
}

/// A check that the exam holds.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Announced {
    pub id: String,
    pub title: String,
    pub public: bool,
    pub points: f64,
}

/// The submission could not be imported.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct ImportFailed {
    pub kind: ImportFailure,
    pub module: String,
    pub message: String,
    pub location: Option<Place>,
}

/// Why the submission could not be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ImportFailure {
    SyntaxError,
    MissingModule,
    MissingName,
    Raised,
    RoomEnded,
}

/// How a check ended, with all that the room knows; what of it a candidate may see is decided elsewhere.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Finished {
    pub id: String,
    pub outcome: RoomOutcome,
    pub reason: Option<String>,
    pub message: Option<String>,
    pub input: Option<String>,
    pub expected: Option<String>,
    pub got: Option<String>,
    pub location: Option<Place>,
    pub output: Option<String>,
    pub touched: bool,
    pub cpu_ms: f64,
}

/// How a check ended in the exam room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoomOutcome {
    Passed,
    Failed,
    Error,
    Skipped,
}

/// A place in the submission.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Place {
    pub file: String,
    pub line: u64,
    pub function: Option<String>,
    pub text: Option<String>,
}

/// All that was heard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    pub events: Vec<Event>,
    /// Milliseconds after the start until the exam was collected, and until its last event.
    pub collected_ms: Option<f64>,
    pub last_ms: f64,
    /// What made the channel unreadable.
    pub problem: Option<String>,
}

/// Reads events until the channel ends.
pub fn listen(channel: impl Read, started: Instant) -> Heard {
    let mut heard = Heard::default();
    let mut lines = BufReader::new(channel.take(TOTAL_BYTES));
    loop {
        let mut line = Vec::new();
        match (&mut lines).take(LINE_BYTES).read_until(b'\n', &mut line) {
            Ok(0) => return heard,
            Ok(_) => {}
            Err(error) => return heard.broken(format!("the event channel broke: {error}")),
        }
        if line.last() != Some(&b'\n') {
            return heard.broken("the event channel ended within a line, or a line was too long".to_owned());
        }
        match parse(&line) {
            Ok(event) => heard.note(event, started.elapsed().as_secs_f64() * 1000.0),
            Err(error) => return heard.broken(format!("an event could not be read: {error}")),
        }
    }
}

impl Heard {
    fn note(&mut self, event: Event, at_ms: f64) {
        if matches!(event, Event::Collected { .. }) {
            self.collected_ms.get_or_insert(at_ms);
        }
        self.last_ms = at_ms;
        self.events.push(event);
    }

    fn broken(mut self, problem: String) -> Self {
        self.problem = Some(problem);
        self
    }
}

fn parse(line: &[u8]) -> Result<Event, serde_json::Error> {
    serde_json::from_str(&mend_surrogates(&String::from_utf8_lossy(line)))
}

/// Replaces escapes of lone surrogates (`\ud83d` without its other half), which Python strings may hold and JSON text
/// in Rust may not, by the replacement character.
fn mend_surrogates(line: &str) -> String {
    let mut mended = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        mended.push_str(before);
        let (kept, length) = match (surrogate(escape), escape.get(6..).and_then(surrogate)) {
            (Some(first), Some(second)) if first < 0xdc00 && second >= 0xdc00 => (&escape[..12], 12),
            (Some(_), _) => ("\\ufffd", 6),
            // An escaped backslash is one unit: what follows it is plain text.
            (None, _) => (escape.get(..2).unwrap_or(escape), escape.get(..2).map_or(escape.len(), str::len)),
        };
        mended.push_str(kept);
        rest = &escape[length..];
    }
    mended.push_str(rest);
    mended
}

/// The surrogate that an escape such as `\ud83d` at the beginning of `text` stands for.
fn surrogate(text: &str) -> Option<u32> {
    let code = u32::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok()?;
    (0xd800..0xe000).contains(&code).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hear(text: &str) -> Heard {
        listen(text.as_bytes(), Instant::now())
    }

    #[test]
    fn events_are_read_in_order_and_unknown_fields_are_ignored() {
        let heard = hear(
            "{\"event\":\"collected\",\"checks\":[]}\n{\"event\":\"started\",\"id\":\"a\",\"new\":1}\n{\"event\":\"done\"}\n",
        );
        assert_eq!(heard.problem, None);
        let expected = [Event::Collected { checks: vec![] }, Event::Started { id: "a".into() }, Event::Done];
        assert_eq!(heard.events, expected);
        assert!(heard.collected_ms.is_some());
    }

    #[test]
    fn what_came_before_a_broken_line_is_kept_and_the_break_is_told() {
        let heard = hear("{\"event\":\"done\"}\nnonsense\n{\"event\":\"done\"}\n");
        assert_eq!(heard.events, [Event::Done]);
        assert!(heard.problem.is_some_and(|problem| problem.starts_with("an event could not be read")));
        assert!(hear("{\"event\":\"do").problem.is_some_and(|problem| problem.contains("within a line")));
    }

    #[test]
    fn a_lone_surrogate_in_a_message_does_not_break_the_channel() {
        let check = |text: &str, expected: &str| {
            let line = format!("{{\"event\":\"exam_problem\",\"message\":\"{text}\"}}\n");
            assert_eq!(hear(&line).events, [Event::ExamProblem { message: expected.into() }], "{text}");
        };
        check(r"a\ud83d!", "a\u{fffd}!");
        check(r"\ude00\ud83d", "\u{fffd}\u{fffd}");
        check(r"\ud83d\ude00", "\u{1f600}");
        check(r"\\ud83d", r"\ud83d");
        check(r"\\\ud83d", "\\\u{fffd}");
    }
}
