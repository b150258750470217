"""What the attacks share: raw system calls by name, and children whose end is looked at. Put in front of each script."""

import ctypes
import errno
import os
import platform
import signal
import time

LIBC = ctypes.CDLL(None, use_errno=True)
X86 = platform.machine() == "x86_64"
NUMBERS = {
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433), "mount_setattr": (442, 442),
    "unshare": (272, 97), "setns": (308, 268), "ptrace": (101, 117), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "process_madvise": (440, 440), "pidfd_getfd": (438, 438), "kcmp": (312, 272),
    "bpf": (321, 280), "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "kexec_load": (246, 104), "open_by_handle_at": (304, 265), "reboot": (169, 142), "swapon": (167, 224),
    "swapoff": (168, 225), "keyctl": (250, 219), "add_key": (248, 217), "request_key": (249, 218),
    "perf_event_open": (298, 241), "userfaultfd": (323, 282), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "chroot": (161, 51), "clone": (56, 220), "clone3": (435, 435), "seccomp": (317, 277),
    "pidfd_open": (434, 434), "name_to_handle_at": (303, 264), "fanotify_init": (300, 262), "capset": (126, 91),
    "clock_settime": (227, 112), "adjtimex": (159, 171), "settimeofday": (164, 170), "syslog": (103, 116),
    "migrate_pages": (256, 238), "move_pages": (279, 239), "rt_sigqueueinfo": (129, 138), "shmget": (29, 194),
    "shmat": (30, 196), "msgget": (68, 186), "msgsnd": (69, 189), "prlimit64": (302, 261), "cachestat": (451, 451),
    "get_robust_list": (274, 100), "process_mrelease": (448, 448), "sethostname": (170, 161), "setdomainname": (171, 162),
}  # fmt: skip


def call(name, *arguments):
    """Make a system call; return its result, or the name of its error."""
    number = name if isinstance(name, int) else NUMBERS[name][0 if X86 else 1]
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in arguments]
    result = LIBC.syscall(ctypes.c_long(number), *words)
    return errno.errorcode[ctypes.get_errno()] if result == -1 else result


def end_of(action):
    """Run an action in a child; return the name of the signal that ended it, or its exit status (77: it raised)."""
    child = os.fork()
    if child == 0:
        try:
            action()
        except BaseException:
            os._exit(77)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return signal.Signals(os.WTERMSIG(status)).name if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def must_be_killed(*names):
    """Each of these calls must end the process that makes it."""
    for name in names:
        end = end_of(lambda name=name: call(name, 0, 0, 0, 0, 0, 0))
        if end != "SIGSYS":
            raise SystemExit(f"{name}: ended by {end}")


def must_be_refused(errors, action, what):
    """The action must raise an OSError with one of the named error numbers."""
    try:
        action()
    except OSError as error:
        if errno.errorcode[error.errno].replace("ENOTSUP", "EOPNOTSUPP") not in errors:
            raise SystemExit(f"{what}: {error}") from None
        return
    raise SystemExit(f"{what}: done")
