# attack: opens the root of the host's disk by its handle, as the "shocker" exploit of containers did
# area: files
# expect: forbidden-system-call
import ctypes


class Handle(ctypes.Structure):
    _fields_ = [("size", ctypes.c_uint), ("kind", ctypes.c_int), ("bytes", ctypes.c_ubyte * 8)]


handle = Handle(8, 1, (ctypes.c_ubyte * 8)(2))
ctypes.CDLL(None).open_by_handle_at(0, ctypes.byref(handle), 0)
print("not killed")
