# attack: swaps a file for a link while the other box opens it, again and again
# area: shared
# beside: reads_one_name
# expect: contained
os.mkdir("/tmp/place")
open("/tmp/place/report.txt", "w").write("report")
os.symlink("/work", "/tmp/other")
open("/tmp/secret", "w").write("report")
os.symlink("/work/secret", "/tmp/link.txt")
os.set_blocking(3, False)
os.write(3, b"x")
AT_FDCWD, RENAME_EXCHANGE = -100, 2
RENAMEAT2 = 316 if X86 else 276
while True:
    call(RENAMEAT2, AT_FDCWD, b"/tmp/place/report.txt\0", AT_FDCWD, b"/tmp/link.txt\0", RENAME_EXCHANGE)
    call(RENAMEAT2, AT_FDCWD, b"/tmp/place\0", AT_FDCWD, b"/tmp/other\0", RENAME_EXCHANGE)
    try:
        os.read(3, 1)
        break
    except BlockingIOError:
        pass
print("contained")
