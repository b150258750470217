//! What happens while a task is open: a line was typed, or a file was saved.

use std::cell::Cell;
use std::io::BufRead as _;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

/// Editors write a file in several steps; a save is over when nothing happened for this long.
const QUIET: Duration = Duration::from_millis(40);
/// A folder in which something happens all the time is looked at this often.
const LONGEST: Duration = Duration::from_millis(500);

/// Something happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signal {
    /// A line, without its end.
    Line(String),
    /// A file under the watched folder changed.
    Saved,
    /// Nothing more will be typed.
    Closed,
}

/// Both sources in one.
pub struct Signals {
    sender: Sender<Signal>,
    receiver: Receiver<Signal>,
    watched: Option<(RecommendedWatcher, PathBuf)>,
    closed: Cell<bool>,
}

impl Signals {
    /// Listens to standard input from now on.
    pub fn new() -> Self {
        let (sender, receiver) = channel();
        let lines = sender.clone();
        // The thread ends with the process: a blocked read cannot be called back.
        thread::spawn(move || {
            for line in std::io::stdin().lock().lines() {
                let Ok(line) = line else { break };
                if lines.send(Signal::Line(line)).is_err() {
                    return;
                }
            }
            drop(lines.send(Signal::Closed));
        });
        Self { sender, receiver, watched: None, closed: Cell::new(false) }
    }

    /// Watches this folder instead of the one before.
    pub fn watch(&mut self, folder: &Path) -> anyhow::Result<()> {
        if self.watched.as_ref().is_some_and(|(_, known)| known == folder) {
            return Ok(());
        }
        let sender = self.sender.clone();
        let notice = move |event: notify::Result<Event>| {
            let is_change = |event: &Event| {
                matches!(event.kind, EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_))
            };
            if event.is_ok_and(|event| is_change(&event)) {
                drop(sender.send(Signal::Saved));
            }
        };
        let mut watcher = notify::recommended_watcher(notice).context("cannot watch for saved files")?;
        watcher
            .watch(folder, RecursiveMode::Recursive)
            .with_context(|| format!("cannot watch `{}`", folder.display()))?;
        self.watched = Some((watcher, folder.to_owned()));
        Ok(())
    }

    /// Whether the last signal said that nothing more will be typed.
    pub fn is_closed(&self) -> bool {
        self.closed.get()
    }

    /// The next signal. Changes that follow each other closely are one.
    pub fn next(&self) -> Signal {
        let first = self.receiver.recv().unwrap_or(Signal::Closed);
        self.closed.set(first == Signal::Closed);
        if first != Signal::Saved {
            return first;
        }
        let begun = Instant::now();
        loop {
            match self.receiver.recv_timeout(QUIET) {
                Ok(Signal::Saved) if begun.elapsed() < LONGEST => {}
                Ok(Signal::Saved) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    return Signal::Saved;
                }
                Ok(other) => {
                    // What was typed meanwhile comes after the save that was before it.
                    drop(self.sender.send(other));
                    return Signal::Saved;
                }
            }
        }
    }
}
