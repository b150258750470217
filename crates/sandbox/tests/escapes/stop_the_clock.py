# attack: raises its own priority and limits, so that the supervisor gets no turn
# area: accounting
# expect: contained
import os
import resource

try:
    os.nice(-20)
    raise SystemExit("raised its priority")
except OSError:
    pass
for policy in (os.SCHED_FIFO, os.SCHED_RR):
    try:
        os.sched_setscheduler(0, policy, os.sched_param(50))
        raise SystemExit("became a real-time process")
    except OSError:
        pass
for kind in (resource.RLIMIT_CPU, resource.RLIMIT_NPROC, resource.RLIMIT_CORE, resource.RLIMIT_MEMLOCK):
    try:
        resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        raise SystemExit(f"raised limit {kind}")
    except (OSError, ValueError):
        pass
print("contained")
