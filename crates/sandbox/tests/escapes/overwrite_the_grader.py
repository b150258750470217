# attack: opens the program that init runs through `/proc/1/exe` and writes into it, as a container escape of 2019 did
# area: proc and sys
# expect: contained
import glob

for path in ("/proc/1/exe", "/proc/self/exe", *glob.glob("/proc/1/map_files/*"), "/proc/1/root/usr/bin/env", "/proc/1/cwd/x"):
    for flags in (os.O_RDWR, os.O_WRONLY | os.O_TRUNC, os.O_PATH):
        try:
            opened = os.open(path, flags)
        except OSError:
            continue
        assert path == "/proc/self/exe" and flags == os.O_PATH, (path, flags)
        must_be_refused({"EROFS", "EACCES", "ETXTBSY"}, lambda: os.open(f"/proc/self/fd/{opened}", os.O_RDWR), "reopened")
for name in ("mem", "maps", "environ", "auxv", "stack", "syscall", "io", "fd", "fdinfo", "ns/pid", "pagemap", "personality"):
    try:
        listed = os.listdir(f"/proc/1/{name}") if name.startswith("fd") else open(f"/proc/1/{name}", "rb").read(16)
    except OSError:
        continue
    assert not listed, (name, listed)
print("contained")
