# attack: does its work in a storm of short-lived children
# area: accounting
# expect: accounted
import resource

for _ in range(150):
    child = os.fork()
    if child == 0:
        sum(range(40_000))
        os._exit(0)
    os.waitpid(child, 0)
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
print("used", sum(usage.ru_utime + usage.ru_stime for usage in used))
