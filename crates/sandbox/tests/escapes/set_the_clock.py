# attack: bends time: clocks, time namespaces, coarse timers, and looks for the machine's uptime
# area: accounting
# expect: contained
for clock in (time.CLOCK_REALTIME, time.CLOCK_MONOTONIC, time.CLOCK_BOOTTIME):
    must_be_refused({"EPERM", "EINVAL"}, lambda: time.clock_settime(clock, 1000.0), clock)
assert call("adjtimex", ctypes.create_string_buffer(256)) == "EPERM"
must_be_refused({"EACCES", "EPERM"}, lambda: open("/proc/self/timens_offsets", "w", 1).write("monotonic 0 0\n"), "offsets")
for clock in (time.CLOCK_MONOTONIC, time.CLOCK_BOOTTIME):
    assert 1000 <= time.clock_gettime(clock) < 1060, time.clock_gettime(clock)
assert not os.path.exists("/proc/uptime") and not os.path.exists("/proc/stat")
print("contained")
