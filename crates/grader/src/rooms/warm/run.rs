//! One run in warm rooms: have them prepared, give them their files, let them begin, listen.

use std::io;
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use bank::files::FileMap;
use rustix::pipe::{PipeFlags, pipe_with};
use sandbox::{Outcome, Prepared, Report, RoomId, RoomSet};

use super::nest::Nest;
use super::{Attempt, plan};
use crate::rooms::events::{Event, listen};
use crate::rooms::run::Run;
use crate::staging::write_files;

/// A room whose end is not told this long after its time is over is lost.
const OVERTIME: Duration = Duration::from_secs(30);

/// The run, or `None` when a room or an image was lost on the way.
pub fn run(nest: &Nest, attempt: &Attempt<'_>) -> Option<Run> {
    if let Some(image) = nest.image(attempt) {
        let set = plan::of_attempt(attempt, image);
        let run = run_set(nest, attempt, set, &[attempt.submission], &plan::go_on_message())?;
        if !run.heard.events.contains(&Event::FullWay) {
            return Some(run);
        }
    }
    let files = [attempt.submission, attempt.exam];
    run_set(nest, attempt, plan::of_session(attempt), &files, &plan::exam_message(attempt))
}

fn run_set(
    nest: &Nest,
    attempt: &Attempt<'_>,
    set: RoomSet,
    files: &[&FileMap],
    to_exam: &[u8],
) -> Option<Run> {
    let started = Instant::now();
    let set = nest.nursery.order(set);
    let prepared = nest.nursery.prepared(set).ok()?;
    fill(&prepared, files.iter().copied()).ok()?;
    let run = converse(nest, prepared.set, attempt, to_exam, started).ok()?;
    let is_lost = [&run.submission, &run.exam].into_iter().any(was_lost);
    (!is_lost).then_some(run)
}

/// Writes files into the volumes that a set hands out, in their order.
pub fn fill<'a>(prepared: &Prepared, files: impl IntoIterator<Item = &'a FileMap>) -> io::Result<()> {
    for (folder, files) in prepared.folders.iter().zip(files) {
        write_files(&PathBuf::from(format!("/proc/self/fd/{}", folder.as_raw_fd())), files)?;
    }
    Ok(())
}

fn converse(
    nest: &Nest,
    set: u64,
    attempt: &Attempt<'_>,
    to_exam: &[u8],
    started: Instant,
) -> io::Result<Run> {
    let (of_submission, of_exam) = UnixStream::pair()?;
    let (events, of_events) = pipe_with(PipeFlags::CLOEXEC)?;
    let room = |place| RoomId { set, place };
    let (submission, exam) = (room(plan::SUBMISSION), room(plan::EXAM));
    let nursery = &nest.nursery;
    let room_ms = started.elapsed().as_secs_f64() * 1000.0;
    nursery.begin(submission, &plan::submission_message(attempt), &[OwnedFd::from(of_submission)]);
    nursery.begin(exam, to_exam, &[OwnedFd::from(of_exam), of_events]);
    let listener = thread::spawn(move || listen(io::BufReader::new(std::fs::File::from(events)), started));
    let longest = Duration::from_millis(attempt.limits.wall_time_ms) + OVERTIME;
    let exam = nursery.wait(exam, longest);
    nursery.stop(submission);
    let submission = nursery.wait(submission, longest);
    let heard = listener.join().map_err(|_| io::Error::other("the listener of the events panicked"))?;
    Ok(Run { heard, submission, exam, isolation: nursery.isolation().clone(), room_ms })
}

/// Whether a room ended because of something outside of it: an image, a helper, or a signal that nobody here sent.
fn was_lost(report: &Report) -> bool {
    matches!(report.outcome, Outcome::BoxFailed { .. } | Outcome::Signalled { signal: 9 })
}
