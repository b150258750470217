# attack: makes device files: the machine's memory, its first disk, its console
# area: devices
# expect: contained
import stat

for folder in ("/work", "/dev/shm", "/dev", "/"):
    for kind in (stat.S_IFCHR, stat.S_IFBLK):
        for major, minor in ((1, 1), (8, 0), (254, 0), (5, 1), (10, 200), (1, 3)):
            place = f"{folder}/device{major}"
            must_be_refused({"EPERM", "EACCES", "EROFS"}, lambda: os.mknod(place, kind | 0o666, os.makedev(major, minor)), place)
print("contained")
