# attack: leaves dead children lying until no process number is left
# area: bombs
# expect: contained
# without memory-not-by-cgroup: contained | memory-exceeded
made = 0
try:
    while made < 1000:
        if os.fork() == 0:
            os._exit(0)
        made += 1
except BlockingIOError:
    pass
assert made < 40, made
print("contained")
