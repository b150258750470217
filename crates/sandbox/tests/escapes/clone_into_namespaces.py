# attack: asks `clone` and `clone3` for new namespaces, past a filter that knows only `unshare`
# area: namespaces
# expect: contained
import ctypes
import errno
import platform

libc = ctypes.CDLL(None, use_errno=True)
CLONE = {"x86_64": 56, "aarch64": 220}[platform.machine()]
CLONE3 = 435
SIGCHLD = 17
for flag in (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000, 0x00000080):
    assert libc.syscall(CLONE, flag | SIGCHLD, 0, 0, 0, 0) == -1, hex(flag)
    assert ctypes.get_errno() == errno.EPERM, (hex(flag), ctypes.get_errno())
arguments = (ctypes.c_uint64 * 11)(0x10000000)
assert libc.syscall(CLONE3, arguments, ctypes.sizeof(arguments)) == -1
assert ctypes.get_errno() == errno.ENOSYS, ctypes.get_errno()
print("contained")
