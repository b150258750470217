# attack: takes every other personality: readable code, fixed layouts, other systems' calls, high bits that a filter may not see
# area: entry
# expect: contained
PERSONALITY = 135 if X86 else 92
ordinary = call(PERSONALITY, 0xFFFFFFFF)
for flag in (0x0020000, 0x0040000, 0x0080000, 0x0100000, 0x0200000, 0x0400000, 0x0800000, 0x1000000, 0x2000000, 0x4000000,
             0x8000000, 1, 6, 8, 0x100040000, 0x7FFFFFFF00040000):  # fmt: skip
    assert call(PERSONALITY, flag) == "EPERM", hex(flag)
assert call(PERSONALITY, 0xFFFFFFFF) == ordinary
print("contained")
