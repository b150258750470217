# attack: takes from the box's init its limits, its processor and its turn, so that the end of the program is never told
# area: processes
# expect: contained
import resource

for kind in (resource.RLIMIT_NOFILE, resource.RLIMIT_AS, resource.RLIMIT_DATA, resource.RLIMIT_STACK, resource.RLIMIT_FSIZE,
             resource.RLIMIT_NPROC, resource.RLIMIT_CPU, resource.RLIMIT_MEMLOCK):  # fmt: skip
    try:
        resource.prlimit(1, kind, (0, 0))
    except (OSError, ValueError):
        pass
for starve in (lambda: os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0)), lambda: os.setpriority(0, 1, 19)):
    try:
        starve()
    except OSError:
        pass
for _ in range(50):
    # Orphans that init must reap.
    if os.fork() == 0:
        if os.fork() == 0:
            os._exit(0)
        os._exit(0)
    os.wait()
print("contained")
