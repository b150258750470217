# attack: does its work in orphans, whose parent is gone before they begin
# area: accounting
# expect: accounted
reader, writer = os.pipe()
told = b""
for _ in range(30):
    child = os.fork()
    if child == 0:
        if os.fork() == 0:
            while time.process_time() < 0.03:
                pass
            os.write(writer, f"{time.process_time()} ".encode())
        os._exit(0)
    os.waitpid(child, 0)
    told += os.read(reader, 100)
time.sleep(0.02)
import resource

children = resource.getrusage(resource.RUSAGE_CHILDREN)
print("used", sum(map(float, told.split())) + time.process_time() + children.ru_utime + children.ru_stime)
