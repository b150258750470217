# attack: opens files without end, and hides more of them inside messages that nobody reads
# area: bombs
# expect: contained
import array
import socket

opened = []
try:
    while True:
        opened.append(os.open("/dev/null", os.O_RDONLY))
except OSError as error:
    assert error.errno == errno.EMFILE, error
assert max(opened) < 256, max(opened)
for number in opened[-8:]:
    os.close(number)
one, other = socket.socketpair()
hidden = 0
try:
    while hidden < 100_000:
        one.sendmsg([b"x"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", opened[:200]))], socket.MSG_DONTWAIT)
        hidden += 200
except OSError as error:
    assert error.errno in (errno.ETOOMANYREFS, errno.EAGAIN, errno.ENOBUFS), error
assert hidden < 100_000, hidden
print("contained")
