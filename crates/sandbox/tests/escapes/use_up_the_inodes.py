# attack: makes empty files, folders, links and pipes until the file system has no inode left
# area: bombs
# expect: contained
makers = [lambda path: open(path, "w").close(), os.mkdir, os.mkfifo, lambda path: os.symlink("x" * 1000, path)]
for folder in ("/work", "/dev/shm"):
    made = 0
    try:
        while made < 100_000:
            makers[made % len(makers)](f"{folder}/{made}")
            made += 1
    except OSError as error:
        assert error.errno == errno.ENOSPC, error
    assert made < 2000, made
print("contained")
