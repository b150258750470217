# attack: stops itself and its children, so that nobody ever reports an end
# area: processes
# limits: wall_time_ms=600
# expect: wall-time-exceeded
for _ in range(3):
    if os.fork() == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
os.kill(os.getpid(), signal.SIGSTOP)
