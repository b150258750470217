//! A learner at the terminal: types lines, saves files, reads what is said.

#![expect(clippy::unwrap_used, clippy::panic, reason = "what goes wrong here fails the test that called it")]

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

use crate::place::{Place, Run};

/// What each of the fixture bank's tasks is solved by.
pub const SOLUTIONS: [(&str, &str, &str); 4] = [
    ("add-tax", "tax.py", "def with_tax(cents):\n    return cents * 120 // 100\n"),
    (
        "count-words",
        "words.py",
        "def counts(text):\n    words = text.lower().split()\n    return {word: words.count(word) for word in words}\n",
    ),
    (
        "orders-by-day",
        "orders.py",
        "def by_day(orders):\n    return {day: [n for other, n in orders if other == day] for day, _ in orders}\n",
    ),
    (
        "running-total",
        "totals.py",
        "def running(numbers):\n    total = 0\n    for number in numbers:\n        total += number\n        yield total\n",
    ),
];

/// Someone with records of their own and the fixture bank.
pub struct Learner {
    place: Place,
}

/// A command that talks.
pub struct Talking {
    child: Child,
    stdin: Option<ChildStdin>,
    lines: Receiver<String>,
}

impl Learner {
    pub fn new() -> Self {
        Self { place: Place::new() }
    }

    pub fn folder(&self) -> &Path {
        self.place.path()
    }

    pub fn file(&self, task: &str, name: &str) -> PathBuf {
        self.folder().join("assay-tasks").join(task).join(name)
    }

    pub fn save(&self, task: &str, name: &str, text: &str) {
        fs::write(self.file(task, name), text).unwrap();
    }

    pub fn solve(&self, task: &str) {
        let (_, name, text) = SOLUTIONS.iter().find(|(id, _, _)| *id == task).unwrap();
        self.save(task, name, text);
    }

    fn command(&self, arguments: &[&str]) -> std::process::Command {
        let bank = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/practice-bank");
        let mut command = self.place.command(arguments);
        command.arg("--unproven").env("ASSAY_BANK", bank).env("ASSAY_RECORDS", self.folder().join("records"));
        command
    }

    /// Runs a command that is given all its lines at once.
    pub fn run(&self, arguments: &[&str], typed: &str) -> Run {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(typed.as_bytes()).unwrap();
        Run::of(&child.wait_with_output().unwrap())
    }

    /// Starts a command that talks in JSON lines.
    pub fn talk(&self, arguments: &[&str]) -> Talking {
        let mut command = self.command(&[arguments, &["--json"]].concat());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let (sender, lines) = channel();
        let stdout = BufReader::new(child.stdout.take().unwrap());
        std::thread::spawn(move || {
            stdout.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)).ok();
        });
        Talking { stdin: child.stdin.take(), child, lines }
    }
}

impl Talking {
    pub fn type_line(&mut self, line: &str) {
        writeln!(self.stdin.as_mut().unwrap(), "{line}").unwrap();
    }

    /// The next object that is said.
    pub fn hear(&self) -> Value {
        let line = self.lines.recv_timeout(Duration::from_mins(10)).unwrap();
        serde_json::from_str(&line).unwrap()
    }

    /// The next object of this kind; others in between are passed over.
    pub fn hear_of(&self, event: &str) -> Value {
        for _ in 0..20 {
            let said = self.hear();
            if said["event"] == event {
                return said;
            }
        }
        panic!("nothing is said of `{event}`")
    }

    /// Stops as a lost connection does.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    pub fn end(mut self) -> Option<i32> {
        drop(self.stdin.take());
        self.child.wait().unwrap().code()
    }
}
