//! The host's side of a nursery: have rooms prepared, let them begin, hear how they ended. May be used from several threads.

use std::collections::{BTreeMap, BTreeSet};
use std::net::Shutdown;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::launcher::{Helper, Launcher, lost, silence_or_fault};
use crate::nursery_wire::{Answer, Command};
use crate::outcome::Report;
use crate::plan_check;
use crate::protection::Isolation;
use crate::start_error::{Refusal, StartError};
use crate::warm_plan::{Image, NurseryPlan, RoomId, RoomSet};
use crate::wire::{Order, receive, receive_descriptors, send, send_descriptors};

/// Images and their boxes. Dropping it ends all of them and returns when they are dead.
#[derive(Debug)]
pub struct Nursery {
    isolation: Isolation,
    /// One frame and its open files at a time.
    speaking: Mutex<UnixStream>,
    board: Arc<Board>,
    sets: AtomicU64,
    listener: Option<JoinHandle<()>>,
}

/// Rooms that wait to begin.
#[derive(Debug)]
pub struct Prepared {
    pub set: u64,
    /// Of the volumes that the set hands out, in its order.
    pub folders: Vec<OwnedFd>,
}

#[derive(Debug, Default)]
struct Board {
    said: Mutex<Said>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Said {
    prepared: BTreeMap<u64, Result<Vec<OwnedFd>, Refusal>>,
    ended: BTreeMap<RoomId, Report>,
    words: BTreeMap<Image, Vec<u8>>,
    lost: BTreeSet<Image>,
    helper_has_ended: bool,
}

impl Launcher {
    /// Starts a nursery and its images, which get ready by themselves.
    pub fn nurse(&self, plan: NurseryPlan) -> Result<Nursery, StartError> {
        plan_check::check_nursery(&plan)?;
        let mut helper = self.execute()?;
        let answer = send(&helper.socket, &Order::Nursery(plan), &[]).and_then(|()| receive(&helper.socket));
        match answer {
            Ok(Some((Answer::Started(isolation), _))) => Ok(Nursery::follow(helper, isolation)?),
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
}

impl Nursery {
    fn follow(helper: Helper, isolation: Isolation) -> std::io::Result<Self> {
        let board = Arc::new(Board::default());
        let speaking = Mutex::new(helper.socket.try_clone()?);
        let listener = thread::Builder::new().name("nursery-listener".to_owned()).spawn({
            let board = Arc::clone(&board);
            move || listen(helper, &board)
        })?;
        Ok(Self { isolation, speaking, board, sets: AtomicU64::new(0), listener: Some(listener) })
    }

    pub const fn isolation(&self) -> &Isolation {
        &self.isolation
    }

    /// Whether its helper lives.
    pub fn is_alive(&self) -> bool {
        !self.board.lock().helper_has_ended
    }

    /// Asks for rooms and does not wait; the answer is the number under which `prepared` gives them.
    pub fn order(&self, plan: RoomSet) -> u64 {
        let set = self.sets.fetch_add(1, Ordering::Relaxed);
        // A helper that cannot be spoken to has ended, which `prepared` finds.
        let _ = self.say(&Command::Prepare { set, plan }, &[], &[]);
        set
    }

    /// Waits for rooms that were ordered; each order is answered once.
    pub fn prepared(&self, set: u64) -> Result<Prepared, StartError> {
        let mut said = self.board.lock();
        loop {
            if let Some(answer) = said.prepared.remove(&set) {
                return Ok(answer.map(|folders| Prepared { set, folders })?);
            }
            if said.helper_has_ended {
                return Err(StartError::HelperSilent);
            }
            said = self.board.wait(said);
        }
    }

    /// Lets a room begin with its message and open files.
    pub fn begin(&self, room: RoomId, message: &[u8], descriptors: &[OwnedFd]) {
        // As above: whoever waits for the room's end will be told.
        let _ = self.say(&Command::Begin { room, descriptors: descriptors.len() }, message, descriptors);
    }

    /// Kills a room; its outcome is `StoppedByHost` unless it had already ended.
    pub fn stop(&self, room: RoomId) {
        let _ = self.say(&Command::Stop(room), &[], &[]);
    }

    /// Ends the rooms of a set that have not begun.
    pub fn discard(&self, set: u64) {
        let _ = self.say(&Command::Discard(set), &[], &[]);
    }

    /// Blocks until a room that has begun has ended; each end is told once. A helper that has said nothing of it for so
    /// long, which is beyond the room's limits, is given up, and with it the nursery.
    pub fn wait(&self, room: RoomId, longest: Duration) -> Report {
        let until = Instant::now() + longest;
        let mut said = self.board.lock();
        loop {
            if let Some(report) = said.ended.remove(&room) {
                return report;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                said.helper_has_ended = true;
                self.board.changed.notify_all();
            }
            if said.helper_has_ended {
                return lost();
            }
            said = self.board.wait_for(said, left);
        }
    }

    /// What an image says next; `None` when it is gone or silent for so long.
    pub fn word(&self, image: Image, longest: Duration) -> Option<Vec<u8>> {
        let until = Instant::now() + longest;
        let mut said = self.board.lock();
        loop {
            if let Some(word) = said.words.remove(&image) {
                return Some(word);
            }
            let left = until.saturating_duration_since(Instant::now());
            if said.helper_has_ended || said.lost.contains(&image) || left.is_zero() {
                return None;
            }
            said = self.board.wait_for(said, left);
        }
    }

    /// Whether an image can be forked no more.
    pub fn is_lost(&self, image: Image) -> bool {
        let said = self.board.lock();
        said.helper_has_ended || said.lost.contains(&image)
    }

    fn say(&self, command: &Command, blob: &[u8], descriptors: &[OwnedFd]) -> std::io::Result<()> {
        let socket = self.speaking.lock().unwrap_or_else(PoisonError::into_inner);
        send(&*socket, command, &[blob])?;
        send_descriptors(&*socket, descriptors)
    }
}

impl Drop for Nursery {
    fn drop(&mut self) {
        let socket = self.speaking.lock().unwrap_or_else(PoisonError::into_inner);
        let _ = socket.shutdown(Shutdown::Both);
        drop(socket);
        if let Some(listener) = self.listener.take() {
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

    fn wait_for<'a>(&self, said: MutexGuard<'a, Said>, longest: Duration) -> MutexGuard<'a, Said> {
        self.changed.wait_timeout(said, longest).unwrap_or_else(PoisonError::into_inner).0
    }
}

/// Notes what the helper says until it ends, and reaps it.
fn listen(mut helper: Helper, board: &Board) {
    while let Ok(Some((answer, blob))) = receive(&helper.socket) {
        let folders = match &answer {
            Answer::Prepared { folders, .. } => receive_descriptors(&helper.socket, *folders),
            _ => Ok(Vec::new()),
        };
        let Ok(folders) = folders else { break };
        note(&mut board.lock(), answer, blob, folders);
        board.changed.notify_all();
    }
    helper.end();
    board.lock().helper_has_ended = true;
    board.changed.notify_all();
}

fn note(said: &mut Said, answer: Answer, mut blob: Vec<u8>, folders: Vec<OwnedFd>) {
    match answer {
        Answer::Prepared { set, .. } => {
            said.prepared.insert(set, Ok(folders));
        }
        Answer::NotPrepared { set, refusal } => {
            said.prepared.insert(set, Err(refusal));
        }
        Answer::Said(image) => {
            said.words.insert(image, blob);
        }
        Answer::Lost(image) => {
            said.lost.insert(image);
        }
        Answer::Ended { room, report, stdout_bytes } => {
            let stderr = blob.split_off(stdout_bytes.min(blob.len()));
            said.ended.insert(room, Report { stdout: blob, stderr, ..report });
        }
        // The helper says these only once, before there is a listener.
        Answer::Started(_) | Answer::Refused(_) => {}
    }
}
