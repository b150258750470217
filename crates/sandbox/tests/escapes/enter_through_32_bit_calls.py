# attack: makes a 32-bit system call, whose numbers mean other calls than the filter thinks
# area: entry
# expect: forbidden-system-call
import ctypes
import mmap
import os
import platform
import signal

if platform.machine() != "x86_64":
    # Elsewhere there is no second entry; end as the filter would have ended it.
    os.kill(os.getpid(), signal.SIGSYS)
# mov eax, 20 (getpid); int 0x80; ret
code = bytes.fromhex("b814000000cd80c3")
page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
page.write(code)
ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
print("not killed")
