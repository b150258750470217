# attack: makes 64-bit calls with the mark of the x32 interface, whose numbers a filter may not know
# area: entry
# expect: contained
if X86:
    for number in (0, 1, 2, 39, 57, 59, 101, 165, 272, 512, 519, 520, 521, 524, 532, 538, 540, 545, 547):
        assert call(0x40000000 | number, 0, 0, 0, 0, 0, 0) == "ENOSYS", number
        assert call(0x40000000 | number | 0x80000000, 0, 0, 0) == "ENOSYS", number
print("contained")
