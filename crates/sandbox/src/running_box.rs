//! One box as its supervisor sees it: what to watch, what it has used, how it ended.

use std::os::fd::OwnedFd;
use std::time::{Duration, Instant};

use rustix::net::{RecvFlags, recv};
use rustix::process::{Pid, Signal, getpid, pidfd_send_signal};

use crate::capture::Capture;
use crate::cgroup::Control;
use crate::mounts::DetachedMount;
use crate::outcome::{LimitsHit, Outcome, Report, Usage};
use crate::plan::Limits;
use crate::process_walk::{TreeUsage, measure};
use crate::seal::Status;
use crate::syscall::{Ended, wait_with_usage};

pub struct RunningBox {
    pub index: usize,
    pub limits: Limits,
    /// The root of what is counted where no control group counts: the box's init, or a forked room.
    pub pid: Pid,
    /// The box's init.
    pub pidfd: OwnedFd,
    /// By which init speaks; without it, its end is `told` by somebody else.
    pub status: Option<OwnedFd>,
    pub told: Option<Status>,
    pub capture: Capture,
    pub control: Control,
    /// Its file systems in memory.
    pub memory_mounts: Vec<DetachedMount>,
    pub started: Instant,
    /// Why the supervisor killed it.
    pub cause: Option<Outcome>,
    pub peak_memory_bytes: u64,
    /// CPU time never goes back, even when a process that was seen is gone.
    pub cpu_time_ms: u64,
}

/// A box over its CPU time is noticed at most this much CPU time later.
const CPU_GRAIN_MS: u64 = 10;
/// Memory that is watched by polling, and processes killed for want of memory, are noticed this soon.
const MEMORY_LOOK_MS: u64 = 20;
const OUT_OF_MEMORY_LOOK_MS: u64 = 100;

impl RunningBox {
    /// A forked room's box, before the room is in it.
    pub fn of_room(
        pidfd: OwnedFd,
        control: Control,
        capture: Capture,
        limits: Limits,
        mounts: Vec<DetachedMount>,
    ) -> Self {
        Self {
            index: 0,
            limits,
            pid: getpid(),
            pidfd,
            status: None,
            told: None,
            capture,
            control,
            memory_mounts: mounts.into_iter().filter(|mount| mount.in_memory).collect(),
            started: Instant::now(),
            cause: None,
            peak_memory_bytes: 0,
            cpu_time_ms: 0,
        }
    }

    /// Ends everything in the box; the first cause stands.
    pub fn kill(&mut self, cause: Outcome) {
        if self.cause.is_none() {
            self.cause = Some(cause);
            // The only error is that it is dead already.
            let _ = pidfd_send_signal(&self.pidfd, Signal::KILL);
        }
    }

    pub fn usage(&mut self) -> Usage {
        let walked = self.walk();
        let cpu_time_ms = self.control.cpu_time_ms().unwrap_or(walked.cpu_time_ms);
        let memory_bytes = self.control.memory_bytes().unwrap_or(walked.memory_bytes);
        self.cpu_time_ms = self.cpu_time_ms.max(cpu_time_ms);
        self.peak_memory_bytes = self.peak_memory_bytes.max(memory_bytes);
        Usage { cpu_time_ms: self.cpu_time_ms, wall_time_ms: self.wall_time_ms(), memory_bytes }
    }

    /// The long way round, only where a control group does not count.
    fn walk(&self) -> TreeUsage {
        if self.control.counts_cpu_time() && self.control.counts_memory() {
            return TreeUsage::default();
        }
        measure(self.pid)
    }

