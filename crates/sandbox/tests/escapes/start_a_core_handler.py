# attack: crashes, so that the machine's core handler runs as root on data of the attacker's choice
# area: kernel
# expect: contained
import os
import resource
import signal

assert resource.getrlimit(resource.RLIMIT_CORE) == (1, 1)
child = os.fork()
if child == 0:
    os.kill(os.getpid(), signal.SIGSEGV)
_, status = os.waitpid(child, 0)
assert os.WIFSIGNALED(status) and not os.WCOREDUMP(status), status
assert os.listdir("/work") == []
print("contained")
