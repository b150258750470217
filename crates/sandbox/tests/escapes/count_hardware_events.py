# attack: opens performance counters on itself, on every process and on every processor
# area: kernel
# expect: contained
attributes = ctypes.create_string_buffer(128)
for kind in range(6):
    ctypes.memmove(attributes, kind.to_bytes(4, "little") + (128).to_bytes(4, "little"), 8)
    for process, processor in ((0, -1), (-1, 0), (1, -1)):
        assert call("perf_event_open", ctypes.byref(attributes), process, processor, -1, 0) == "EPERM"
print("contained")
