# attack: takes memory that belongs to no process: anonymous files, System V segments, shared mappings that were let go
# area: bombs
# expect: memory-exceeded
import mmap

kept = []
for _ in range(8):
    if os.fork() == 0:
        while True:
            page = mmap.mmap(-1, 16 << 20)
            page.write(b"x" * (16 << 20))
            page.madvise(mmap.MADV_DONTNEED)
            kept.append(page)
            segment = call("shmget", 0, 16 << 20, 0o1600)
            if isinstance(segment, int):
                LIBC.shmat.restype = ctypes.c_void_p
                place = LIBC.shmat(segment, None, 0)
                ctypes.memset(place, 1, 16 << 20)
                LIBC.shmdt(ctypes.c_void_p(place))
            try:
                file = os.memfd_create("hoard")
                os.write(file, b"x" * (16 << 20))
                kept.append(file)
            except OSError:
                pass
            if len(kept) > 64:
                print("took two gibibytes")
                os._exit(0)
for _ in range(8):
    os.wait()
print("not stopped")
