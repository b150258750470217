# attack: plants files, links and mounts' stand-ins wherever the root might be writable
# area: mounts
# expect: contained
import os

TARGETS = ["/planted", "/usr/bin/planted", "/dev/planted", "/proc/planted", "/etc/planted", "/etc/ld.so.preload",
           "/dev/null.d/planted"]
for target in TARGETS:
    for plant in (lambda path: open(path, "w"), os.mkdir, lambda path: os.symlink("/work", path), os.mkfifo):
        try:
            plant(target)
            raise SystemExit(f"planted {target}")
        except OSError:
            pass
for victim in ("/dev/null", "/dev/fd", "/usr", "/proc"):
    for spoil in (os.unlink, os.rmdir, lambda path: os.rename(path, "/work/moved"), lambda path: os.chmod(path, 0)):
        try:
            spoil(victim)
            raise SystemExit(f"spoiled {victim}")
        except OSError:
            pass
print("contained")
