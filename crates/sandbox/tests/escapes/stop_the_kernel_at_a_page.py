# attack: holds the kernel in the middle of a copy by `userfaultfd`, as exploits of races do
# area: kernel
# expect: contained
for flags in (0, 1, os.O_CLOEXEC | 1):
    assert call("userfaultfd", flags) == "EPERM"
assert not os.path.exists("/dev/userfaultfd")
print("contained")
