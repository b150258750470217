# A box that reads and writes files that the other one made; the time that it waits must be short.
os.read(3, 1)
start = time.monotonic()
for number in range(20):
    with open(f"/tmp/report{number}", "w") as file:
        file.write("report")
    with open(f"/tmp/report{number}") as file:
        assert file.read() == "report"
assert time.monotonic() - start < 3, time.monotonic() - start
os.write(3, b"x")
print("unharmed")
