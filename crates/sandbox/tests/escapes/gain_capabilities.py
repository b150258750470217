# attack: raises capabilities: by `capset`, as ambient ones, by keeping them over a change of user, by unlocking secure bits
# area: identity
# expect: contained
PR_SET_KEEPCAPS, PR_SET_SECUREBITS, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAPBSET_DROP = 8, 28, 38, 47, 24


class Header(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("process", ctypes.c_int)]


header = Header(0x20080522, 0)
for mask in (0xFFFFFFFF, 1 << 21, 1 << 12):
    wanted = (ctypes.c_uint32 * 6)(mask, mask, mask, 0, 0, 0)
    assert call("capset", ctypes.byref(header), ctypes.byref(wanted)) == "EPERM"
for number in range(41):
    assert LIBC.prctl(PR_CAP_AMBIENT, 2, number, 0, 0) == -1, number
for request, value in ((PR_SET_SECUREBITS, 0), (PR_SET_KEEPCAPS, 1), (PR_SET_NO_NEW_PRIVS, 0)):
    assert LIBC.prctl(request, value, 0, 0, 0) == -1, request
status = dict(line.split(":\t") for line in open("/proc/self/status").read().splitlines() if line.startswith(("Cap", "NoNew")))
assert status.pop("NoNewPrivs") == "1" and set(status.values()) == {"0" * 16}, status
print("contained")
