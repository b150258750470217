# attack: climbs out of the root by links that the kernel itself resolves
# area: proc and sys
# expect: contained
import glob

inside = os.stat("/")
for pattern in ("/proc/*/root", "/proc/*/task/*/root", "/proc/*/cwd", "/proc/self/fd/*", "/proc/self/task/*/cwd"):
    for path in glob.glob(pattern):
        for up in (path, f"{path}/..", f"{path}/../../../../.."):
            try:
                found = os.listdir(up)
            except OSError:
                continue
            assert not {"sys", "var", "home", "root", "boot"} & set(found), (up, found)
            assert os.stat(f"{up}/" + "../" * 40).st_ino == inside.st_ino, up
print("contained")
