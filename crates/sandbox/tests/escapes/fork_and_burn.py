# attack: spreads its work over children that nobody waits for, each too short-lived to be seen
# expect: cpu-time-exceeded
import os

for _ in range(20):
    if os.fork() == 0:
        while True:
            pass
os.wait()
