# attack: fills every place that can be written, with files larger than the machine's disk
# area: bombs
# expect: contained | memory-exceeded
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
block = b"x" * (1 << 20)
for folder in ("/work", "/dev/shm"):
    written = 0
    for number in range(100):
        try:
            with open(f"{folder}/big{number}", "wb", buffering=0) as file:
                while True:
                    written += file.write(block)
        except OSError as error:
            if error.errno == errno.ENOSPC:
                break
            assert error.errno == errno.EFBIG, error
    for number in range(100):
        if os.path.exists(f"{folder}/big{number}"):
            os.unlink(f"{folder}/big{number}")
    assert written <= 64 << 20, (folder, written)
print("contained")
