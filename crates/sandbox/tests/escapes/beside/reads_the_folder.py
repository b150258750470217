# A reader that opens whatever it finds in the shared folder, as careless code does.
open("/work/secret", "w").write("secret")
os.read(3, 1)
seen = []
for folder, folders, names in os.walk("/tmp", followlinks=True):
    for name in (*names, *folders):
        try:
            with open(os.path.join(folder, name), "rb") as file:
                seen.append(file.read(100))
        except OSError:
            pass
assert not any(b"secret" in text for text in seen), seen
assert open("/work/secret").read() == "secret"
os.write(3, b"x")
print("unharmed")
