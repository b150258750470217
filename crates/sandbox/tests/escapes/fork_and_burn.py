# attack: spreads its work over children that nobody waits for, each too short-lived to be seen
# area: accounting
# limits: cpu_time_ms=500
# expect: cpu-time-exceeded
# without memory-not-by-cgroup: cpu-time-exceeded | memory-exceeded
import os

for _ in range(20):
    if os.fork() == 0:
        while True:
            pass
os.wait()
