# attack: changes files that the host lent for reading: through flags, links, maps, attributes and reopened descriptors
# area: files
# expect: contained
import fcntl
import mmap

FILE = "/handed_in/file.txt"
REFUSALS = {"EROFS", "EACCES", "EPERM", "EXDEV", "EOPNOTSUPP", "EINVAL"}
opened = os.open(FILE, os.O_RDONLY)
F_SETLEASE, F_NOTIFY, F_ADD_SEALS, FS_IOC_SETFLAGS = 1024, 1026, 1033, 0x40086602
attempts = {
    "write": lambda: os.open(FILE, os.O_WRONLY), "append": lambda: os.open(FILE, os.O_RDWR | os.O_APPEND),
    "truncate": lambda: os.truncate(FILE, 0), "ftruncate": lambda: os.ftruncate(opened, 0), "unlink": lambda: os.unlink(FILE),
    "rename": lambda: os.rename(FILE, "/handed_in/other"), "move out": lambda: os.rename(FILE, "/work/file"),
    "link": lambda: os.link(FILE, "/work/link"), "link by descriptor": lambda: os.link(f"/proc/self/fd/{opened}", "/work/link"),
    "reopen": lambda: os.open(f"/proc/self/fd/{opened}", os.O_RDWR), "mode": lambda: os.fchmod(opened, 0o777),
    "owner": lambda: os.fchown(opened, 1000, 1000), "time": lambda: os.utime(FILE, (0, 0)),
    "attribute": lambda: os.setxattr(FILE, "user.note", b"x"), "flags": lambda: fcntl.ioctl(opened, FS_IOC_SETFLAGS, b"\x10\0\0\0\0\0\0\0"),
    "new file": lambda: os.open("/handed_in/new", os.O_CREAT | os.O_WRONLY), "folder": lambda: os.mkdir("/handed_in/new"),
    "temporary": lambda: os.open("/handed_in", os.O_TMPFILE | os.O_RDWR), "seal": lambda: fcntl.fcntl(opened, F_ADD_SEALS, 8),
    "reserve": lambda: os.posix_fallocate(opened, 0, 1), "lease": lambda: fcntl.fcntl(opened, F_SETLEASE, fcntl.F_RDLCK),
    "notify": lambda: fcntl.fcntl(os.open("/handed_in", os.O_RDONLY), F_NOTIFY, 0xFF),
    "map": lambda: mmap.mmap(opened, 0, flags=mmap.MAP_SHARED, prot=mmap.PROT_WRITE), "write through": lambda: os.write(opened, b"x"),
}  # fmt: skip
for what, attempt in attempts.items():
    must_be_refused(REFUSALS | {"EBADF", "ENOTTY"}, attempt, what)
print("contained")
