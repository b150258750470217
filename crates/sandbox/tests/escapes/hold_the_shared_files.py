# attack: takes leases and locks on shared files, so that the other box waits for each of them
# area: shared
# beside: writes_the_folder
# limits: wall_time_ms=8000
# expect: contained
import fcntl

F_SETLEASE = 1024
signal.signal(signal.SIGIO, signal.SIG_IGN)
held = []
for number in range(20):
    held.append(os.open(f"/tmp/report{number}", os.O_RDWR | os.O_CREAT, 0o666))
    for lease in (fcntl.F_WRLCK, fcntl.F_RDLCK):
        try:
            fcntl.fcntl(held[-1], F_SETLEASE, lease)
        except OSError:
            pass
    try:
        fcntl.flock(held[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.lockf(held[-1], fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        pass
os.write(3, b"x")
os.read(3, 1)
print("contained")
