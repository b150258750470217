//! Inside the box, from its first instruction to the program's: the order of the walls is the argument.

use std::os::fd::{AsFd, OwnedFd, RawFd};
use std::os::unix::process::CommandExt;
use std::process::Command;

use rustix::event::{PollFd, PollFlags, poll};
use rustix::fs::Mode;
use rustix::io::{Errno, fcntl_dupfd_cloexec};
use rustix::net::{RecvFlags, SendFlags, recv, send};
use rustix::process::{
    DumpableBehavior, Signal, WaitOptions, set_dumpable_behavior, set_parent_process_death_signal, setsid,
    umask, wait,
};
use rustix::thread::UnshareFlags;
use serde::{Deserialize, Serialize};

use crate::cgroup::Control;
use crate::mounts::{Tree, make_process_tree};
use crate::namespaces::{OuterIdentity, take_identity};
use crate::plan::{BoxPlan, Network};
use crate::seccomp::Filters;
use crate::step::{Step, StepFailure, failed};
use crate::syscall::{
    Forked, bring_up_loopback, close_all_but, close_on_exec_from, fix_addresses, fork_into, leave,
    place_descriptor, unshare,
};
use crate::{capabilities, clocks, landlock_wall, limits};

/// What the box needs, all of it opened by the helper beforehand.
pub struct Kit<'a> {
    pub plan: &'a BoxPlan,
    /// The open files to hand over, beside `plan.descriptors`' target numbers.
    pub descriptors: &'a [(OwnedFd, RawFd)],
    pub tree: Tree,
    pub control: &'a Control,
    pub identity: OuterIdentity,
    pub filters: &'a Filters,
    pub landlock: bool,
    pub streams: Streams,
    /// The way to the helper.
    pub status: OwnedFd,
}

/// The program's standard input, output and error.
pub struct Streams {
    pub stdin: OwnedFd,
    pub stdout: OwnedFd,
    pub stderr: OwnedFd,
}

/// What the box's init tells the helper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// All walls stand; the program waits for the helper's second byte.
    Sealed,
    Failed(StepFailure),
    Exited(i32),
    Signalled(i32),
}

/// The life of a box's first process, which ends it.
pub fn live(kit: &Kit<'_>) -> ! {
    match seal(kit).and_then(|()| wait_for_the_others(&kit.status)) {
        Ok(()) => become_init(kit),
        Err(failure) => {
            tell(&kit.status, &Status::Failed(failure));
            leave(1)
        }
    }
}

/// Each line is a wall; each needs those above it.
fn seal(kit: &Kit<'_>) -> Result<(), StepFailure> {
    die_with_helper()?; // a killed helper would leave the box running without limits
    wait_for_release(&kit.status)?; // nothing is used before the control group counts it
    setsid().map_err(failed(Step::Session, "session"))?; // typing into, or signalling, the host's terminal
    hide_names()?; // reading the host's name and control group paths
    set_up_network(kit.plan.network)?; // own loopback, so that no service of the host answers there
    let process_tree = make_process_tree()?; // seeing or signalling the host's processes, `/proc/sys`, `/proc/kcore`
    kit.tree.enter()?; // reading any file of the host that no mount names
    kit.tree.fill(&process_tree)?; // sources were opened outside: a link in one cannot redirect another
    kit.tree.seal()?; // planting files between the mounts
    clocks::hide_uptime()?; // telling machines and runs apart
    if kit.plan.fixed_addresses {
        fix_addresses().map_err(failed(Step::Addresses, "personality"))?; // no attack: the same bytes each run
    }
    umask(Mode::from_raw_mode(0o022)); // files that other users of a volume could change
    take_identity(kit.identity)?; // being root, or the owner of anything, outside
    limits::apply(&kit.plan.limits, kit.control)?; // fork bombs, core dumps, huge files, real-time priority
    capabilities::drop_all()?; // mounting, tracing, raw sockets, set-user-id programs
    die_with_helper()?; // a change of user has undone the first call
    make_unreadable()?; // reading the helper's memory, of which init is a copy
    if kit.landlock {
        landlock_wall::raise(&kit.plan.mounts)?; // a mount flag that a kernel bug forgets
    }
    kit.filters.install() // everything in the kernel that a program like this never needs
}

fn die_with_helper() -> Result<(), StepFailure> {
    set_parent_process_death_signal(Some(Signal::KILL)).map_err(failed(Step::DieWithHelper, "death signal"))
}

/// Reads the helper's one byte; when the helper is gone there is nobody to work for.
fn wait_for_release(status: &OwnedFd) -> Result<(), StepFailure> {
    let mut byte = [0_u8; 1];
    let received = recv(status, &mut byte[..], RecvFlags::empty()).map(|(length, _)| length);
    match received {
        Ok(0) => leave(1),
        Ok(_) => Ok(()),
        Err(error) => Err(failed(Step::Release, "status socket")(error)),
    }
}

