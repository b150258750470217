# attack: enters the kernel by the `sysenter` instruction, which leads into 32-bit calls
# area: entry
# expect: forbidden-system-call | signalled
import mmap

if not X86:
    os.kill(os.getpid(), signal.SIGSYS)
# mov eax, 20 (getpid); mov rbp, rsp; sysenter; ret
code = bytes.fromhex("b8140000004889e50f34c3")
page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(code)
ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
print("not killed")
