# attack: leaves a daemon behind, twice forked, in a session of its own, deaf to signals, all descriptors closed
# area: processes
# expect: contained
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        for number in range(1, 65):
            try:
                signal.signal(number, signal.SIG_IGN)
            except (OSError, ValueError):
                pass
        os.closerange(0, 256)
        while True:
            time.sleep(60)
    os._exit(0)
os.wait()
print("contained")
