//! The host's side: start a plan, wait for its boxes, stop them. The host never forks; it executes the helper and listens
//! to it in one thread per run.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use crate::outcome::{Outcome, Report, Usage};
use crate::plan::Plan;
use crate::plan_check::check;
use crate::protection::{Isolation, Protection};
use crate::start_error::StartError;
use crate::wire::{self, Answer, Order, receive, send, send_descriptors};

/// Knows how to execute the helper.
#[derive(Debug, Clone)]
pub struct Launcher {
    helper_command: Vec<OsString>,
}

impl Launcher {
    /// `helper_command` is a program and its arguments; the program calls `helper_main` and does nothing else.
    pub const fn new(helper_command: Vec<OsString>) -> Self {
        Self { helper_command }
    }

    /// Starts all boxes of the plan, or none. Blocks until the helper has answered (some milliseconds).
    pub fn start(&self, mut plan: Plan) -> Result<Running, StartError> {
        check(&plan)?;
        let names = plan.boxes.iter().map(|planned| planned.name.clone()).collect();
        let (descriptors, descriptor_targets) = take_descriptors(&mut plan);
        let mut helper = self.execute()?;
        let order = Order::Run { plan, descriptor_targets };
        let asked =
            send(&helper.socket, &order, &[]).and_then(|()| send_descriptors(&helper.socket, &descriptors));
        drop(descriptors);
        match asked.and_then(|()| receive(&helper.socket)) {
            Ok(Some((Answer::Started(isolation), _))) => Ok(Running::follow(helper, names, isolation)?),
            Ok(Some((Answer::Refused(refusal), _))) => {
                helper.end();
                Err(refusal.into())
            }
            other => {
                helper.end();
                Err(other.err().map_or(StartError::HelperSilent, silence_or_fault))
            }
        }
    }

    /// Each protection and its state on this machine, found by trying. Takes well under a second.
    pub fn probe(&self) -> Result<Vec<Protection>, StartError> {
        let mut helper = self.execute()?;
        let answer = send(&helper.socket, &Order::Probe, &[]).and_then(|()| receive(&helper.socket));
        helper.end();
        match answer {
            Ok(Some((Answer::Protections(protections), _))) => Ok(protections),
            other => Err(other.err().map_or(StartError::HelperSilent, silence_or_fault)),
        }
    }

    pub(crate) fn execute(&self) -> Result<Helper, StartError> {
        let Some((program, arguments)) = self.helper_command.split_first() else {
            return Err(StartError::HelperSilent);
        };
        let (socket, its_socket) = UnixStream::pair()?;
        let spawned = Command::new(program)
            .args(arguments)
            .env_clear()
            .stdin(OwnedFd::from(its_socket))
            .stdout(Stdio::null())
            .spawn();
        let command = program.to_string_lossy().into_owned();
        let process = spawned.map_err(|source| StartError::HelperNotStarted { command, source })?;
        Ok(Helper { process, socket })
    }
}

/// A helper that died while it was spoken to has not answered; anything else is a fault of the channel.
pub fn silence_or_fault(error: io::Error) -> StartError {
    match error.kind() {
        io::ErrorKind::BrokenPipe | io::ErrorKind::ConnectionReset | io::ErrorKind::UnexpectedEof => {
            StartError::HelperSilent
        }
        _ => StartError::Channel(error),
    }
}

fn take_descriptors(plan: &mut Plan) -> (Vec<OwnedFd>, Vec<Vec<i32>>) {
    let mut sources = Vec::new();
    let mut targets = Vec::new();
    for planned in &mut plan.boxes {
        let (of_box, targets_of_box): (Vec<_>, Vec<_>) =
            planned.descriptors.drain(..).map(|descriptor| (descriptor.source, descriptor.target)).unzip();
        sources.extend(of_box);
        targets.push(targets_of_box);
    }
    (sources, targets)
}

/// A running helper.
#[derive(Debug)]
pub struct Helper {
    process: Child,
    pub socket: UnixStream,
}

impl Helper {
    /// Closing the socket tells the helper to end everything.
    pub fn end(&mut self) {
        let _ = self.socket.shutdown(Shutdown::Both);
        let _ = self.process.wait();
    }
}

/// Boxes that were started together. Dropping it kills all that still run and returns when they are dead. May be shared
/// between threads.
#[derive(Debug)]
pub struct Running {
    isolation: Isolation,
    names: Vec<String>,
    socket: UnixStream,
    board: Arc<Board>,
    listener: Option<JoinHandle<()>>,
}

