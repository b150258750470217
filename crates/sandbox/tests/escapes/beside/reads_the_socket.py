# A reader that takes bytes from a socket with `recv`, as the window does.
import socket

link = socket.socket(fileno=3)
before = sorted(os.listdir("/proc/self/fd"))
received = b""
while not received.endswith(b"end"):
    received += link.recv(100)
assert sorted(os.listdir("/proc/self/fd")) == before, os.listdir("/proc/self/fd")
link.send(b"x")
print("unharmed")
