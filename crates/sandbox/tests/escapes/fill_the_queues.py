# attack: fills System V and POSIX message queues and semaphore tables, whose memory outlives the process
# area: bombs
# expect: contained | memory-exceeded
text = ctypes.create_string_buffer(b"\x01" + b"\0" * 7 + b"x" * 8192)
sent = 0
for _ in range(2000):
    queue = call("msgget", 0, 0o1600)
    if not isinstance(queue, int):
        break
    while isinstance(call("msgsnd", queue, ctypes.byref(text), 8000, 0o4000), int):
        sent += 8000
assert sent < 1 << 30, sent
for number in range(2000):
    if LIBC.mq_open(f"/queue{number}".encode(), os.O_CREAT | os.O_RDWR, 0o600, None) == -1:
        break
else:
    raise SystemExit("made 2000 queues")
print("contained")
