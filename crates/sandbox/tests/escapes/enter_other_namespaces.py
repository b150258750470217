# attack: enters the namespaces of init by their files and by its process handle
# area: namespaces
# expect: contained
for name in ("mnt", "pid", "net", "user", "ipc", "uts", "cgroup", "time"):
    must_be_refused({"EACCES", "EPERM"}, lambda: os.open(f"/proc/1/ns/{name}", os.O_RDONLY), name)
must_be_killed("setns")
handle = call("pidfd_open", 1, 0)
assert isinstance(handle, int)
assert end_of(lambda: call("setns", handle, 0x20000)) == "SIGSYS"
# Ioctls that go up from a namespace to its owner or parent, from the box's own.
import fcntl

for name in ("pid", "user", "net"):
    own = os.open(f"/proc/self/ns/{name}", os.O_RDONLY)
    for request in (0xB701, 0xB702):
        must_be_refused({"EPERM", "EINVAL", "ENOTTY"}, lambda: fcntl.ioctl(own, request), f"{name} {request:#x}")
print("contained")
