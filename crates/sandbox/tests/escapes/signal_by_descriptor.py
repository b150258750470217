# attack: lets the kernel send its signals: by owners of descriptors, timers aimed at init, forged signal origins
# area: processes
# expect: contained
import fcntl
import socket

one, other = socket.socketpair()
F_SETSIG = 10
for owner in (1, -1, 2):
    try:
        fcntl.fcntl(one, fcntl.F_SETOWN, owner)
        fcntl.fcntl(one, F_SETSIG, signal.SIGKILL if owner == 1 else 0)
        fcntl.fcntl(one, fcntl.F_SETFL, os.O_NONBLOCK | 0o20000 if owner == 1 else os.O_NONBLOCK)
        other.send(b"x")
    except OSError:
        pass
forged = (ctypes.c_int * 32)(9, 0, 0)
assert call("rt_sigqueueinfo", 1, 9, ctypes.byref(forged)) in ("EPERM", 0)
timer = ctypes.c_void_p()
aimed = (ctypes.c_int * 16)(0, 0, 9, 4, 1)
assert LIBC.timer_create(0, ctypes.byref(aimed), ctypes.byref(timer)) == -1, "a timer aims at init"
for number in range(3, 40):
    try:
        os.kill(number, 0)
        raise SystemExit(f"process {number} can be signalled")
    except ProcessLookupError:
        pass
os.kill(1, 0)
print("contained")
