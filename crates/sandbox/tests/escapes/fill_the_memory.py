# attack: takes all memory of the machine
# area: bombs
# expect: memory-exceeded
blocks = []
while True:
    blocks.append(b"x" * (1 << 20) + bytes([len(blocks) % 256]))
