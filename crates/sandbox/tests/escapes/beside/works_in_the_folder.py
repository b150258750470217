# A box whose working folder is the shared one, and which starts programs there.
import subprocess

os.read(3, 1)
os.chdir("/tmp")
for command in (["/usr/bin/python3", "-P", "-S", "-c", "import json, tempfile"], ["./sh"], ["/tmp/ls"]):
    try:
        subprocess.run(command, check=False, capture_output=True)
    except OSError:
        pass
assert not os.path.exists("/work/harmed")
os.write(3, b"x")
print("unharmed")
