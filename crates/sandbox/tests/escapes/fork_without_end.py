# attack: a fork bomb whose children fork on, each as fast as it can
# area: bombs
# expect: contained
# without memory-not-by-cgroup: contained | memory-exceeded
refused = 0
started = os.getpid()
while refused < 50:
    try:
        if os.fork() == 0:
            signal.alarm(5)
    except BlockingIOError:
        refused += 1
        if os.getpid() != started:
            time.sleep(5)
            os._exit(0)
print("contained")
