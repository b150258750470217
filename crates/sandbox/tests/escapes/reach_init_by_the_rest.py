# attack: the lesser-known ways into another process: its pages, its locks, its reclaim, its comparison
# area: processes
# expect: contained
must_be_killed("process_vm_readv", "process_vm_writev", "process_madvise", "pidfd_getfd", "kcmp", "ptrace")
for name in ("migrate_pages", "move_pages", "process_mrelease"):
    assert call(name, 1, 0, 0, 0, 0, 0) in ("ENOSYS", "EPERM"), name
pointer, length = ctypes.c_void_p(), ctypes.c_size_t()
assert call("get_robust_list", 1, ctypes.byref(pointer), ctypes.byref(length)) in ("EPERM", "EACCES")
print("contained")
