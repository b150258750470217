//! Who the helper and its boxes are to the rest of the machine. As root a box runs under a user number that owns nothing;
//! as an ordinary user the helper first becomes root of a user namespace of its own, and from there on both ways are one.

use std::fs;

use rustix::mount::{MountPropagationFlags, mount_change};
use rustix::process::{DumpableBehavior, getegid, geteuid, set_dumpable_behavior};
use rustix::thread::{
    CapabilitySet, CapabilitySets, UnshareFlags, capabilities, set_capabilities, set_keep_capabilities,
    set_thread_groups, set_thread_res_gid, set_thread_res_uid,
};

use crate::step::{Step, StepFailure, failed};
use crate::syscall::unshare;

/// User and group that a box's files and processes have outside of it, as the helper's namespace numbers them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OuterIdentity {
    pub user: u32,
    pub group: u32,
}

/// User and group inside every box.
const INSIDE: u32 = 1000;
/// Boxes of different plans get different numbers from here on, so that they cannot signal or trace each other even if
/// their namespaces failed. No distribution hands out numbers this high.
const FIRST_OUTER: u32 = 1_879_048_192;
const OUTER_COUNT: u32 = 1 << 22;

impl OuterIdentity {
    /// Root of the helper's namespace.
    pub const PRIVILEGED: Self = Self { user: 0, group: 0 };

    pub const fn is_privileged(self) -> bool {
        self.user == 0
    }
}

/// Gives the helper a mount namespace of its own, and a user namespace where it needs one to be allowed that.
/// The answer is the identity that its boxes take.
pub fn enter_own() -> Result<OuterIdentity, StepFailure> {
    let privileged = geteuid().is_root() && unshare(UnshareFlags::NEWNS).is_ok();
    let identity = if privileged {
        unprivileged_identity()
    } else {
        enter_user_namespace(0)?;
        OuterIdentity::PRIVILEGED
    };
    let apart = MountPropagationFlags::PRIVATE | MountPropagationFlags::REC;
    mount_change("/", apart).map_err(failed(Step::OwnNamespaces, "/"))?;
    Ok(identity)
}

/// Inside a container few numbers are mapped: take the last one there.
fn unprivileged_identity() -> OuterIdentity {
    let number = FIRST_OUTER + std::process::id() % OUTER_COUNT;
    let mapped = |path| {
        let text: String = fs::read_to_string(path).unwrap_or_default();
        let ends = text.lines().filter_map(|line| {
            let mut words = line.split_whitespace().map(str::parse::<u64>);
            Some((words.next()?.ok()?, words.nth(1)?.ok()?))
        });
        let end = ends.map(|(first, count)| first + count).max().unwrap_or(0);
        if u64::from(number) < end { number } else { u32::try_from(end.saturating_sub(1)).unwrap_or(number) }
    };
    OuterIdentity { user: mapped("/proc/self/uid_map"), group: mapped("/proc/self/gid_map") }
}

/// In a box that was made inside of another, of the same user: there and here number 1000 and nobody else.
pub fn keep_identity() -> Result<(), StepFailure> {
    map_identity(INSIDE, INSIDE, INSIDE)
}

fn enter_user_namespace(inside: u32) -> Result<(), StepFailure> {
    let (user, group) = (geteuid().as_raw(), getegid().as_raw());
    let namespaces =
        if inside == 0 { UnshareFlags::NEWUSER | UnshareFlags::NEWNS } else { UnshareFlags::NEWUSER };
    unshare(namespaces).map_err(failed(Step::OwnNamespaces, "user namespace"))?;
    map_identity(inside, user, group)
}

fn map_identity(inside: u32, user: u32, group: u32) -> Result<(), StepFailure> {
    let maps = [
        ("/proc/self/setgroups", "deny".to_owned()),
        ("/proc/self/uid_map", format!("{inside} {user} 1")),
        ("/proc/self/gid_map", format!("{inside} {group} 1")),
    ];
    for (path, text) in maps {
        fs::write(path, text).map_err(failed(Step::OwnNamespaces, path))?;
    }
    Ok(())
}

/// Turns the calling process into the box's user: outside one that owns nothing, inside number 1000 and nobody else.
pub fn take_identity(identity: OuterIdentity) -> Result<(), StepFailure> {
    if !identity.is_privileged() {
        become_user(identity).map_err(failed(Step::Identity, format!("user {}", identity.user)))?;
    }
    enter_user_namespace(INSIDE).map_err(|failure| StepFailure { step: Step::Identity, ..failure })
}

fn become_user(identity: OuterIdentity) -> Result<(), rustix::io::Errno> {
    let group = rustix::process::Gid::from_raw(identity.group);
    let user = rustix::process::Uid::from_raw(identity.user);
    set_keep_capabilities(true)?;
    set_thread_groups(&[])?;
    set_thread_res_gid(group, group, group)?;
    set_thread_res_uid(user, user, user)?;
    let permitted = capabilities(None)?.permitted;
    set_capabilities(
        None,
        CapabilitySets { effective: permitted, permitted, inheritable: CapabilitySet::empty() },
    )?;
    // A changed user is not dumpable, and its own `/proc/self/uid_map` would belong to root.
    set_dumpable_behavior(DumpableBehavior::Dumpable)
}
