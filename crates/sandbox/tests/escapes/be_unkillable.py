# attack: hides in sleeps that ordinary signals don't end: a `vfork` whose child sleeps, all signals blocked
# area: processes
# limits: wall_time_ms=600
# expect: wall-time-exceeded
signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))
for _ in range(4):
    if os.fork() == 0:
        # The parent of a vfork waits in the kernel until its child, which sleeps in `ppoll`, is gone.
        if X86 and LIBC.syscall(56, 0x4000 | 17, 0, 0, 0, 0) == 0:
            LIBC.poll(None, 0, -1)
        while True:
            time.sleep(60)
while True:
    signal.sigwait([signal.SIGCHLD])
