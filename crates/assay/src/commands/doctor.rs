//! `assay doctor`: what this machine enforces, what it has, and whether it grades; with a mend for each thing missing.

#![expect(
    clippy::format_push_string,
    reason = "a page is short, and `write!` would leave a result to ignore on each line"
)]

use std::path::Path;

use assessment::{Outcome, Purpose, Verdict};
use bank::files::FileMap;
use grader::environments::{self, definitions};
use grader::grade::{Case, Exam};
use grader::limits::WishedLimits;
use rustix::fs::statvfs;
use sandbox::{Protection, ProtectionState};
use serde::Serialize;

use crate::cli::{Doctor, Place};
use crate::exit::Exit;
use crate::output;
use crate::surroundings::{Surroundings, launcher};
use crate::terminal::paint::Paint;
use crate::terminal::wrap::wrapped;

/// Environments, caches and staging need this much.
const DISK_WANTED_BYTES: u64 = 2 << 30;

const EXAM: &str = "import solution\n\n\ndef test_double():\n    assert solution.double([1, 2]) == [2, 4]\n";
const RIGHT: &str = "def double(numbers):\n    return [2 * number for number in numbers]\n";
const WRONG: &str = "def double(numbers):\n    return numbers * 2\n";

/// One thing that was looked at.
#[derive(Serialize)]
struct Finding {
    about: &'static str,
    name: String,
    state: State,
    detail: String,
    mend: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    Good,
    /// Practice does without it, an assessment does not.
    Weak,
    /// Nothing can be graded without it.
    Missing,
    /// Nothing is wrong, there is only nothing to look at yet.
    NotYet,
}

pub fn run(arguments: &Doctor, place: &Place) -> anyhow::Result<Exit> {
    let mut findings = protections();
    match Surroundings::open(place) {
        Ok(surroundings) => {
            findings.push(python(&surroundings));
            findings.push(disk(surroundings.data.root()));
            findings.extend(environments_of(&surroundings));
            findings.push(self_test(&surroundings));
        }
        Err(error) => findings.push(missing("machine", "surroundings", &format!("{error:#}"))),
    }
    let able = !findings.iter().any(|finding| finding.state == State::Missing);
    if arguments.json {
        output::data(&format!("{}\n", serde_json::to_string(&findings)?))?;
    } else {
        output::data(&page(&findings, Paint::for_stdout()))?;
    }
    Ok(Exit::all_well(able))
}

fn protections() -> Vec<Finding> {
    match launcher().probe() {
        Ok(protections) => protections.into_iter().map(protection).collect(),
        Err(error) => vec![missing("protection", "sandbox", &error.to_string())],
    }
}

fn protection(found: Protection) -> Finding {
    let state = match (found.state, found.weakness) {
        (ProtectionState::InForce | ProtectionState::NotNeeded, _) => State::Good,
        (ProtectionState::Missing, Some(_)) => State::Weak,
        (ProtectionState::Missing, None) => State::Missing,
    };
    Finding { about: "protection", name: found.name, state, detail: found.why, mend: found.mend }
}

fn python(surroundings: &Surroundings) -> Finding {
    let python = &surroundings.python;
    let detail =
        format!("{} {} at {}", python.implementation, python.version_text(), python.executable.display());
    good("machine", "python", detail)
}

fn disk(data: &Path) -> Finding {
    let name = "disk".to_owned();
    let Ok(room) = statvfs(data) else {
        return missing("machine", "disk", "the room on the disk of the data folder cannot be read");
    };
    let free = room.f_bavail.saturating_mul(room.f_frsize);
    let detail = format!("{:.1} GB free at {}", Megabytes::of(free).gigabytes(), data.display());
    let enough = free >= DISK_WANTED_BYTES;
    let mend = (!enough).then(|| "free some space, or name another folder with `--data DIR`".to_owned());
    Finding { about: "machine", name, state: if enough { State::Good } else { State::Weak }, detail, mend }
}

/// A whole number of megabytes, small enough to be exact as a float.
struct Megabytes(u32);

impl Megabytes {
    fn of(bytes: u64) -> Self {
        Self(u32::try_from(bytes >> 20).unwrap_or(u32::MAX))
    }

    fn gigabytes(&self) -> f64 {
        f64::from(self.0) / 1024.0
    }
}

