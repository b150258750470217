# attack: mounts and unmounts with the calls that filters written before 2019 don't know
# area: mounts
# expect: contained
must_be_killed("open_tree", "move_mount", "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr", "umount2", "pivot_root")
assert call(457, 0, 0, 0, 0) == call(458, 0, 0, 0, 0) == "ENOSYS", "statmount and listmount tell of the host's mounts"
assert call(467, 0, 0, 0, 0) == "ENOSYS", "open_tree_attr"
print("contained")
