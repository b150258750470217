# attack: looks for descriptors of init, with which it could report its own exit status
# area: processes
# expect: contained
import ctypes
import os

for number in range(3, 1024):
    try:
        os.fstat(number)
        raise SystemExit(f"descriptor {number} is open")
    except OSError:
        pass
for path in ("/proc/1/fd", "/proc/1/map_files"):
    try:
        os.listdir(path)
        raise SystemExit(f"listed {path}")
    except OSError:
        pass
libc = ctypes.CDLL(None, use_errno=True)
assert libc.syscall(434, 1, 0) != -1, "asking for a handle is allowed, using it to take descriptors is not"
print("contained")
