# attack: reboots the machine, takes its swap, names it anew, sets its clock
# area: kernel
# expect: contained
import platform

must_be_killed("reboot", "swapon", "swapoff")
name = platform.node()
for call_name in ("clock_settime", "adjtimex", "settimeofday", "syslog", "sethostname", "setdomainname"):
    assert call(call_name, 0, 0, 0, 0) == "EPERM", call_name
for clock in (time.CLOCK_REALTIME, time.CLOCK_MONOTONIC):
    must_be_refused({"EPERM"}, lambda: time.clock_settime(clock, 0), clock)
assert platform.node() == name == "room"
print("contained")
