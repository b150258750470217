# attack: attaches to the box's init with `ptrace`
# area: processes
# expect: forbidden-system-call
import ctypes

ctypes.CDLL(None).ptrace(16, 1, None, None)
print("not killed")
