# attack: becomes root of a new user namespace, with all capabilities there
# area: namespaces
# expect: forbidden-system-call
import ctypes

ctypes.CDLL(None).unshare(0x10000000)
print("not killed")