    fn wall_time_ms(&self) -> u64 {
        u64::try_from(self.started.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Kills the box if it is over a limit.
    pub fn hold_to_limits(&mut self) {
        let usage = self.usage();
        if let Some(cause) = self.exceeded(usage) {
            self.kill(cause);
        }
    }

    fn exceeded(&self, usage: Usage) -> Option<Outcome> {
        if self.capture.is_over_limit() {
            Some(Outcome::OutputExceeded)
        } else if self.is_out_of_memory(usage.memory_bytes) {
            Some(Outcome::MemoryExceeded)
        } else if usage.cpu_time_ms > self.limits.cpu_time_ms {
            Some(Outcome::CpuTimeExceeded)
        } else if usage.wall_time_ms > self.limits.wall_time_ms {
            Some(Outcome::WallTimeExceeded)
        } else {
            None
        }
    }

    fn is_out_of_memory(&self, memory_bytes: u64) -> bool {
        if self.control.counts_memory() {
            self.control.ran_out_of_memory()
        } else {
            memory_bytes > self.limits.memory_bytes
        }
    }

    /// When the box must be looked at again, if nothing happens before: as late as no limit can be missed.
    pub fn next_look(&self, processors: u64) -> Duration {
        let cpu_left_ms = self.limits.cpu_time_ms.saturating_sub(self.cpu_time_ms);
        let wall_left_ms = self.limits.wall_time_ms.saturating_sub(self.wall_time_ms()) + 1;
        let memory_ms = if self.control.counts_memory() { OUT_OF_MEMORY_LOOK_MS } else { MEMORY_LOOK_MS };
        let cpu_ms = (cpu_left_ms / processors.max(1)).max(CPU_GRAIN_MS);
        Duration::from_millis(cpu_ms.min(wall_left_ms).min(memory_ms))
    }

    /// The report of a box whose init has ended.
    pub fn finish(mut self) -> (Report, Vec<u8>, Vec<u8>) {
        let wall_time_ms = self.wall_time_ms();
        let status = self.last_status();
        self.capture.drain();
        let ended = wait_with_usage(self.pid).unwrap_or_default();
        self.count_to_the_end(ended);
        let report = Report {
            outcome: self.outcome(status),
            cpu_time_ms: self.cpu_time_ms,
            wall_time_ms,
            peak_memory_bytes: self.peak_memory_bytes,
            stdout: Vec::new(),
            stderr: Vec::new(),
            limits_hit: LimitsHit {
                processes: self.control.ran_out_of_processes(),
                disk: self.memory_mounts.iter().any(DetachedMount::is_full),
            },
        };
        self.control.remove();
        let (stdout, stderr) = self.capture.into_texts();
        (report, stdout, stderr)
    }

    fn count_to_the_end(&mut self, ended: Ended) {
        let cpu_time_ms = self.control.cpu_time_ms().unwrap_or(ended.cpu_time_ms);
        let peak_bytes = self.control.peak_memory_bytes().unwrap_or(ended.peak_resident_bytes);
        self.cpu_time_ms = self.cpu_time_ms.max(cpu_time_ms);
        self.peak_memory_bytes = self.peak_memory_bytes.max(peak_bytes);
    }

    /// A limit that was broken counts, even if the program ended before the supervisor looked.
    fn outcome(&self, status: Option<Status>) -> Outcome {
        let usage =
            Usage { cpu_time_ms: self.cpu_time_ms, wall_time_ms: 0, memory_bytes: self.peak_memory_bytes };
        match (self.cause.clone(), status) {
            // Init spoke before it could be stopped: the program had already ended.
            (Some(Outcome::StoppedByHost), Some(status @ (Status::Exited(_) | Status::Signalled(_)))) => {
                self.exceeded(usage).unwrap_or_else(|| ended_by_itself(Some(&status)))
            }
            (Some(cause), _) => cause,
            (None, Some(Status::Failed(failure))) => {
                Outcome::BoxFailed { step: failure.step.name().to_owned(), message: failure.message() }
            }
            (None, status) => self.exceeded(usage).unwrap_or_else(|| ended_by_itself(status.as_ref())),
        }
    }

    /// The first failure, else the program's end; init sends at most two more messages once it is sealed.
    fn last_status(&self) -> Option<Status> {
        let mut last = self.told.clone();
        while let Some(status) = self.next_status(RecvFlags::DONTWAIT) {
            if matches!(status, Status::Failed(_)) {
                return Some(status);
            }
            last = Some(status);
        }
        last
    }

    /// What init says next; `None` when it has nothing to say or is gone.
    pub fn next_status(&self, flags: RecvFlags) -> Option<Status> {
        let mut buffer = vec![0; 16 << 10];
        let (length, _) = recv(self.status.as_ref()?, &mut buffer[..], flags).ok()?;
        serde_json::from_slice(buffer.get(..length)?).ok()
    }
}

fn ended_by_itself(status: Option<&Status>) -> Outcome {
    match status {
        Some(Status::Exited(status)) => Outcome::Exited { status: *status },
        Some(&Status::Signalled(libc::SIGSYS)) => Outcome::ForbiddenSystemCall,
        Some(&Status::Signalled(libc::SIGXCPU)) => Outcome::CpuTimeExceeded,
        Some(&Status::Signalled(signal)) => Outcome::Signalled { signal },
        Some(Status::Failed(_) | Status::Sealed) | None => Outcome::BoxFailed {
            step: "watch the program".to_owned(),
            message:
                "the box's init ended without a word\nhint: look for a kernel message about a killed process"
                    .to_owned(),
        },
    }
}
