# attack: becomes user 0 by number, by a set-user-id program and by a file capability
# area: identity
# expect: contained
import os
import shutil
import subprocess

for become in (lambda: os.setuid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgid(0), lambda: os.setgroups([0])):
    try:
        become()
        raise SystemExit("became another user")
    except OSError:
        pass
shutil.copy("/bin/sh", "/work/sh")
os.chmod("/work/sh", 0o6777)
for command in (["/work/sh", "-p", "-c", "id -u"], ["/bin/su", "-c", "id -u"], ["/usr/bin/sudo", "-n", "id", "-u"]):
    try:
        finished = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError:
        continue
    assert finished.stdout.strip() != "0", command
assert os.getuid() == 1000 and os.geteuid() == 1000
print("contained")
