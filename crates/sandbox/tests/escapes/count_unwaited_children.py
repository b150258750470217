# attack: does its work in children that nobody waits for, each gone between two looks
# area: accounting
# expect: accounted
# without cpu-time-not-by-cgroup: accounted | undercounted
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
reader, writer = os.pipe()
used = 0.0
for _ in range(25):
    if os.fork() == 0:
        while time.process_time() < 0.04:
            pass
        os.write(writer, f"{time.process_time()}".encode())
        os._exit(0)
    used += float(os.read(reader, 100))
time.sleep(0.02)
print("used", used + time.process_time())
