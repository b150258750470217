# attack: starts threads until the machine has no number left for another process
# area: bombs
# expect: contained
import threading

gate = threading.Event()
threads = []
threading.stack_size(64 << 10)
try:
    while len(threads) < 1000:
        threads.append(threading.Thread(target=gate.wait, daemon=True))
        threads[-1].start()
except RuntimeError:
    pass
assert len(threads) < 40, len(threads)
gate.set()
print("contained")
