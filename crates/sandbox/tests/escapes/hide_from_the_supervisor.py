# attack: burns in grandchildren with names full of brackets, not dumpable, in sessions of their own
# area: accounting
# limits: cpu_time_ms=500 wall_time_ms=8000
# expect: cpu-time-exceeded
# without memory-not-by-cgroup: cpu-time-exceeded | memory-exceeded
PR_SET_NAME, PR_SET_DUMPABLE = 15, 4
for _ in range(3):
    if os.fork() == 0:
        if os.fork() == 0:
            os.setsid()
            LIBC.prctl(PR_SET_NAME, b") 9 (a\n) S 1", 0, 0, 0)
            LIBC.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
            while True:
                pass
        os._exit(0)
time.sleep(60)
