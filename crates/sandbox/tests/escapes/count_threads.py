# attack: does its work in threads, short-lived ones and some that outlive the main thread's work
# area: accounting
# expect: accounted
import threading

for _ in range(100):
    threads = [threading.Thread(target=lambda: sum(range(100_000))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print("used", time.process_time())
