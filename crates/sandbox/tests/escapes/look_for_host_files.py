# attack: looks for files of the host by every name that leads out of a bare `chroot`
# area: proc and sys
# expect: contained
import os

SECRETS = ["/etc/shadow", "/etc/passwd", "/root", "/home", "/var", "/sys", "/proc/sys", "/proc/kcore", "/proc/1/root/etc",
           "/proc/1/cwd", "/proc/self/root/etc/shadow", "/proc/sysrq-trigger", "/proc/sys/kernel/core_pattern", "/dev/mem",
           "/dev/kmsg", "/dev/vda", "/dev/sda", "/dev/tty", "/dev/ptmx", "/dev/fuse", "/dev/kvm", "/run", "/mnt", "/boot"]
found = [path for path in SECRETS if os.access(path, os.R_OK) or os.access(path, os.W_OK)]
up = os.open("/", os.O_RDONLY | os.O_DIRECTORY)
for _ in range(20):
    up = os.open("..", os.O_RDONLY | os.O_DIRECTORY, dir_fd=up)
if os.fstat(up).st_ino != os.stat("/").st_ino or os.fstat(up).st_dev != os.stat("/").st_dev:
    found.append("..")
assert not found, found
print("contained")
