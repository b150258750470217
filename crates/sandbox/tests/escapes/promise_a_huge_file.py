# attack: makes files that claim to be an exbibyte long, for whoever copies them
# area: files
# expect: contained
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
for folder in ("/work", "/dev/shm"):
    file = os.open(f"{folder}/sparse", os.O_RDWR | os.O_CREAT)
    for size in (1 << 60, 1 << 40, 1 << 30, 65 << 20):
        must_be_refused({"EFBIG", "ENOSPC"}, lambda size=size: os.ftruncate(file, size), f"{folder} truncated to {size}")
        must_be_refused({"EFBIG", "ENOSPC"}, lambda size=size: os.posix_fallocate(file, 0, size), f"{folder} reserved {size}")
    assert os.fstat(file).st_size <= 64 << 20
print("contained")
