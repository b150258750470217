# attack: loads programs into the kernel: BPF of every kind, filters on sockets, more system call filters with a listener
# area: kernel
# expect: contained
import socket

must_be_killed("bpf")
one, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
for option in (50, 52):  # SO_ATTACH_BPF, SO_ATTACH_REUSEPORT_EBPF
    must_be_refused({"EBADF", "EINVAL", "EPERM", "EOPNOTSUPP"},
                    lambda: one.setsockopt(socket.SOL_SOCKET, option, 0), f"option {option}")  # fmt: skip
program = (ctypes.c_uint64 * 1)(0x7FFF000000000006)
header = (ctypes.c_uint64 * 2)(1, ctypes.addressof(program))
for flags in (0, 1, 8, 8 | 32):
    assert call("seccomp", 1, flags, ctypes.byref(header)) == "EPERM", flags
print("contained")