/// What the helper has said so far.
#[derive(Debug, Default)]
struct Board {
    said: Mutex<Said>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Said {
    reports: BTreeMap<usize, Report>,
    /// With the number of answers so far, by which an answer is known to be new.
    usages: BTreeMap<usize, (u64, Usage)>,
    helper_has_ended: bool,
}

impl Running {
    fn follow(helper: Helper, names: Vec<String>, isolation: Isolation) -> io::Result<Self> {
        let board = Arc::new(Board::default());
        let socket = helper.socket.try_clone()?;
        let listener = thread::Builder::new().name("sandbox-listener".to_owned()).spawn({
            let board = Arc::clone(&board);
            move || listen(helper, &board)
        })?;
        Ok(Self { isolation, names, socket, board, listener: Some(listener) })
    }

    /// Blocks until the box has ended. May be called again and from several threads; `None`: no box has that name.
    pub fn wait(&self, box_name: &str) -> Option<Report> {
        let index = self.index(box_name)?;
        let mut said = self.board.lock();
        loop {
            if let Some(report) = said.reports.get(&index) {
                return Some(report.clone());
            }
            if said.helper_has_ended {
                return Some(lost());
            }
            said = self.board.wait(said);
        }
    }

    /// Kills the box; its outcome is `StoppedByHost` unless it had already ended. Unknown names are ignored.
    pub fn stop(&self, box_name: &str) {
        if let Some(index) = self.index(box_name) {
            // A helper that does not listen has ended, and all boxes with it.
            let _ = send(&self.socket, &wire::Command::Stop(index), &[]);
        }
    }

    /// What the box has used so far, cheaply; after its end, what it used in all. `None`: no box has that name.
    pub fn usage(&self, box_name: &str) -> Option<Usage> {
        let index = self.index(box_name)?;
        let mut said = self.board.lock();
        let already = said.usages.get(&index).map_or(0, |(count, _)| *count);
        let asked = send(&self.socket, &wire::Command::Usage(index), &[]);
        loop {
            if let Some(report) = said.reports.get(&index) {
                return Some(final_usage(report));
            }
            match said.usages.get(&index) {
                Some((count, usage)) if *count > already => return Some(*usage),
                _ if said.helper_has_ended || asked.is_err() => return Some(Usage::default()),
                _ => said = self.board.wait(said),
            }
        }
    }

    pub const fn isolation(&self) -> &Isolation {
        &self.isolation
    }

    fn index(&self, box_name: &str) -> Option<usize> {
        self.names.iter().position(|name| name == box_name)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.socket.shutdown(Shutdown::Both);
        if let Some(listener) = self.listener.take() {
            // The listener cannot panic: it only fills a map.
            let _ = listener.join();
        }
    }
}

impl Board {
    fn lock(&self) -> MutexGuard<'_, Said> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'a>(&self, said: MutexGuard<'a, Said>) -> MutexGuard<'a, Said> {
        self.changed.wait(said).unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes what the helper says until it ends, and reaps it.
fn listen(mut helper: Helper, board: &Board) {
    while let Ok(Some((answer, blob))) = receive(&helper.socket) {
        note(&mut board.lock(), answer, blob);
        board.changed.notify_all();
    }
    helper.end();
    board.lock().helper_has_ended = true;
    board.changed.notify_all();
}

fn note(said: &mut Said, answer: Answer, mut blob: Vec<u8>) {
    match answer {
        Answer::Ended { index, report, stdout_bytes } => {
            let stderr = blob.split_off(stdout_bytes.min(blob.len()));
            said.reports.insert(index, Report { stdout: blob, stderr, ..report });
        }
        Answer::Usage(index, usage) => {
            let count = said.usages.get(&index).map_or(0, |(count, _)| *count);
            said.usages.insert(index, (count + 1, usage));
        }
        // The helper says these only once, before there is a listener.
        Answer::Started(_) | Answer::Refused(_) | Answer::Protections(_) => {}
    }
}

const fn final_usage(report: &Report) -> Usage {
    Usage {
        cpu_time_ms: report.cpu_time_ms,
        wall_time_ms: report.wall_time_ms,
        memory_bytes: report.peak_memory_bytes,
    }
}

/// The report of a box whose helper is gone.
pub fn lost() -> Report {
    Report {
        outcome: Outcome::BoxFailed {
            step: "hear from the helper".to_owned(),
            message: "the sandbox helper ended, and all its boxes with it\nhint: look for a kernel message about a \
                      killed process"
                .to_owned(),
        },
        cpu_time_ms: 0,
        wall_time_ms: 0,
        peak_memory_bytes: 0,
        stdout: Vec::new(),
        stderr: Vec::new(),
        limits_hit: crate::outcome::LimitsHit::default(),
    }
}
