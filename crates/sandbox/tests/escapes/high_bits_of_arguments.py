# attack: sets bits above the 32 that the kernel reads, so that a filter that compares more sees another value
# area: entry
# expect: contained
SOCKET, CLONE, IOCTL = (41, 56, 16) if X86 else (198, 220, 29)
high = 0x5A5A5A5A << 32
for family in (16, 17, 40, 38):
    assert call(SOCKET, high | family, 3, 0) == "EPERM", family
assert call(SOCKET, 2, 1, high | 132) == "EPERM"
for flag in (0x10000000, 0x20000, 0x40000000):
    assert call(CLONE, high | flag | 17, 0, 0, 0, 0) == "EPERM", hex(flag)
assert call(IOCTL, 0, high | 0x5412, b"x\0") == "EPERM"
print("contained")
