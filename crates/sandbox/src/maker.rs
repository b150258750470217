//! A box's first process in a nursery. It keeps the box's capabilities for as long as boxes are made inside of it, and gives
//! them up, before any foreign code is there, in a box that is a room.
//!
//! Parent, owner, child: an image may put a fork into a box because the box's user namespace was made, by the same user,
//! directly inside of the image's.

use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, io};

use rustix::io::fcntl_dupfd_cloexec;
use rustix::process::{
    DumpableBehavior, PidfdFlags, Signal, pidfd_open, set_dumpable_behavior, set_parent_process_death_signal,
};
use serde::{Deserialize, Serialize};

use crate::mounts::{make_process_tree, place};
use crate::namespaces::keep_identity;
use crate::packets::{self, Packet};
use crate::plan::Network;
use crate::seal::set_up_network;
use crate::seccomp::ImageFilters;
use crate::step::{Step, StepFailure, failed};
use crate::syscall::{
    Children, Forked, close_on_exec_from, fork_into, leave, place_descriptor, treat_children,
};
use crate::warm_plan::ImagePlan;
use crate::{capabilities, namespaces};

/// What the helper asks of a box's init.
#[derive(Debug, Serialize, Deserialize)]
pub enum Order {
    /// Execute a program beside the init; its control socket and its library come with the order.
    Execute(ImagePlan),
    /// Make a box inside of this one. The init's socket comes with the order, then a mount for each target.
    Make { targets: Vec<PathBuf>, network: Network },
    /// Give up everything: from here on this is the box of a room.
    Seal,
}

/// The init's answer.
#[derive(Debug, Serialize, Deserialize)]
pub enum Answer {
    /// With the handle of a box's init beside it, where one was made.
    Done,
    Failed(StepFailure),
}

/// Namespaces of a box, of which this kernel may lack the last.
pub fn namespaces_of_a_box() -> libc::c_int {
    let all = libc::CLONE_NEWUSER | crate::helper_process::NAMESPACES;
    if Path::new("/proc/self/ns/cgroup").exists() { all | libc::CLONE_NEWCGROUP } else { all }
}

/// What a box's init knows.
pub struct Maker<'a> {
    /// The way to the helper.
    pub socket: OwnedFd,
    pub filters: &'a ImageFilters,
}

impl Maker<'_> {
    /// The init's life: orders, until the helper is gone. What is orphaned in the box is reaped by the kernel.
    pub fn serve(&self) -> ! {
        treat_children(Children::Forgotten);
        while let Ok(Some(packet)) = packets::receive(&self.socket) {
            let answer = match serde_json::from_slice(&packet.bytes) {
                Ok(Order::Execute(image)) => self.execute(&image, &packet.descriptors).map(|()| None),
                Ok(Order::Make { targets, network }) => self.make(&targets, network, packet).map(Some),
                Ok(Order::Seal) => give_up().map(|()| None),
                Err(_) => leave(1),
            };
            if tell(&self.socket, answer).is_err() {
                break;
            }
        }
        leave(0)
    }

    fn execute(&self, image: &ImagePlan, descriptors: &[OwnedFd]) -> Result<(), StepFailure> {
        match fork_into(0).map_err(failed(Step::Program, image.program.display()))? {
            Forked::Parent(_) => Ok(()),
            // A program that cannot start closes its control socket, by which the helper knows.
            Forked::Child => {
                let _ = self.become_image(image, descriptors);
                leave(1)
            }
        }
    }

    fn become_image(&self, image: &ImagePlan, descriptors: &[OwnedFd]) -> io::Result<()> {
        treat_children(Children::Kept);
        let nothing = OwnedFd::from(fs::OpenOptions::new().read(true).write(true).open("/dev/null")?);
        let wanted = [&nothing, &nothing, &nothing].into_iter().chain(descriptors);
        let moved: Vec<OwnedFd> =
            wanted.map(|source| fcntl_dupfd_cloexec(source, 32)).collect::<Result<_, _>>()?;
        close_on_exec_from(0)?;
        for (target, source) in moved.iter().enumerate() {
            place_descriptor(source.as_fd(), i32::try_from(target).unwrap_or(i32::MAX))?;
        }
        let refused = |_| io::Error::from_raw_os_error(libc::EPERM);
        capabilities::drop_all().map_err(refused)?;
        self.filters.install().map_err(refused)?;
        Err(Command::new(&image.program)
            .args(&image.arguments)
            .arg(namespaces_of_a_box().to_string())
            .env_clear()
            .envs(&image.environment)
            .current_dir(&image.working_directory)
            .exec())
    }

    /// Makes a box; its own init says when it is ready.
    fn make(&self, targets: &[PathBuf], network: Network, packet: Packet) -> Result<OwnedFd, StepFailure> {
        match fork_into(namespaces_of_a_box()).map_err(failed(Step::Spawn, "box"))? {
            Forked::Parent(pid) => {
                pidfd_open(pid, PidfdFlags::empty()).map_err(failed(Step::Spawn, "process handle"))
            }
            Forked::Child => self.become_box(targets, network, packet),
        }
    }

    fn become_box(&self, targets: &[PathBuf], network: Network, packet: Packet) -> ! {
        let mut descriptors = packet.descriptors.into_iter();
        let Some(socket) = descriptors.next() else { leave(1) };
        let mounts: Vec<OwnedFd> = descriptors.collect();
        let built = build(targets, network, &mounts);
        let is_built = built.is_ok();
        if tell(&socket, built.map(|()| None)).is_err() || !is_built {
            leave(1);
        }
        drop(mounts);
        Maker { socket, filters: self.filters }.serve()
    }
}