fn environments_of(surroundings: &Surroundings) -> Vec<Finding> {
    let found = definitions().into_iter().map(|definition| {
        let environment = definition.place(&surroundings.data, &surroundings.python);
        let name = environment.name.clone();
        if environment.is_built() {
            return good("environment", &name, format!("built, {} packages", definition.package_count()));
        }
        let mend = Some(format!("it is built when first needed, or now with `assay env build {name}`"));
        Finding { about: "environment", name, state: State::NotYet, detail: "not built yet".to_owned(), mend }
    });
    found.collect()
}

/// Grades a right and a wrong answer to one small exam.
fn self_test(surroundings: &Surroundings) -> Finding {
    let built = environments::definition(environments::DEFAULT)
        .is_ok_and(|definition| definition.place(&surroundings.data, &surroundings.python).is_built());
    if !built {
        let mend = Some(format!("`assay env build {}`, then ask again", environments::DEFAULT));
        let detail = "not done: its environment is not built yet".to_owned();
        return Finding {
            about: "machine",
            name: "self-test".to_owned(),
            state: State::NotYet,
            detail,
            mend,
        };
    }
    match (grade(surroundings, RIGHT), grade(surroundings, WRONG)) {
        (Ok(right), Ok(wrong)) if right.is_full_credit() && wrong.score == Some(0.0) => {
            let milliseconds = right.timings_ms.room + right.timings_ms.load + right.timings_ms.exam;
            good(
                "machine",
                "self-test",
                format!("a right and a wrong answer were told apart ({milliseconds:.0} ms)"),
            )
        }
        (Ok(right), Ok(wrong)) => missing("machine", "self-test", &surprise(&right, &wrong)),
        (Err(error), _) | (_, Err(error)) => missing("machine", "self-test", &format!("{error:#}")),
    }
}

fn grade(surroundings: &Surroundings, answer: &str) -> anyhow::Result<Verdict> {
    let mut exam = FileMap::new();
    exam.insert("test_solution.py", EXAM.into())?;
    let mut submission = FileMap::new();
    submission.insert("solution.py", answer.into())?;
    let verdict = surroundings.grader(&|_| {}).grade(&Case {
        id: None,
        exam: &Exam::Folder(exam),
        submission: &submission,
        findings: &[],
        environment: None,
        limits: WishedLimits::default(),
        seed: 0,
        public: true,
        allow_equality: false,
        purpose: Purpose::Practice,
        queue_ms: 0.0,
    })?;
    Ok(verdict)
}

fn surprise(right: &Verdict, wrong: &Verdict) -> String {
    let said = |verdict: &Verdict| match (&verdict.fault, verdict.outcome) {
        (Some(fault), _) => fault.why.clone(),
        (None, Outcome::Withheld) => verdict.seen.join("; "),
        (None, _) => format!("{} of {} points", verdict.points.earned, verdict.points.possible),
    };
    format!("the right answer got: {}; the wrong one got: {}", said(right), said(wrong))
}

fn good(about: &'static str, name: &str, detail: String) -> Finding {
    Finding { about, name: name.to_owned(), state: State::Good, detail, mend: None }
}

/// Something without which nothing can be graded; what follows `hint:` in `what` is the mend.
fn missing(about: &'static str, name: &str, what: &str) -> Finding {
    let (detail, mend) = match what.split_once("\nhint: ") {
        Some((detail, mend)) => (detail.to_owned(), Some(mend.to_owned())),
        None => (what.to_owned(), None),
    };
    Finding { about, name: name.to_owned(), state: State::Missing, detail, mend }
}

fn page(findings: &[Finding], paint: Paint) -> String {
    let mut text = String::new();
    for finding in findings {
        let mark = match finding.state {
            State::Good => paint.good("✓ good    "),
            State::Weak => paint.bad("! weak    "),
            State::Missing => paint.bad("✗ missing "),
            State::NotYet => paint.faint("- not yet "),
        };
        text.push_str(&format!("{mark}{} {}\n", finding.about, paint.strong(&finding.name)));
        text.push_str(&wrapped("          ", &finding.detail));
        if let Some(mend) = finding.mend.as_ref().filter(|_| finding.state != State::Good) {
            text.push_str(&wrapped("          mend: ", mend));
        }
    }
    let has = |state| findings.iter().any(|finding| finding.state == state);
    let summary = match (has(State::Missing), has(State::Weak)) {
        (true, _) => "this machine cannot grade until what is missing is mended",
        (false, true) => {
            "this machine grades for practice; an assessment (`--strict`) also needs what is weak"
        }
        (false, false) => "this machine grades, assessments included",
    };
    text.push('\n');
    text.push_str(&wrapped("", summary));
    text
}
