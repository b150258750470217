# attack: connects to unix sockets of the host: abstract names and well-known paths
# area: sockets
# expect: contained
import socket

abstract = "\0" + os.environ["HOST_ABSTRACT"]
for path in (abstract, "/run/docker.sock", "/var/run/docker.sock", "/run/systemd/private", "/run/dbus/system_bus_socket",
             "/tmp/.X11-unix/X0", "\0/tmp/.X11-unix/X0", "/dev/log", "\0/org/kernel/linux/storage/multipathd"):  # fmt: skip
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_SEQPACKET):
        must_be_refused({"ECONNREFUSED", "ENOENT", "EACCES", "EPERM"}, lambda: socket.socket(socket.AF_UNIX, kind).connect(path), path)
# The name is free in here: the box's names are its own.
with socket.socket(socket.AF_UNIX) as own:
    own.bind(abstract)
print("contained")
