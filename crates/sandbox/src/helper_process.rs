//! The single-threaded process between the host and the boxes of one plan. It opens what the boxes need, starts them and
//! watches them; the host, which has many threads, never forks.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::os::fd::{AsFd, OwnedFd, RawFd};
use std::os::unix::net::UnixStream;
use std::process::ExitCode;
use std::time::Instant;

use rustix::io::{Errno, ioctl_fionbio};
use rustix::net::{
    AddressFamily, RecvFlags, SendFlags, SocketFlags, SocketType, send as send_bytes, socketpair,
};
use rustix::pipe::{PipeFlags, pipe_with};
use rustix::process::{PidfdFlags, pidfd_open, setsid};

use crate::capture::Capture;
use crate::cgroup::Controllers;
use crate::landlock_wall;
use crate::mounts::{Tree, Volumes, complete};
use crate::namespaces::{OuterIdentity, enter_own};
use crate::nursery_helper;
use crate::outcome::Outcome;
use crate::plan::{BoxPlan, Plan};
use crate::probe::{self, protections_in_force};
use crate::protection::Isolation;
use crate::running_box::RunningBox;
use crate::seal::{Kit, Status, Streams, live};
use crate::seccomp::Filters;
use crate::start_error::Refusal;
use crate::step::{Step, StepFailure, failed};
use crate::supervisor::supervise;
use crate::syscall::{Forked, fork_into};
use crate::weakness::Weakness;
use crate::wire::{Answer, Order, receive, receive_descriptors, send};

/// Namespaces that every box gets; that of its user comes last, in `seal`.
pub const NAMESPACES: libc::c_int =
    libc::CLONE_NEWPID | libc::CLONE_NEWNS | libc::CLONE_NEWIPC | libc::CLONE_NEWUTS | libc::CLONE_NEWNET;

/// The helper's whole life: read a plan from standard input (a socket), run it, report. Never returns before every box
/// is dead. Call it first thing in `main`, before any thread is started.
pub fn helper_main() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn serve() -> io::Result<()> {
    if fs::read_dir("/proc/self/task")?.count() != 1 {
        return Err(io::Error::other("the sandbox helper must have one thread"));
    }
    // A terminal's Ctrl-C is for the host, which then lets go of this helper in order.
    let _ = setsid();
    let host = UnixStream::from(io::stdin().as_fd().try_clone_to_owned()?);
    match receive(&host)? {
        Some((Order::Probe, _)) => send(&host, &Answer::Protections(probe::look()), &[]),
        Some((Order::Run { mut plan, descriptor_targets }, _)) => {
            plan.boxes.iter_mut().for_each(|planned| complete(&mut planned.mounts));
            let count = descriptor_targets.iter().map(Vec::len).sum();
            let descriptors = receive_descriptors(&host, count)?;
            run(&host, &plan, distribute(descriptors, descriptor_targets))
        }
        Some((Order::Nursery(mut plan), _)) => {
            complete(&mut plan.mounts);
            nursery_helper::serve(&host, plan)
        }
        None => Ok(()),
    }
}

/// Gives each box its open files, with their numbers.
fn distribute(descriptors: Vec<OwnedFd>, targets: Vec<Vec<RawFd>>) -> Vec<Vec<(OwnedFd, RawFd)>> {
    let mut remaining = descriptors.into_iter();
    let mut take = |target| remaining.next().map(|descriptor| (descriptor, target));
    targets.into_iter().map(|targets| targets.into_iter().filter_map(&mut take).collect()).collect()
}

fn run(host: &UnixStream, plan: &Plan, descriptors: Vec<Vec<(OwnedFd, RawFd)>>) -> io::Result<()> {
    match start(plan, descriptors) {
        Ok((boxes, isolation)) => {
            // If the host is gone, the supervisor finds out at once and ends the boxes.
            let told = send(host, &Answer::Started(isolation), &[]);
            supervise(host, boxes);
            told
        }
        Err(refusal) => send(host, &Answer::Refused(refusal), &[]),
    }
}

/// Starts all boxes or none.
fn start(
    plan: &Plan,
    descriptors: Vec<Vec<(OwnedFd, RawFd)>>,
) -> Result<(Vec<RunningBox>, Isolation), Refusal> {
    let controllers = Controllers::find();
    let site = Site::prepare(&plan.accepted_weaknesses, controllers)?;
    let trees = site.open_trees(plan)?;
    let mut boxes: Vec<RunningBox> = Vec::with_capacity(plan.boxes.len());
    for (index, (box_plan, (tree, descriptors))) in
        plan.boxes.iter().zip(trees.into_iter().zip(descriptors)).enumerate()
    {
        match site.start_box(index, box_plan, tree, &descriptors) {
            Ok(started) => boxes.push(started),
            Err(failure) => {
                boxes.into_iter().for_each(discard);
                return Err(failure.into());
            }
        }
    }
    match seal_all(&boxes) {
        Ok(()) => boxes.iter_mut().for_each(begin),
        Err(failure) => {
            boxes.into_iter().for_each(discard);
            return Err(failure.into());
        }
    }
    Ok((boxes, site.isolation))
}

