# attack: reaches the hypervisor and its other guests over vsock, and the wire by packets
# area: sockets
# expect: contained
import socket

for family in (40, 17, 42, 43, 44, 45, 21, 29, 31, 38, 39):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
        must_be_refused({"EPERM"}, lambda: socket.socket(family, kind, 0), f"family {family}")
for path in ("/dev/vsock", "/dev/vhost-vsock", "/dev/vport0p1", "/dev/net/tun"):
    assert not os.path.exists(path), path
print("contained")
