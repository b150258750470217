# attack: a child that outlives the program writes to its output, when the grader has read it
# area: processes
# expect: contained
reader, writer = os.pipe()
if os.fork() == 0:
    os.close(writer)
    os.read(reader, 1)
    time.sleep(0.2)
    os.write(1, b"forged\n")
print("contained", flush=True)
os._exit(0)
