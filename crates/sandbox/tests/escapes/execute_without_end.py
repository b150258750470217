# attack: becomes a new program again and again, so that what was counted for the old one is forgotten
# area: accounting
# limits: cpu_time_ms=500
# expect: cpu-time-exceeded
import sys

script = "import os, sys; sum(range(100000)); os.execv(sys.executable, [sys.executable, '-I', '-S', '-c', os.environ['SCRIPT']])"
os.execve(sys.executable, [sys.executable, "-I", "-S", "-c", script], {"SCRIPT": script})
