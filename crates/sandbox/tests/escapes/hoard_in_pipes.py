# attack: takes memory of the kernel, by pipes and sockets that are filled and never read
# area: bombs
# expect: contained | memory-exceeded
# without memory-not-by-cgroup: contained | memory-exceeded | uncounted
import fcntl
import socket

F_SETPIPE_SZ = 1031
held = 0


def hoard(filled):
    os.set_blocking(filled, False)
    taken = 0
    try:
        while taken < 1 << 23:
            taken += os.write(filled, b"x" * 65536)
    except BlockingIOError:
        pass
    return taken


while held < 200 << 20:
    try:
        _, writer = os.pipe()
        try:
            fcntl.fcntl(writer, F_SETPIPE_SZ, 1 << 20)
        except OSError:
            pass
        held += hoard(writer)
        one, other = socket.socketpair()
        one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
        held += hoard(one.detach())
        other.detach()
    except OSError as error:
        assert error.errno in (errno.EMFILE, errno.ENFILE, errno.ENOBUFS), error
        break
print("contained" if held < 64 << 20 else "uncounted")
