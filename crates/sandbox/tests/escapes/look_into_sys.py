# attack: reaches the kernel's objects, control groups and firmware through `/sys`, mounted anew or made by hand
# area: proc and sys
# expect: contained
for path in ("/sys", "/sys/fs/cgroup", "/sys/kernel/security", "/sys/kernel/debug", "/sys/firmware", "/sys/class/net",
             "/sys/fs/bpf", "/sys/module", "/cgroup"):  # fmt: skip
    assert not os.path.lexists(path), path
must_be_killed("mount", "fsopen", "open_tree")
must_be_refused({"EROFS", "EACCES", "EPERM"}, lambda: os.mkdir("/sys"), "/sys made")
groups = open("/proc/self/cgroup").read().split("\n")
assert all(line.rpartition(":")[2] in ("", "/") for line in groups), groups
print("contained")
