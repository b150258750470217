# attack: pushes a command line into the terminal of whoever started the grader
# area: devices
# expect: contained
import fcntl

for request in (0x5412, 0x541C):
    for descriptor in (0, 1, 2):
        try:
            fcntl.ioctl(descriptor, request, b"x")
            raise SystemExit("typed")
        except OSError:
            pass
print("contained")
