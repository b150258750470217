# attack: watches files that all boxes share, to learn what the exam's room opens and when
# area: files
# expect: contained
init = LIBC.inotify_init1(os.O_NONBLOCK)
if init >= 0:
    for path in (b"/usr", b"/usr/lib", b"/handed_in", b"/usr/bin/python3", b"/dev/null"):
        assert LIBC.inotify_add_watch(init, path, 0xFFF) == -1, path
assert call("fanotify_init", 0, 0) == "EPERM"
assert call("cachestat", 0, 0, 0, 0) == "ENOSYS"
print("contained")
