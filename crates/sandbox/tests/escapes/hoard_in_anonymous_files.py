# attack: takes memory that no process has mapped: files without a name, System V segments, both written and let go
# area: bombs
# expect: memory-exceeded
# without memory-not-by-cgroup: uncounted | memory-exceeded
block = b"x" * 65536
for number in range(20):
    if number % 2:
        file = os.memfd_create("hoard")
        for _ in range(256):
            os.write(file, block)
    else:
        segment = call("shmget", 0, 16 << 20, 0o1600)
        assert isinstance(segment, int), segment
        LIBC.shmat.restype = ctypes.c_void_p
        place = LIBC.shmat(segment, None, 0)
        ctypes.memset(place, 1, 16 << 20)
        LIBC.shmdt(ctypes.c_void_p(place))
time.sleep(0.2)
print("uncounted")
