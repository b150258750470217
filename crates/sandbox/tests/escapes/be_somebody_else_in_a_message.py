# attack: claims in a message's credentials to be root, or another process
# area: sockets
# expect: contained
import socket
import struct

one, other = socket.socketpair()
other.setsockopt(socket.SOL_SOCKET, 16, 1)  # SO_PASSCRED
for process, user, group in ((1, 1000, 1000), (os.getpid(), 0, 1000), (os.getpid(), 1000, 0), (0, 0, 0), (os.getpid(), 65534, 65534)):
    forged = struct.pack("iII", process, user, group)
    must_be_refused({"EPERM", "EINVAL", "ESRCH"}, lambda: one.sendmsg([b"x"], [(socket.SOL_SOCKET, 2, forged)]), (process, user, group))
print("contained")
