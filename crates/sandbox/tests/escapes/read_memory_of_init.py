# attack: reads the memory of init, a copy of the helper's, with `process_vm_readv`
# area: processes
# expect: forbidden-system-call
import ctypes

ctypes.CDLL(None).process_vm_readv(1, None, 0, None, 0, 0)
print("not killed")
