# attack: copies init's status socket with `pidfd_getfd`
# area: processes
# expect: forbidden-system-call
import ctypes

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall(438, libc.syscall(434, 1, 0), 3, 0)
print("not killed")
