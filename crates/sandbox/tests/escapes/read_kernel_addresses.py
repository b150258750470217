# attack: reads where the kernel and the machine's pages lie, for the next exploit
# area: proc and sys
# expect: contained
for path in ("/proc/kallsyms", "/proc/modules", "/proc/kcore", "/proc/iomem", "/proc/timer_list", "/proc/self/stack",
             "/proc/kpageflags", "/proc/vmallocinfo", "/proc/slabinfo", "/proc/config.gz", "/proc/version"):  # fmt: skip
    try:
        text = open(path, "rb").read(4096)
    except OSError:
        continue
    assert not any(word.startswith(b"ffff") and len(word) == 16 for word in text.replace(b"[", b" ").split()), path
with open("/proc/self/pagemap", "rb") as pages:
    pages.seek(id(pages) // 4096 * 8)
    entry = int.from_bytes(pages.read(8), "little")
assert entry & ((1 << 55) - 1) == 0, "a page tells its place in memory"
assert call("syslog", 3, 0, 0) == "EPERM"
print("contained")
