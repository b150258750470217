# attack: steers itself, init and the kernel through files of `/proc` that can be written
# area: proc and sys
# expect: contained
for path in ("/proc/sys/kernel/core_pattern", "/proc/sys/vm/drop_caches", "/proc/sysrq-trigger", "/proc/1/oom_score_adj",
             "/proc/1/mem", "/proc/1/comm", "/proc/1/timerslack_ns", "/proc/1/setgroups", "/proc/self/uid_map",
             "/proc/self/gid_map", "/proc/self/setgroups", "/proc/self/timens_offsets", "/proc/self/attr/current",
             "/proc/self/attr/exec", "/proc/self/loginuid", "/proc/1/coredump_filter", "/proc/irq/0/smp_affinity",
             "/proc/mtrr", "/proc/self/make-it-fail"):  # fmt: skip
    try:
        with open(path, "wb", buffering=0) as file:
            file.write(b"0 0 1\n" if path.endswith("_map") else b"0\n")
    except OSError:
        continue
    raise SystemExit(f"wrote {path}")
must_be_refused({"EACCES", "EPERM"}, lambda: open("/proc/self/oom_score_adj", "w").write("-1000") and None, "out of memory: not me")
print("contained")
