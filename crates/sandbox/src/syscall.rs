//! The system calls for which no safe wrapper exists. This file and nothing else in the project is `unsafe`.
#![expect(unsafe_code, reason = "each function here is one system call that rustix does not wrap safely")]

use std::io;
use std::os::fd::{AsFd, AsRawFd, RawFd};

use rustix::process::Pid;
use rustix::thread::UnshareFlags;

/// Which side of a fork this is.
pub enum Forked {
    Parent(Pid),
    Child,
}

/// The end of a child and what it and all it waited for have used.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ended {
    /// -1 when a signal ended it.
    pub exit_status: i32,
    pub cpu_time_ms: u64,
    /// The largest process's resident set, not the sum.
    pub peak_resident_bytes: u64,
}

fn checked(result: libc::c_long) -> io::Result<libc::c_long> {
    if result == -1 { Err(io::Error::last_os_error()) } else { Ok(result) }
}

/// Forks the calling process, which must have one thread, into new namespaces (`libc::CLONE_NEW*`; 0: a plain fork).
pub fn fork_into(namespaces: libc::c_int) -> io::Result<Forked> {
    let flags = namespaces | libc::SIGCHLD;
    // SAFETY: without CLONE_VM and with a null stack this is fork(2): the child gets a copy of all memory. The helper has
    // one thread (`helper_main` checks it), so no lock can be held by a thread that the child lacks.
    let result = unsafe { libc::syscall(libc::SYS_clone, flags, 0, 0, 0, 0) };
    let pid = checked(result)?;
    Ok(i32::try_from(pid).ok().and_then(Pid::from_raw).map_or(Forked::Child, Forked::Parent))
}

/// Moves the calling process into new namespaces.
pub fn unshare(flags: UnshareFlags) -> io::Result<()> {
    debug_assert!(!flags.contains(UnshareFlags::FILES));
    // SAFETY: only CLONE_FILES can invalidate descriptors that another thread holds; no caller passes it.
    unsafe { rustix::thread::unshare_unsafe(flags) }.map_err(Into::into)
}

/// Waits for a child that is about to end, and says what its whole tree has used.
pub fn wait_with_usage(pid: Pid) -> io::Result<Ended> {
    let mut status = 0;
    // SAFETY: an all-zero `rusage` is a valid value: it has only integer fields.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: both pointers come from live local variables of the types that wait4 writes.
    let result = unsafe { libc::wait4(pid.as_raw_nonzero().get(), &raw mut status, 0, &raw mut usage) };
    checked(result.into())?;
    let milliseconds =
        |time: libc::timeval| time.tv_sec.unsigned_abs() * 1000 + time.tv_usec.unsigned_abs() / 1000;
    Ok(Ended {
        exit_status: if libc::WIFEXITED(status) { libc::WEXITSTATUS(status) } else { -1 },
        cpu_time_ms: milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime),
        peak_resident_bytes: usage.ru_maxrss.unsigned_abs() * 1024,
    })
}

/// Adds attributes (`libc::MOUNT_ATTR_*`) to a mount, and to those below it when `recursive`.
pub fn set_mount_attributes(mount: impl AsFd, attributes: u64, recursive: bool) -> io::Result<()> {
    let change = libc::mount_attr { attr_set: attributes, attr_clr: 0, propagation: 0, userns_fd: 0 };
    let flags = libc::AT_EMPTY_PATH | if recursive { libc::AT_RECURSIVE } else { 0 };
    // SAFETY: the descriptor is open (it is borrowed), the path is a static C string, and `change` outlives the call and
    // has the size that is passed.
    let result = unsafe {
        libc::syscall(
            libc::SYS_mount_setattr,
            mount.as_fd().as_raw_fd(),
            c"".as_ptr(),
            flags,
            &raw const change,
            size_of::<libc::mount_attr>(),
        )
    };
    checked(result).map(drop)
}

