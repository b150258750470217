# A reader that opens one name many times, by path.
open("/work/secret", "w").write("secret")
os.mkdir("/work/place")
open("/work/report.txt", "w").write("secret")
os.read(3, 1)
for _ in range(4000):
    try:
        with open("/tmp/place/report.txt") as file:
            assert file.read() == "report"
    except OSError:
        pass
os.write(3, b"xx")
print("unharmed")
