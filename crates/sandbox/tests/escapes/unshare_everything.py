# attack: makes each kind of namespace, alone and with a user namespace that would give it the right
# area: namespaces
# expect: contained
for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000, 0x80, 0x200, 0x400):
    for extra in (0, 0x10000000):
        assert end_of(lambda: call("unshare", flag | extra)) == "SIGSYS", hex(flag | extra)
print("contained")
