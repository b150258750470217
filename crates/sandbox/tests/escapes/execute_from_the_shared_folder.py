# attack: leaves programs, modules and start-up files where the other box works
# area: shared
# beside: works_in_the_folder
# expect: contained
for name in ("json.py", "sitecustomize.py", "usercustomize.py", "tempfile.py", "evil.pth", ".pythonrc.py", "conftest.py"):
    open(f"/tmp/{name}", "w").write("open('/work/harmed', 'w').close()\n")
for name in ("sh", "ls", "python3"):
    open(f"/tmp/{name}", "w").write("#!/bin/sh\ntouch /work/harmed\n")
    os.chmod(f"/tmp/{name}", 0o755)
os.write(3, b"x")
os.read(3, 1)
print("contained")
