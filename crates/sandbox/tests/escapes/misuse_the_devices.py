# attack: turns against the machine the few devices that a box has, which are the host's own
# area: devices
# expect: contained
import fcntl

assert sorted(os.listdir("/dev")) == ["fd", "full", "null", "random", "shm", "stderr", "stdin", "stdout", "urandom", "zero"]
RNDADDENTROPY, RNDZAPENTCNT, RNDCLEARPOOL, RNDRESEEDCRNG = 0x40085203, 0x5204, 0x5206, 0x5207
for name in ("random", "urandom"):
    device = os.open(f"/dev/{name}", os.O_RDWR)
    for request in (RNDADDENTROPY, RNDZAPENTCNT, RNDCLEARPOOL, RNDRESEEDCRNG):
        must_be_refused({"EPERM", "EACCES"}, lambda: fcntl.ioctl(device, request, b"\xff" * 1000), f"{name} {request:#x}")
for name in ("null", "zero", "full", "random", "urandom"):
    path = f"/dev/{name}"
    for spoil in (lambda: os.chmod(path, 0o600), lambda: os.chown(path, 1000, 1000), lambda: os.unlink(path),
                  lambda: os.rename(path, "/work/x"), lambda: os.setxattr(path, "user.note", b"x"),
                  lambda: os.truncate(path, 1), lambda: os.utime(path, (0, 0)), lambda: os.link(path, "/work/l"),
                  lambda: os.execv(path, [path])):  # fmt: skip
        must_be_refused({"EPERM", "EACCES", "EROFS", "EBUSY", "EXDEV", "EINVAL", "EOPNOTSUPP"}, spoil, path)
print("contained")