/// No program of the plan runs while a box is still being built: it could plant links in a shared volume, where another
/// box is about to attach a mount.
fn wait_for_the_others(status: &OwnedFd) -> Result<(), StepFailure> {
    tell(status, &Status::Sealed);
    wait_for_release(status)
}

pub fn hide_names() -> Result<(), StepFailure> {
    rustix::system::sethostname(b"room").map_err(failed(Step::Names, "host name"))?;
    match unshare(UnshareFlags::NEWCGROUP) {
        // Kernels without control groups have no names to hide.
        Err(error) if error.raw_os_error() == Some(libc::EINVAL) => Ok(()),
        other => other.map_err(failed(Step::Names, "control group namespace")),
    }
}

pub fn set_up_network(network: Network) -> Result<(), StepFailure> {
    match network {
        Network::None => Ok(()),
        Network::Loopback => bring_up_loopback().map_err(failed(Step::Network, "lo")),
    }
}

fn make_unreadable() -> Result<(), StepFailure> {
    let failure = || failed(Step::DieWithHelper, "init's memory");
    set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(failure())
}

/// Starts the program, reaps whatever is orphaned, and ends when the program ends: with it ends everything in the box.
fn become_init(kit: &Kit<'_>) -> ! {
    if helper_is_gone(&kit.status) {
        leave(1);
    }
    let program = match fork_into(0) {
        Ok(Forked::Parent(pid)) => pid,
        Ok(Forked::Child) => become_program(kit),
        Err(error) => {
            tell(&kit.status, &Status::Failed(failed(Step::Program, "fork")(error)));
            leave(1)
        }
    };
    if close_all_but(&kit.status).is_err() {
        leave(1);
    }
    loop {
        match wait(WaitOptions::empty()) {
            Ok(Some((pid, status))) if pid == program => {
                let status = status.exit_status().map_or_else(
                    || Status::Signalled(status.terminating_signal().unwrap_or_default()),
                    Status::Exited,
                );
                tell(&kit.status, &status);
                leave(0)
            }
            Ok(_) | Err(Errno::INTR) => {}
            Err(_) => leave(1),
        }
    }
}

/// True when the helper died before the second `die_with_helper`, whose signal then never comes.
fn helper_is_gone(status: &OwnedFd) -> bool {
    let mut polled = [PollFd::new(status, PollFlags::empty())];
    let now = rustix::event::Timespec { tv_sec: 0, tv_nsec: 0 };
    poll(&mut polled, Some(&now)).is_err() || polled.iter().any(|fd| fd.revents().contains(PollFlags::HUP))
}

fn become_program(kit: &Kit<'_>) -> ! {
    let failure = match arrange_descriptors(kit) {
        Ok(status) => {
            let error = execute(kit.plan);
            (status, failed(Step::Program, kit.plan.program.display())(error))
        }
        Err(error) => match kit.status.try_clone() {
            Ok(status) => (status, failed(Step::Program, "descriptors")(error)),
            Err(_) => leave(1),
        },
    };
    tell(&failure.0, &Status::Failed(failure.1));
    leave(1)
}

/// Gives the program its streams and descriptors under their numbers; all else closes on `exec`. The answer is the status
/// socket, moved out of the way.
fn arrange_descriptors(kit: &Kit<'_>) -> std::io::Result<OwnedFd> {
    let streams = [(&kit.streams.stdin, 0), (&kit.streams.stdout, 1), (&kit.streams.stderr, 2)];
    let handed_over = kit.descriptors.iter().map(|(source, target)| (source, *target));
    let wanted: Vec<(&OwnedFd, RawFd)> = streams.into_iter().chain(handed_over).collect();
    let above = wanted.iter().map(|(_, target)| *target).max().unwrap_or(2) + 1;
    let status = fcntl_dupfd_cloexec(&kit.status, above)?;
    let moved: Vec<(OwnedFd, RawFd)> = wanted
        .into_iter()
        .map(|(source, target)| Ok((fcntl_dupfd_cloexec(source, above)?, target)))
        .collect::<Result<_, Errno>>()?;
    close_on_exec_from(0)?;
    for (source, target) in &moved {
        place_descriptor(source.as_fd(), *target)?;
    }
    Ok(status)
}

/// Returns only when the program could not be executed. The standard library resets signals on the way.
fn execute(plan: &BoxPlan) -> std::io::Error {
    Command::new(&plan.program)
        .args(&plan.arguments)
        .env_clear()
        .envs(&plan.environment)
        .current_dir(&plan.working_directory)
        .exec()
}

fn tell(status: &OwnedFd, message: &Status) {
    let text = serde_json::to_vec(message).unwrap_or_default();
    // A helper that no longer listens has killed the box already.
    let _ = send(status, &text, SendFlags::NOSIGNAL);
}
