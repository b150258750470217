//! One run of both rooms: start them with the window between them, listen to the exam room, end the submission room when
//! the exam is over.

use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixStream;
use std::thread;
use std::time::Instant;

use rustix::pipe::{PipeFlags, pipe_with};
use sandbox::{Descriptor, Isolation, Launcher, Plan, Report, StartError};

use super::events::{Heard, listen};
use super::plan::{EVENTS, EXAM, SUBMISSION, WINDOW};

/// What is known after one run.
#[derive(Debug)]
pub struct Run {
    pub heard: Heard,
    pub submission: Report,
    pub exam: Report,
    pub isolation: Isolation,
    /// Milliseconds until both rooms were started.
    pub room_ms: f64,
}

/// The rooms could not be run: never the submission's fault.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    #[error(
        "cannot make the channels between the rooms: {0}\nhint: check the limit on open files (`ulimit -n`)"
    )]
    Channels(#[from] io::Error),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error("the sandbox lost the room `{0}`")]
    Lost(&'static str),
}

/// Runs the plan to its end.
pub fn run(mut plan: Plan, launcher: &Launcher) -> Result<Run, RunError> {
    let (of_submission, of_exam) = UnixStream::pair()?;
    let (events, of_events) = pipe_with(PipeFlags::CLOEXEC).map_err(io::Error::from)?;
    hand_over(&mut plan, SUBMISSION, of_submission.into(), WINDOW);
    hand_over(&mut plan, EXAM, of_exam.into(), WINDOW);
    hand_over(&mut plan, EXAM, of_events, EVENTS);
    let started = Instant::now();
    let running = launcher.start(plan)?;
    let room_ms = started.elapsed().as_secs_f64() * 1000.0;
    let listener = thread::spawn(move || listen(io::BufReader::new(std::fs::File::from(events)), started));
    let exam = running.wait(EXAM).ok_or(RunError::Lost(EXAM))?;
    running.stop(SUBMISSION);
    let submission = running.wait(SUBMISSION).ok_or(RunError::Lost(SUBMISSION))?;
    let isolation = running.isolation().clone();
    // The last writing end of the event channel may be the helper's: it goes before we wait for the channel's end.
    drop(running);
    let heard = listener.join().map_err(|_| RunError::Lost(EXAM))?;
    Ok(Run { heard, submission, exam, isolation, room_ms })
}

fn hand_over(plan: &mut Plan, room: &str, source: OwnedFd, target: i32) {
    if let Some(room) = plan.boxes.iter_mut().find(|planned| planned.name == room) {
        room.descriptors.push(Descriptor { source, target });
    }
}
