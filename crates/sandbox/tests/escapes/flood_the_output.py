# attack: writes to both streams as fast as it can, to fill the grader's memory
# area: bombs
# expect: output-exceeded
import os

block = b"x" * 65536
while True:
    os.write(1, block)
    os.write(2, block)
