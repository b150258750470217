//! The helper's loop: watches all boxes of a plan, holds them to their limits, and does what the host says. When the host
//! goes away, for whatever reason, everything ends.

use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;

use crate::outcome::{Outcome, Usage};
use crate::running_box::RunningBox;
use crate::wire::{Answer, Command, receive, send};

/// Watches until every box has ended and has been reported.
pub fn supervise(host: &UnixStream, mut boxes: Vec<RunningBox>) {
    let processors =
        std::thread::available_parallelism().map_or(1, |count| u64::try_from(count.get()).unwrap_or(1));
    let mut host_is_there = true;
    while !boxes.is_empty() {
        let longest = boxes.iter().map(|watched| watched.next_look(processors)).min().unwrap_or_default();
        let events = wait_for_events(host_is_there.then_some(host), &boxes, longest);
        if events.host && !obey(host, &mut boxes) {
            host_is_there = false;
            for watched in &mut boxes {
                watched.kill(Outcome::StoppedByHost);
            }
        }
        for watched in &mut boxes {
            watched.capture.read_some();
            watched.hold_to_limits();
        }
        boxes = report_ended(host, boxes, &events.ended);
    }
}

/// What one wait has seen.
#[derive(Default)]
struct Events {
    host: bool,
    /// Places in the plan of the boxes whose init has ended.
    ended: Vec<usize>,
}

fn wait_for_events(host: Option<&UnixStream>, boxes: &[RunningBox], longest: Duration) -> Events {
    let mut polled: Vec<PollFd<'_>> = Vec::new();
    polled.extend(boxes.iter().map(|watched| readable(&watched.pidfd)));
    polled.extend(host.map(|host| PollFd::from_borrowed_fd(host.as_fd(), PollFlags::IN)));
    for watched in boxes {
        polled.extend(watched.capture.open_pipes().map(readable));
    }
    let timeout = Timespec::try_from(longest).unwrap_or(Timespec { tv_sec: 0, tv_nsec: 0 });
    match poll(&mut polled, Some(&timeout)) {
        Ok(0) | Err(Errno::INTR) => return Events::default(),
        // The descriptors are our own and open: without an answer nothing can be held to its limits any more.
        Err(_) => return Events { host: true, ended: Vec::new() },
        Ok(_) => {}
    }
    let woken = |place: usize| polled.get(place).is_some_and(|fd| !fd.revents().is_empty());
    let ended = boxes.iter().enumerate().filter(|(place, _)| woken(*place)).map(|(_, watched)| watched.index);
    Events { host: host.is_some() && woken(boxes.len()), ended: ended.collect() }
}

fn readable(descriptor: &OwnedFd) -> PollFd<'_> {
    PollFd::new(descriptor, PollFlags::IN)
}

/// Does one command; false when the host is gone.
fn obey(host: &UnixStream, boxes: &mut [RunningBox]) -> bool {
    match receive(host) {
        Ok(Some((Command::Stop(index), _))) => {
            if let Some(watched) = boxes.iter_mut().find(|watched| watched.index == index) {
                watched.kill(Outcome::StoppedByHost);
            }
            true
        }
        Ok(Some((Command::Usage(index), _))) => {
            let asked = boxes.iter_mut().find(|watched| watched.index == index);
            let usage: Option<Usage> = asked.map(RunningBox::usage);
            usage.is_none_or(|usage| send(host, &Answer::Usage(index, usage), &[]).is_ok())
        }
        Ok(None) | Err(_) => false,
    }
}

/// Reports the boxes that have ended, and gives back the others.
fn report_ended(host: &UnixStream, boxes: Vec<RunningBox>, ended: &[usize]) -> Vec<RunningBox> {
    let (over, going_on): (Vec<_>, Vec<_>) =
        boxes.into_iter().partition(|watched| ended.contains(&watched.index));
    for watched in over {
        let index = watched.index;
        let (report, stdout, stderr) = watched.finish();
        let answer = Answer::Ended { index, report, stdout_bytes: stdout.len() };
        // A host that is gone needs no report.
        let _ = send(host, &answer, &[&stdout, &stderr]);
    }
    going_on
}