/// Puts a copy of an open file on a fixed descriptor number, which stays open across `exec`.
pub fn place_descriptor(source: impl AsFd, target: RawFd) -> io::Result<()> {
    // SAFETY: dup2 does not touch memory. Whatever owned `target` before loses its file: callers run in a child that
    // uses only the descriptors that it has moved out of the way and then executes the program.
    let result = unsafe { libc::dup2(source.as_fd().as_raw_fd(), target) };
    checked(result.into()).map(drop)
}

/// Makes `exec` close all descriptors from `first` on.
pub fn close_on_exec_from(first: u32) -> io::Result<()> {
    // SAFETY: the call changes only descriptor flags.
    let result = unsafe { libc::syscall(libc::SYS_close_range, first, u32::MAX, libc::CLOSE_RANGE_CLOEXEC) };
    checked(result).map(drop)
}

/// Closes all descriptors except one.
pub fn close_all_but(kept: &impl AsFd) -> io::Result<()> {
    let kept = kept.as_fd().as_raw_fd().unsigned_abs();
    for (first, last) in [(0, kept.wrapping_sub(1)), (kept + 1, u32::MAX)] {
        if first <= last && !(first == 0 && kept == 0) {
            // SAFETY: only a box's init calls this, which afterwards uses no descriptor but `kept` and ends by
            // `leave`, so no owner ever touches a closed number.
            let result = unsafe { libc::syscall(libc::SYS_close_range, first, last, 0) };
            checked(result)?;
        }
    }
    Ok(())
}

/// Ends the process at once: no destructors, no exit handlers (they belong to the process that this one was forked from).
pub fn leave(status: i32) -> ! {
    // SAFETY: _exit never returns and runs no code of this process.
    unsafe { libc::_exit(status) }
}

/// Brings up the loopback interface of the current network namespace.
pub fn bring_up_loopback() -> io::Result<()> {
    use rustix::net::{AddressFamily, SocketType, socket};
    let any_socket = socket(AddressFamily::INET, SocketType::DGRAM, None)?;
    // SAFETY: an all-zero `ifreq` is a valid value: it has only integers, and a union of integers.
    let mut request: libc::ifreq = unsafe { std::mem::zeroed() };
    for (place, byte) in request.ifr_name.iter_mut().zip(b"lo") {
        *place = libc::c_char::from_ne_bytes([*byte]);
    }
    #[expect(clippy::cast_possible_truncation, reason = "IFF_UP is 1 and IFF_RUNNING 64")]
    let flags = (libc::IFF_UP | libc::IFF_RUNNING) as libc::c_short;
    request.ifr_ifru.ifru_flags = flags;
    // SAFETY: SIOCSIFFLAGS reads an `ifreq`, which `request` is and which outlives the call.
    let result =
        unsafe { libc::ioctl(any_socket.as_raw_fd(), libc::SIOCSIFFLAGS as libc::Ioctl, &raw const request) };
    checked(result.into()).map(drop)
}

/// Switches address randomisation off for the programs that this process executes, and for their children.
pub fn fix_addresses() -> io::Result<()> {
    let flags = libc::c_ulong::try_from(libc::ADDR_NO_RANDOMIZE).unwrap_or_default();
    // SAFETY: personality takes one number by value and changes flags of the calling process only.
    let result = unsafe { libc::personality(flags) };
    checked(result.into()).map(drop)
}

/// The version of Landlock that this kernel speaks; 0 or less where it has none.
pub fn landlock_version() -> i32 {
    const VERSION: libc::c_long = 1;
    // SAFETY: with a null rule set and this flag the call reads no memory and only answers a number.
    let version = unsafe { libc::syscall(libc::SYS_landlock_create_ruleset, 0, 0, VERSION) };
    i32::try_from(version).unwrap_or(0)
}

/// What a process does about the ends of its children.
#[derive(Debug, Clone, Copy)]
pub enum Children {
    /// They are gone at once, and nobody waits for them.
    Forgotten,
    /// As a new program expects it.
    Kept,
}

pub fn treat_children(children: Children) {
    let handler = match children {
        Children::Forgotten => libc::SIG_IGN,
        Children::Kept => libc::SIG_DFL,
    };
    // SAFETY: neither of the two is a function, so no code of this process ever runs for the signal.
    unsafe { libc::signal(libc::SIGCHLD, handler) };
}
