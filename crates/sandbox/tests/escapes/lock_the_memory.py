# attack: locks its pages, so that the machine can't swap or reclaim them
# area: bombs
# expect: contained
import mmap

page = mmap.mmap(-1, 8 << 20)
address = ctypes.addressof(ctypes.c_char.from_buffer(page))
assert LIBC.mlock(ctypes.c_void_p(address), ctypes.c_size_t(8 << 20)) == -1
assert ctypes.get_errno() in (errno.ENOMEM, errno.EPERM), ctypes.get_errno()
assert LIBC.mlockall(3) == -1
print("contained")
