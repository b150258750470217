# attack: asks for calls of the past, whose code nobody reads any more
# area: entry
# expect: contained
OLD = (134, 136, 139, 156, 174, 177, 178, 180, 181, 182, 183, 184, 185, 205, 211, 214, 215, 236) if X86 else (42, 244, 245)
for number in OLD:
    assert call(number, 0, 0, 0, 0, 0, 0) in ("ENOSYS", "EPERM"), number
print("contained")
