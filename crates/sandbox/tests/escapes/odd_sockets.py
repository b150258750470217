# attack: opens sockets that talk to the kernel, the hypervisor or the wire itself
# area: sockets
# expect: contained
import socket

for family, kind in ((16, 3), (17, 3), (40, 1), (38, 5), (2, 3), (10, 3), (29, 3), (31, 3), (44, 3), (30, 2)):
    try:
        socket.socket(family, kind)
        raise SystemExit(f"opened family {family} kind {kind}")
    except OSError:
        pass
print("contained")
