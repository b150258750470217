//! Which system calls a box may make, as data: each group with its reason. What is in no list does not exist (`ENOSYS`),
//! so that libraries fall back as they do on an older kernel.

use libc::c_long;

/// A reason and the system calls that share it.
pub type Group = (&'static str, &'static [c_long]);

macro_rules! group {
    ($reason:literal: $($name:ident)*) => {
        ($reason, &[$(libc::$name),*])
    };
}

/// Needed by CPython, the scientific stack, TensorFlow, shells, Git, databases and language servers.
pub const ALLOWED: &[Group] = &[
    group!("read and write open files": SYS_read SYS_write SYS_readv SYS_writev SYS_pread64 SYS_pwrite64 SYS_preadv
        SYS_pwritev SYS_preadv2 SYS_pwritev2 SYS_lseek SYS_close SYS_close_range SYS_sendfile SYS_splice SYS_tee
        SYS_vmsplice SYS_copy_file_range SYS_readahead SYS_fadvise64 SYS_fallocate SYS_ftruncate SYS_truncate SYS_fsync
        SYS_fdatasync SYS_dup SYS_dup3 SYS_fcntl SYS_ioctl SYS_flock),
    group!("find, make and change files; mounts and Landlock say which": SYS_openat SYS_openat2 SYS_newfstatat SYS_fstat
        SYS_statx SYS_statfs SYS_fstatfs SYS_faccessat SYS_faccessat2 SYS_readlinkat SYS_getdents64 SYS_getcwd SYS_chdir
        SYS_fchdir SYS_mkdirat SYS_unlinkat SYS_renameat2 SYS_linkat SYS_symlinkat SYS_mknodat SYS_fchmod SYS_fchmodat
        SYS_fchown SYS_fchownat SYS_utimensat SYS_umask SYS_getxattr SYS_lgetxattr SYS_fgetxattr
        SYS_setxattr SYS_lsetxattr SYS_fsetxattr SYS_listxattr SYS_llistxattr SYS_flistxattr SYS_removexattr
        SYS_lremovexattr SYS_fremovexattr),
    group!("manage the process's own memory": SYS_brk SYS_mmap SYS_munmap SYS_mremap SYS_mprotect SYS_madvise SYS_msync
        SYS_mincore SYS_mlock SYS_mlock2 SYS_munlock SYS_mlockall SYS_munlockall SYS_memfd_create SYS_membarrier
        SYS_pkey_alloc SYS_pkey_free SYS_pkey_mprotect SYS_mbind SYS_get_mempolicy SYS_set_mempolicy SYS_mseal),
    group!("start, name and end processes and threads; namespaces are refused below": SYS_clone SYS_execve SYS_execveat
        SYS_exit SYS_exit_group SYS_wait4 SYS_waitid SYS_getpid SYS_getppid SYS_gettid SYS_setsid SYS_getsid SYS_setpgid
        SYS_getpgid SYS_set_tid_address SYS_set_robust_list SYS_get_robust_list SYS_rseq SYS_prctl SYS_pidfd_open
        SYS_pidfd_send_signal),
    group!("signals, which reach only the box's own processes": SYS_kill SYS_tkill SYS_tgkill SYS_rt_sigaction
        SYS_rt_sigprocmask SYS_rt_sigreturn SYS_rt_sigpending SYS_rt_sigtimedwait SYS_rt_sigsuspend SYS_rt_sigqueueinfo
        SYS_rt_tgsigqueueinfo SYS_sigaltstack SYS_signalfd4 SYS_restart_syscall),
    group!("wait and synchronise": SYS_futex SYS_futex_waitv SYS_ppoll SYS_pselect6 SYS_epoll_create1 SYS_epoll_ctl
        SYS_epoll_pwait SYS_epoll_pwait2 SYS_eventfd2 SYS_timerfd_create SYS_timerfd_settime SYS_timerfd_gettime
        SYS_timer_create SYS_timer_settime SYS_timer_gettime SYS_timer_getoverrun SYS_timer_delete SYS_setitimer
        SYS_getitimer SYS_nanosleep SYS_clock_nanosleep SYS_pipe2),
    group!("read clocks": SYS_clock_gettime SYS_clock_getres SYS_gettimeofday SYS_times),
    group!("sockets inside the box's own network namespace; families are refused below": SYS_socket SYS_socketpair
        SYS_bind SYS_listen SYS_accept SYS_accept4 SYS_connect SYS_getsockname SYS_getpeername SYS_sendto SYS_recvfrom
        SYS_sendmsg SYS_recvmsg SYS_sendmmsg SYS_recvmmsg SYS_setsockopt SYS_getsockopt SYS_shutdown),
    group!("System V and POSIX objects of the box's own ipc namespace": SYS_shmget SYS_shmat SYS_shmdt SYS_shmctl SYS_semget
        SYS_semop SYS_semtimedop SYS_semctl SYS_msgget SYS_msgsnd SYS_msgrcv SYS_msgctl SYS_mq_open SYS_mq_unlink
        SYS_mq_timedsend SYS_mq_timedreceive SYS_mq_notify SYS_mq_getsetattr),
    group!("ask about, or within the limits change, the process itself": SYS_getuid SYS_geteuid SYS_getgid SYS_getegid
        SYS_getresuid SYS_getresgid SYS_getgroups SYS_setuid SYS_setgid SYS_setreuid SYS_setregid SYS_setresuid
        SYS_setresgid SYS_setfsuid SYS_setfsgid SYS_setgroups SYS_capget SYS_capset
        SYS_prlimit64 SYS_getrusage SYS_getpriority SYS_setpriority SYS_ioprio_get SYS_ioprio_set SYS_sched_yield
        SYS_sched_getaffinity SYS_sched_setaffinity SYS_sched_getparam SYS_sched_setparam SYS_sched_getscheduler
        SYS_sched_setscheduler SYS_sched_getattr SYS_sched_setattr SYS_sched_get_priority_max
        SYS_sched_get_priority_min SYS_sched_rr_get_interval SYS_getcpu SYS_uname SYS_sysinfo SYS_getrandom
        SYS_personality),
    group!("installs the filter that refuses it": SYS_seccomp),
];

