# attack: fills a shared folder with links to the other box's files, and with names that no reader expects
# area: shared
# beside: reads_the_folder
# expect: contained
TARGETS = ["/work/secret", "../work/secret", "/proc/self/cwd/secret", "/proc/1/cwd/secret", "/proc/self/root/work/secret", "/work",
           "/proc/self/fd/3", "/dev/fd/3", "loop", "/dev/zero"]  # fmt: skip
for number, target in enumerate(TARGETS):
    os.symlink(target, f"/tmp/link{number}")
os.symlink("loop", "/tmp/loop")
os.makedirs("/tmp/folder/inner")
os.symlink("/work/secret", "/tmp/folder/inner/report.txt")
for name in (b"\xff\xfe", b"new\nline", b"x" * 255, b"-rf", b"\x1b[2J", b"..." , b" "):
    open(b"/tmp/" + name, "w").close()
must_be_refused({"EXDEV", "EPERM"}, lambda: os.link("/usr/bin/python3", "/tmp/python"), "hard link")
must_be_refused({"EXDEV", "EPERM", "ENOENT"}, lambda: os.link("/proc/self/exe", "/tmp/python", follow_symlinks=True), "hard link")
must_be_refused({"EPERM", "EACCES"}, lambda: os.mknod("/tmp/device", 0o20666, os.makedev(1, 1)), "device")
os.write(3, b"x")
os.read(3, 1)
print("contained")
