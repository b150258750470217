# attack: queues real-time signals and timers without end, each of them memory of the kernel
# area: bombs
# expect: contained
import itertools

signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
info = (ctypes.c_int * 32)(40, 0, -1)
for queued in itertools.count():
    result = call("rt_sigqueueinfo", os.getpid(), 40, ctypes.byref(info))
    if result == "EAGAIN":
        break
    assert isinstance(result, int) and queued < 200_000, (result, queued)
timer = ctypes.c_void_p()
event = (ctypes.c_int * 16)(0, 0, 0, 1)
for _ in range(200_000):
    if LIBC.timer_create(0, ctypes.byref(event), ctypes.byref(timer)) == -1:
        break
else:
    raise SystemExit("made 200000 timers")
print("contained")