/// The same calls, and their relatives, under names that `libc` has only for this architecture.
#[cfg(target_arch = "x86_64")]
pub const ALLOWED_HERE: &[Group] = &[
    group!("older names of the file calls above": SYS_open SYS_creat SYS_stat SYS_lstat SYS_access SYS_readlink
        SYS_getdents SYS_mkdir SYS_rmdir SYS_unlink SYS_rename SYS_renameat SYS_link SYS_symlink SYS_mknod SYS_chmod
        SYS_chown SYS_lchown SYS_utime SYS_utimes SYS_futimesat SYS_dup2 SYS_fchmodat2 SYS_sync_file_range),
    group!("older names of the process and waiting calls above": SYS_fork SYS_vfork SYS_getpgrp SYS_poll SYS_select
        SYS_epoll_create SYS_epoll_wait SYS_eventfd SYS_signalfd SYS_pipe SYS_pause SYS_alarm SYS_time SYS_getrlimit
        SYS_setrlimit),
    group!("thread-local storage": SYS_arch_prctl),
];
#[cfg(not(target_arch = "x86_64"))]
pub const ALLOWED_HERE: &[Group] = &[(
    "renameat, sync_file_range, getrlimit, setrlimit and fchmodat2 of the generic table, which `libc` does not name",
    &[38, 84, 163, 164, 452],
)];

