# attack: touches one page in each two mebibytes, so that tables of pages cost more than the pages
# area: bombs
# expect: contained | memory-exceeded
import mmap

size = 64 << 30
LIBC.mmap.restype = ctypes.c_void_p
place = LIBC.mmap(None, ctypes.c_size_t(size), mmap.PROT_READ, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x4000, -1, 0)
if place not in (None, ctypes.c_void_p(-1).value):
    total = 0
    for offset in range(0, size, 2 << 20):
        total += ctypes.c_ubyte.from_address(place + offset).value
print("contained")
