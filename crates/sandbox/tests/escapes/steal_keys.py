# attack: reads and fills the kernel's key rings, which containers of one user once shared
# area: kernel
# expect: contained
for operation, argument in ((0, -3), (1, 0), (6, -4), (11, -3), (11, -4), (8, -5), (22, -4)):
    assert call("keyctl", operation, argument, 0, 0, 0) == "EPERM", operation
assert call("add_key", b"user\0", b"note\0", b"x", 1, -4) == "EPERM"
assert call("request_key", b"user\0", b"note\0", 0, -4) == "EPERM"
for path in ("/proc/keys", "/proc/key-users"):
    assert not os.path.exists(path), path
print("contained")