/// Inside the new box: each line is a wall of its own; the tree around it came sealed from the nursery.
fn build(targets: &[PathBuf], network: Network, mounts: &[OwnedFd]) -> Result<(), StepFailure> {
    die_with_parent()?;
    // What is not dumpable cannot be entered, and its own maps would belong to nobody here.
    set_dumpable_behavior(DumpableBehavior::Dumpable).map_err(failed(Step::Identity, "init"))?;
    keep_identity()?;
    rustix::system::sethostname(b"room").map_err(failed(Step::Names, "host name"))?;
    set_up_network(network)?;
    let process_tree = make_process_tree()?;
    place(&process_tree, Path::new("/proc"))?;
    mounts.iter().zip(targets).try_for_each(|(mount, target)| place(mount, target))
}

fn die_with_parent() -> Result<(), StepFailure> {
    set_parent_process_death_signal(Some(Signal::KILL)).map_err(failed(Step::DieWithHelper, "death signal"))
}

/// No capability, no look into the memory that came from the helper.
fn give_up() -> Result<(), StepFailure> {
    capabilities::drop_all()?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(failed(Step::DieWithHelper, "init's memory"))
}

fn tell(socket: &OwnedFd, answer: Result<Option<OwnedFd>, StepFailure>) -> io::Result<()> {
    let (answer, handle) = match answer {
        Ok(handle) => (Answer::Done, handle),
        Err(failure) => (Answer::Failed(failure), None),
    };
    let beside: Vec<_> = handle.iter().map(AsFd::as_fd).collect();
    packets::send(socket, &serde_json::to_vec(&answer)?, &beside)
}

/// The life of a nursery's own first process: a box around all of its boxes.
pub fn live(kit: &NurseryKit<'_>) -> ! {
    let built = enclose(kit);
    let is_built = built.is_ok();
    if tell(&kit.socket, built.map(|()| None)).is_err() || !is_built {
        leave(1);
    }
    match kit.socket.try_clone() {
        Ok(socket) => Maker { socket, filters: kit.filters }.serve(),
        Err(_) => leave(1),
    }
}

/// What the nursery's first process needs, opened by the helper.
pub struct NurseryKit<'a> {
    pub tree: crate::mounts::Tree,
    pub folders: &'a [PathBuf],
    pub identity: namespaces::OuterIdentity,
    pub filters: &'a ImageFilters,
    pub fixed_addresses: bool,
    pub socket: OwnedFd,
}

/// The walls of `seal`, as far as they are the same for every box inside.
fn enclose(kit: &NurseryKit<'_>) -> Result<(), StepFailure> {
    die_with_parent()?;
    rustix::process::setsid().map_err(failed(Step::Session, "session"))?;
    crate::seal::hide_names()?;
    let process_tree = make_process_tree()?;
    kit.tree.enter()?;
    kit.tree.fill(&process_tree)?;
    for folder in kit.folders {
        fs::create_dir_all(folder).map_err(failed(Step::Mount, folder.display()))?;
    }
    kit.tree.seal()?;
    crate::clocks::hide_uptime()?;
    if kit.fixed_addresses {
        crate::syscall::fix_addresses().map_err(failed(Step::Addresses, "personality"))?;
    }
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o022));
    namespaces::take_identity(kit.identity)?;
    die_with_parent()?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(failed(Step::DieWithHelper, "init's memory"))
}
