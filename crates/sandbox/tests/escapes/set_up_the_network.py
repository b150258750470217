# attack: adds addresses, routes, names and devices to its network, and takes the loopback interface away
# area: sockets
# expect: contained
import fcntl
import socket

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
    for request in (0x8914, 0x8916, 0x890B, 0x8924, 0x8922, 0x8923, 0x89A0, 0x8B04, 0x89F0, 0x8953, 0x8971):
        must_be_refused({"EPERM", "EOPNOTSUPP", "ENOTTY", "EINVAL", "ENODEV"},
                        lambda: fcntl.ioctl(any_socket, request, b"lo".ljust(256, b"\0")), f"{request:#x}")  # fmt: skip
    for level, option, value in ((socket.SOL_SOCKET, 12, 7), (socket.SOL_SOCKET, 33, 1 << 20), (socket.SOL_SOCKET, 1, 1),
                                 (0, 19, 1), (0, 32, b"x" * 84)):  # fmt: skip
        try:
            any_socket.setsockopt(level, option, value)
            assert option == 1 or option == 12 and value <= 7, option
        except OSError:
            pass
print("contained")
