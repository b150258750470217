# attack: opens every kind of netlink socket: routes, audit, packet filter, generic families, devices
# area: sockets
# expect: contained
import socket

for protocol in range(23):
    for kind in (socket.SOCK_RAW, socket.SOCK_DGRAM, socket.SOCK_RAW | socket.SOCK_CLOEXEC):
        must_be_refused({"EPERM"}, lambda: socket.socket(16, kind, protocol), f"netlink {protocol}")
        must_be_refused({"EPERM"}, lambda: socket.socketpair(16, kind, protocol), f"netlink pair {protocol}")
print("contained")
