# attack: opens the machine's ports and writes its own segment descriptors
# area: entry
# expect: contained
for number in (172, 173, 154, 320) if X86 else ():
    assert end_of(lambda: call(number, 1, 1, 1, 0, 0)) == "SIGSYS", number
for path in ("/dev/mem", "/dev/port", "/dev/cpu/0/msr", "/dev/kvm", "/dev/vhost-net", "/dev/vfio", "/dev/dri"):
    assert not os.path.exists(path), path
print("contained")