/// Refused with `EPERM`: honest programs try these and go on without.
pub const REFUSED: &[Group] = &[
    group!("reads hardware counters, and so secrets of other programs": SYS_perf_event_open),
    group!("keys of the kernel are not divided by every namespace": SYS_keyctl SYS_add_key SYS_request_key),
    group!("flushes every disk of the machine": SYS_sync SYS_syncfs),
    group!("a private root is not for leaving": SYS_chroot),
    group!("tells which files the other boxes and the host open in what all of them see": SYS_inotify_init1
        SYS_inotify_add_watch SYS_inotify_rm_watch),
    group!("needs capabilities that no box has; large and rarely tested": SYS_quotactl SYS_acct SYS_syslog
        SYS_settimeofday SYS_clock_settime SYS_adjtimex SYS_clock_adjtime SYS_vhangup SYS_sethostname SYS_setdomainname
        SYS_fanotify_init SYS_name_to_handle_at SYS_userfaultfd SYS_memfd_secret SYS_io_uring_setup
        SYS_io_uring_enter SYS_io_uring_register SYS_seccomp SYS_lookup_dcookie SYS_nfsservctl),
];

/// Killed with `SIGSYS`: no honest program in a box makes these calls.
pub const KILLED: &[Group] = &[
    group!("changes the file tree": SYS_mount SYS_umount2 SYS_pivot_root SYS_move_mount SYS_open_tree SYS_fsopen
        SYS_fsconfig SYS_fsmount SYS_fspick SYS_mount_setattr),
    group!("leaves or makes namespaces": SYS_unshare SYS_setns),
    group!("reads or steers other processes": SYS_ptrace SYS_process_vm_readv SYS_process_vm_writev SYS_process_madvise
        SYS_pidfd_getfd SYS_kcmp),
    group!("loads code into the kernel": SYS_bpf SYS_init_module SYS_finit_module SYS_delete_module SYS_kexec_load),
    group!("opens files by number, past every mount": SYS_open_by_handle_at),
    group!("stops or starves the machine": SYS_reboot SYS_swapon SYS_swapoff),
];

/// The same for calls that only this architecture has.
#[cfg(target_arch = "x86_64")]
pub const KILLED_HERE: &[Group] =
    &[group!("touches hardware or segment tables": SYS_iopl SYS_ioperm SYS_modify_ldt SYS_kexec_file_load)];
#[cfg(not(target_arch = "x86_64"))]
pub const KILLED_HERE: &[Group] = &[];

/// What an image may do and its forks, once they are in their boxes and sealed, may not: `setns` kills them, the other calls
/// do not exist.
pub const WAY_INTO_A_BOX: [c_long; 4] = [
    libc::SYS_setns,
    libc::SYS_landlock_create_ruleset,
    libc::SYS_landlock_add_rule,
    libc::SYS_landlock_restrict_self,
];

/// `socket` and `socketpair` families that a box may use; all others are refused with `EPERM`.
pub const SOCKET_FAMILIES: [libc::c_int; 3] = [libc::AF_UNIX, libc::AF_INET, libc::AF_INET6];

/// Protocols that `socket` may ask for: the family's own, ICMP, TCP, UDP and ICMP version 6. Asking for any other makes the
/// kernel load the module that speaks it.
pub const SOCKET_PROTOCOLS: [u64; 5] = [0, 1, 6, 17, 58];

/// `clone` with one of these is refused with `EPERM`.
pub const NAMESPACE_FLAGS: [libc::c_int; 8] = [
    libc::CLONE_NEWNS,
    libc::CLONE_NEWCGROUP,
    libc::CLONE_NEWUTS,
    libc::CLONE_NEWIPC,
    libc::CLONE_NEWUSER,
    libc::CLONE_NEWPID,
    libc::CLONE_NEWNET,
    libc::CLONE_NEWTIME,
];

/// `personality` may only ask (all bits set) or keep the ordinary one (0): others switch off address randomisation.
pub const PERSONALITIES: [u64; 2] = [0, 0xffff_ffff];

/// `ioctl` requests that push input into a terminal, and so commands into a shell outside.
pub const TERMINAL_INPUT_REQUESTS: [u64; 2] = [0x5412, 0x541c];

/// `prlimit` may not name this process: a box's init without memory or stack dies, and takes the box with it as if the
/// box had failed.
pub const INIT: u64 = 1;

/// `fcntl` commands that hold up, or watch, whoever opens a shared file: F_SETLEASE and F_NOTIFY.
pub const FILE_WATCHES: [u64; 2] = [1024, 1026];
