# attack: jumps into a 32-bit code segment and makes its calls from there
# area: entry
# expect: forbidden-system-call
import mmap

if not X86:
    os.kill(os.getpid(), signal.SIGSYS)
MAP_32BIT = 0x40
LIBC.mmap.restype = ctypes.c_void_p
place = LIBC.mmap(None, ctypes.c_size_t(8192), 7, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | MAP_32BIT, -1, 0)
# push 0x23; push (place + 64); retfq. There: mov eax, 20 (getpid); int 0x80; hlt
start = bytes.fromhex("6a23") + b"\x68" + (place + 64).to_bytes(4, "little") + bytes.fromhex("48cb")
ctypes.memmove(place, start.ljust(64, b"\x90") + bytes.fromhex("b814000000cd80f4"), 72)
ctypes.CFUNCTYPE(ctypes.c_int)(place)()
print("not killed")