/// Lets the boxes, which are counted and limited by now, build themselves, and waits until the last one has.
fn seal_all(boxes: &[RunningBox]) -> Result<(), StepFailure> {
    boxes.iter().for_each(release);
    for started in boxes {
        match started.next_status(RecvFlags::empty()) {
            Some(Status::Sealed) => {}
            Some(Status::Failed(failure)) => return Err(failure),
            _ => return Err(failed(Step::Release, "box")(Errno::PIPE)),
        }
    }
    Ok(())
}

/// Starts the program of a sealed box, and its clock.
fn begin(started: &mut RunningBox) {
    started.started = Instant::now();
    release(started);
}

fn release(started: &RunningBox) {
    // If it is dead already, its report says so.
    let _ = started.status.as_ref().map(|status| send_bytes(status, b"g", SendFlags::NOSIGNAL));
}

fn discard(mut started: RunningBox) {
    started.kill(Outcome::StoppedByHost);
    started.finish();
}

/// What all boxes of the plan share.
pub struct Site {
    pub controllers: Controllers,
    pub identity: OuterIdentity,
    filters: Filters,
    pub landlock: bool,
    pub isolation: Isolation,
}

impl Site {
    pub fn prepare(accepted: &BTreeSet<Weakness>, controllers: Controllers) -> Result<Self, Refusal> {
        let landlock = landlock_wall::is_available();
        let mut weaknesses = controllers.weaknesses();
        if !landlock {
            weaknesses.insert(Weakness::NoLandlock);
        }
        let refused: BTreeSet<_> = weaknesses.difference(accepted).copied().collect();
        if !refused.is_empty() {
            return Err(Refusal::Weaknesses(refused));
        }
        let filters = Filters::compile()?;
        let identity = enter_own()?;
        let isolation = Isolation { protections: protections_in_force(&weaknesses, identity), weaknesses };
        Ok(Self { controllers, identity, filters, landlock, isolation })
    }

    /// Opens what every box sees, before the first of them starts.
    fn open_trees(&self, plan: &Plan) -> Result<Vec<Tree>, StepFailure> {
        let volumes = Volumes::make(&plan.volumes, self.identity)?;
        let open = |planned: &BoxPlan| Tree::open(&planned.mounts, &volumes, self.identity);
        let trees = plan.boxes.iter().map(open).collect::<Result<_, _>>()?;
        volumes.detach()?;
        Ok(trees)
    }

    /// Forks one box, which waits to be released.
    fn start_box(
        &self,
        index: usize,
        plan: &BoxPlan,
        tree: Tree,
        descriptors: &[(OwnedFd, RawFd)],
    ) -> Result<RunningBox, StepFailure> {
        let channels = Channels::open().map_err(failed(Step::Spawn, &plan.name))?;
        let control = self.controllers.make(index, &plan.limits)?;
        let kit = Kit {
            plan,
            descriptors,
            tree,
            control: &control,
            identity: self.identity,
            filters: &self.filters,
            landlock: self.landlock,
            streams: channels.streams,
            status: channels.box_status,
        };
        let pid = match fork_into(NAMESPACES) {
            Ok(Forked::Child) => live(&kit),
            Ok(Forked::Parent(pid)) => pid,
            Err(error) => {
                control.remove();
                return Err(failed(Step::Spawn, &plan.name)(error));
            }
        };
        let memory_mounts = kit.tree.mounts.into_iter().filter(|mount| mount.in_memory).collect();
        let admitted = control.admit(pid);
        let started = RunningBox {
            index,
            limits: plan.limits.clone(),
            pid,
            pidfd: pidfd_open(pid, PidfdFlags::empty()).map_err(failed(Step::Spawn, "process handle"))?,
            status: Some(channels.helper_status),
            told: None,
            capture: Capture::new(channels.stdout, channels.stderr, plan.limits.output_bytes),
            control,
            memory_mounts,
            started: Instant::now(),
            cause: None,
            peak_memory_bytes: 0,
            cpu_time_ms: 0,
        };
        match admitted {
            Ok(()) => Ok(started),
            Err(failure) => {
                discard(started);
                Err(failure)
            }
        }
    }
}

/// Both ends of what connects a box with its helper.
pub struct Channels {
    pub streams: Streams,
    pub stdout: OwnedFd,
    pub stderr: OwnedFd,
    box_status: OwnedFd,
    helper_status: OwnedFd,
}

impl Channels {
    pub fn open() -> io::Result<Self> {
        let pipe = || -> Result<(OwnedFd, OwnedFd), Errno> {
            let (reader, writer) = pipe_with(PipeFlags::CLOEXEC)?;
            ioctl_fionbio(&reader, true)?;
            Ok((reader, writer))
        };
        let (stdout, stdout_writer) = pipe()?;
        let (stderr, stderr_writer) = pipe()?;
        let (helper_status, box_status) =
            socketpair(AddressFamily::UNIX, SocketType::SEQPACKET, SocketFlags::CLOEXEC, None)?;
        let stdin = fs::File::open("/dev/null")?.into();
        let streams = Streams { stdin, stdout: stdout_writer, stderr: stderr_writer };
        Ok(Self { streams, stdout, stderr, box_status, helper_status })
    }
}
