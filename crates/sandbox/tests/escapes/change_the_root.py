# attack: takes another root, above which the old one lies open
# area: mounts
# expect: contained
os.mkdir("/work/root")
outside = os.open("/", os.O_RDONLY | os.O_DIRECTORY)
assert call("chroot", b"/work/root\0") == "EPERM"
must_be_killed("pivot_root")
os.fchdir(outside)
assert os.path.samefile("..", "/")
print("contained")
