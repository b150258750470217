# attack: does its work in a storm of programs, each a new process and gone at once
# area: accounting
# expect: accounted
import resource

for _ in range(60):
    child = os.posix_spawn("/bin/sh", ["sh", "-c", "i=0; while [ $i -lt 2000 ]; do i=$((i+1)); done"], {})
    os.waitpid(child, 0)
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print("used", sum(usage.ru_utime + usage.ru_stime for usage in used))
