# attack: tries the calls that kernel exploits begin with: io_uring, userfaultfd, perf, keys, handles, x32
# area: kernel
# expect: contained
import ctypes
import errno
import platform

libc = ctypes.CDLL(None, use_errno=True)
calls = {"io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "memfd_secret": 447, "quotactl_fd": 443}
if platform.machine() == "x86_64":
    calls |= {"perf_event_open": 298, "keyctl": 250, "add_key": 248, "request_key": 249, "userfaultfd": 323,
              "name_to_handle_at": 303, "chroot": 161, "quotactl": 179, "acct": 163, "syslog": 103, "settimeofday": 164,
              "fanotify_init": 300, "seccomp": 317, "sync": 162, "uselib": 134, "ustat": 136, "sysfs": 139, "vmsplice_x32":
              0x40000000 + 532, "getpid_x32": 0x40000000 + 39, "statmount": 457, "landlock_create_ruleset": 444}
for name, number in calls.items():
    assert libc.syscall(number, 0, 0, 0, 0, 0, 0) == -1, name
    assert ctypes.get_errno() in (errno.EPERM, errno.ENOSYS), (name, ctypes.get_errno())
print("contained")
