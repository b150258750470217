# attack: connects to a service of the host on the loopback addresses, and to everything beyond
# area: sockets
# expect: contained
import socket

port = int(os.environ["HOST_PORT"])
for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "127.1.2.3"), (socket.AF_INET, "0.0.0.0"),
                        (socket.AF_INET6, "::1"), (socket.AF_INET6, "::ffff:127.0.0.1"), (socket.AF_INET, "10.0.2.2"),
                        (socket.AF_INET, "172.17.0.1"), (socket.AF_INET, "169.254.169.254"), (socket.AF_INET, "1.1.1.1")):  # fmt: skip
    try:
        socket.socket(family).connect((address, port))
        raise SystemExit(f"connected to {address}")
    except OSError:
        pass
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagram:
    datagram.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
    for address in ("255.255.255.255", "224.0.0.1", "8.8.8.8"):
        must_be_refused({"ENETUNREACH", "EPERM"}, lambda: datagram.sendto(b"x", (address, port)), address)
print("contained")
