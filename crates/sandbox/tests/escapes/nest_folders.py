# attack: nests folders far deeper than a path may be long, for whoever clears up behind it
# area: files
# expect: contained
depth = 0
try:
    while depth < 100_000:
        os.mkdir("n" * 200)
        os.chdir("n" * 200)
        depth += 1
except OSError as error:
    assert error.errno == errno.ENOSPC, error
assert depth < 2000, depth
print("contained")
