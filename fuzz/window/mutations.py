"""Changes of a conversation that know its structure: frames, their JSON trees, their blobs, and now and then bare bytes."""

import copy
import json
import random
import struct

HEADER = struct.Struct("!II")
ODD = [
    None, True, False, 0, 1, -1, 2, 3, 5, 7, 10**20, -(2**63), 2**31, 1e308, float("nan"), float("inf"), "", "t", "r", "o", "s", "N", "K", "Y",
    "I", "=", "+", "@", "class", "instance", "function", "exception", "builtins", "os", "eval", "__class__", "__globals__", "0x" + "f" * 50,
    "{0.__class__}", "\ud800", "..", "/proc/self/mem", "Europe/Berlin", "<f8", "|O", "O", "V9999999999", "category", "M8[ns]", [], ["t"], {},
    ["r", 1], ["o", 1], ["o", 2], ["s", 2], ["s", 1], ["Y", 0, 4], ["N", "builtins", "getattr"], ["N", "builtins", "object"],
]  # fmt: skip
DEEPEST = 60


def split(data: bytes) -> list[bytes]:
    """Cut a conversation into its frames; what is none stays as the last part."""
    frames = []
    while len(data) >= HEADER.size:
        total, _ = HEADER.unpack_from(data)
        if total > len(data) - HEADER.size:
            break
        frames.append(data[: HEADER.size + total])
        data = data[HEADER.size + total :]
    return [*frames, *([data] if data else [])]


def parse(frame: bytes) -> tuple[object, bytes] | None:
    """Return the message and the blobs of a frame; None when it is none."""
    if len(frame) < HEADER.size:
        return None
    _, text_length = HEADER.unpack_from(frame)
    body = frame[HEADER.size :]
    try:
        return json.loads(body[:text_length].decode("utf-8", "surrogatepass")), body[text_length:]
    except (ValueError, RecursionError):
        return None


def build(message: object, blobs: bytes) -> bytes:
    """Return the bytes of a frame."""
    text = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return HEADER.pack(len(text) + len(blobs), len(text)) + text + blobs


def places(tree: object) -> list[tuple[object, object]]:
    """Return every place of a JSON tree, as its container and key."""
    found, waiting = [], [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        keys = range(len(node)) if type(node) is list else list(node) if type(node) is dict else ()
        for key in keys:
            found.append((node, key))
            if depth < DEEPEST:
                waiting.append((node[key], depth + 1))
    return found


class Mutator:
    """Makes new conversations of old ones."""

    def __init__(self, rng: random.Random, pool: list[bytes]) -> None:
        self.rng = rng
        self.pool = pool

    def next(self) -> bytes:
        """Return a conversation of one to three frames, most of them changed in one to four places."""
        rng = self.rng
        frames = split(rng.choice(self.pool))[:3]
        while rng.random() < 0.25 and len(frames) < 3:
            frames += split(rng.choice(self.pool))[:1]
        changed = [self.frame(frame) for frame in frames]
        if rng.random() < 0.1:
            rng.shuffle(changed)
        return b"".join(changed)

    def frame(self, frame: bytes) -> bytes:
        """Return a frame, changed as its structure allows, or as bare bytes."""
        parsed = parse(frame) if self.rng.random() < 0.92 else None
        if parsed is None:
            return self.raw(frame)
        message, blobs = parsed
        holder = [copy.deepcopy(message)]
        for _ in range(self.rng.randint(0, 4)):
            self.tree(holder)
        if self.rng.random() < 0.1:
            blobs = self.raw(blobs)
        try:
            return build(holder[0], blobs)
        except (ValueError, RecursionError, TypeError):
            return self.raw(frame)

    def tree(self, holder: list) -> None:
        """Change one place of a JSON tree."""
        rng = self.rng
        container, key = rng.choice(places(holder))
        here, how = container[key], rng.randrange(9)
        if how == 0:
            container[key] = copy.deepcopy(rng.choice(ODD))
        elif how == 1 and type(here) is int:
            container[key] = here + rng.choice((-2, -1, 1, 2, 256))
        elif how == 2 and type(here) is list and here:
            del here[rng.randrange(len(here))]
        elif how == 3 and type(here) is list:
            here.insert(rng.randint(0, len(here)), copy.deepcopy(rng.choice(ODD)))
        elif how == 4 and type(here) is list and here:
            here.append(copy.deepcopy(rng.choice(here)))
        elif how == 5:
            other, place = rng.choice(places(holder))
            if other is not holder:
                container[key] = copy.deepcopy(other[place])
        elif how == 6:
            container[key] = [rng.choice(("t", "F", "l", "R", "Q", "K")), here]
        elif how == 7 and (stranger := parse(rng.choice(self.pool))) is not None and type(stranger[0]) is list:
            part, place = rng.choice(places(stranger[0]) or [([None], 0)])
            container[key] = part[place]
        elif how == 8 and type(here) is str:
            container[key] = rng.choice((here[:-1], here + here, here.upper(), here + "\0"))

    def raw(self, data: bytes) -> bytes:
        """Change bytes without knowing what they mean."""
        rng, changed = self.rng, bytearray(data)
        for _ in range(rng.randint(1, 6)):
            how, at = rng.randrange(4), rng.randint(0, len(changed))
            if how == 0 and at < len(changed):
                changed[at] = rng.randrange(256)
            elif how == 1:
                del changed[at : at + rng.randint(1, 8)]
            elif how == 2:
                changed[at:at] = rng.randbytes(rng.randint(1, 8))
            else:
                changed[at:at] = changed[at : at + rng.randint(1, 40)]
        return bytes(changed)
