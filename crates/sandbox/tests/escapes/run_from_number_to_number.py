# attack: changes its process number with each step, so that whoever kills by number comes too late
# area: processes
# limits: cpu_time_ms=600 wall_time_ms=6000
# expect: cpu-time-exceeded
# without cpu-time-not-by-cgroup: cpu-time-exceeded | wall-time-exceeded
if os.fork() == 0:
    while True:
        try:
            if os.fork() != 0:
                os._exit(0)
        except BlockingIOError:
            continue  # Its dead are not all buried yet, on a busy machine
time.sleep(60)
