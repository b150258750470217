# attack: kills every process that it may signal, init first
# area: processes
# expect: contained
import os
import signal

for target in (1, -1, 0):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for number in (signal.SIGTERM, signal.SIGKILL if target else signal.SIGTERM):
        try:
            os.kill(target, number)
        except ProcessLookupError:
            pass
print("contained")
