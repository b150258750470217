# attack: asks for rare protocols, so that the kernel loads their modules and their bugs
# area: sockets
# expect: contained
import errno
import socket

for family in (socket.AF_INET, socket.AF_INET6):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET, 6):
        for protocol in (33, 132, 136, 115, 256, 262, 263):
            try:
                socket.socket(family, kind, protocol)
                raise SystemExit(f"opened {family} {kind} {protocol}")
            except OSError as error:
                assert error.errno == errno.EPERM, (family, kind, protocol, error)
print("contained")
