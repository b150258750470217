# attack: sleeps whenever the kernel's clock ticks, so that a count by ticks never sees it at work
# area: accounting
# expect: accounted
tick = 1 / 250
while time.process_time() < 0.5:
    now = time.monotonic()
    end = (now // tick + 1) * tick
    while time.monotonic() < end - tick * 0.3:
        pass
    time.sleep(max(0.0, end - time.monotonic()) + tick * 0.05)
print("used", time.process_time())
