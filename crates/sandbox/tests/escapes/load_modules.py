# attack: loads kernel modules, directly and by asking for things that make the kernel fetch them
# area: kernel
# expect: contained
import fcntl
import socket

must_be_killed("init_module", "finit_module", "delete_module", "kexec_load")
stream = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
TCP_CONGESTION, TCP_ULP = 13, 31
for name in (b"bbr", b"dctcp", b"vegas", b"westwood"):
    try:
        # What is built in may be chosen; whether a module came is seen from outside.
        stream.setsockopt(socket.IPPROTO_TCP, TCP_CONGESTION, name)
    except OSError as error:
        assert error.errno in (errno.ENOENT, errno.EPERM), error
for name in (b"tls", b"espintcp", b"smc"):
    must_be_refused({"ENOENT", "EPERM", "ENOTCONN"}, lambda: stream.setsockopt(socket.IPPROTO_TCP, TCP_ULP, name), name)
for name in (b"ppp0", b"vxlan", b"bond0", b"dummy0"):
    must_be_refused({"ENODEV", "EPERM"}, lambda: fcntl.ioctl(stream, 0x8913, name.ljust(40, b"\0")), name)
for option in (64, 65):  # the tables of the packet filter
    must_be_refused({"EPERM", "ENOPROTOOPT", "EINVAL"}, lambda: stream.getsockopt(0, option, 84), f"option {option}")
print("contained")
