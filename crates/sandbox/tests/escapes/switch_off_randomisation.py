# attack: asks for fixed addresses, which make memory bugs of other programs exploitable
# area: entry
# expect: contained
import ctypes

libc = ctypes.CDLL(None)
assert libc.personality(0x0040000) == -1
assert libc.personality(0xFFFFFFFF) == 0
print("contained")
