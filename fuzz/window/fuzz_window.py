"""Fuzzes the exam's end of the window: the frames, the codec, the shared table and the answers to requests.

    python fuzz_window.py [--seconds N] [--seed N] [--corpus DIR] [--finds DIR] [FILE...]

Files are conversations to repeat, without changes. Without files it begins with honest messages and the corpus, changes them
knowing their structure, and keeps what ended in a way that was not seen before. Where `atheris` is installed,
`--atheris` lets its coverage feedback choose instead. Every end but `RoomEnded`, a wait of more than a few seconds, a
secret that comes out, or a handle that agrees with a plain value is a find: it is written down, and the status is 1.
"""

import argparse
import hashlib
import os
import random
import resource
import signal
import sys
import time
import traceback
from pathlib import Path

for library in ("numpy", "pandas"):
    try:
        __import__(library)
    except ImportError:
        pass

from exam_end import ExamEnd, Sight
from mutations import Mutator
from seeds import all_seeds

HANG_SECONDS = 5
MEMORY_BYTES = 3 << 30
POOL_MAX = 4000


class Hang(BaseException):
    """One conversation took too long."""


def on_alarm(number: int, frame: object) -> None:
    """Stop a conversation that takes too long."""
    raise Hang(f"more than {HANG_SECONDS} seconds")


def converse(data: bytes) -> Sight:
    """Have one conversation with a fresh exam end; anything but a sight is a find."""
    end = ExamEnd()
    signal.setitimer(signal.ITIMER_PROF, HANG_SECONDS)
    try:
        return end.converse(data)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        end.close()


def found(data: bytes, finds: Path) -> None:
    """Write a find down, with the way to repeat it."""
    finds.mkdir(parents=True, exist_ok=True)
    place = finds / f"window-{hashlib.sha256(data).hexdigest()[:16]}"
    place.write_bytes(data)
    traceback.print_exc()
    print(f"find: {data[:200]!r}\nrepeat: python fuzz/window/fuzz_window.py {place}", file=sys.stderr)


def fuzz(options: argparse.Namespace) -> int:
    """Change conversations until the time is over; return how many finds there were."""
    rng = random.Random(options.seed)
    pool = all_seeds() + [path.read_bytes() for path in sorted(options.corpus.glob("*")) if path.is_file()]
    mutator, sights, finds, runs = Mutator(rng, pool), set(), 0, 0
    end = time.monotonic() + options.seconds
    waiting = list(pool)
    while time.monotonic() < end and finds < 20:
        data = waiting.pop() if waiting else mutator.next()
        runs += 1
        try:
            sight = converse(data)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            found(data, options.finds)
            finds += 1
            continue
        if sight not in sights:
            sights.add(sight)
            if len(pool) < POOL_MAX:
                pool.append(data)
            else:
                pool[rng.randrange(len(pool))] = data
    print(f"window: {runs} conversations, {len(sights)} different ends, {finds} finds")
    return finds


def fuzz_with_coverage(options: argparse.Namespace) -> None:
    """Let atheris choose what to try; it ends the process."""
    import atheris

    atheris.instrument_all()
    arguments = [sys.argv[0], str(options.corpus), f"-max_total_time={int(options.seconds)}", f"-artifact_prefix={options.finds}/"]
    atheris.Setup(arguments, converse, custom_mutator=custom_mutator)
    atheris.Fuzz()


def custom_mutator(data: bytes, max_size: int, seed: int) -> bytes:
    """Change one conversation for atheris."""
    return Mutator(random.Random(seed), [data]).next()[:max_size]


def main() -> int:
    """Fuzz, or repeat; 1 when there was a find."""
    here = Path(__file__).resolve().parent
    parser = argparse.ArgumentParser(description="fuzz the exam's end of the window")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--corpus", type=Path, default=here.parent / "corpus" / "window")
    parser.add_argument("--finds", type=Path, default=Path("target/fuzz/finds"))
    parser.add_argument("--atheris", action="store_true", help="coverage feedback, where atheris is installed")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    signal.signal(signal.SIGPROF, on_alarm)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    if options.files:
        for path in options.files:
            print(path.name, converse(path.read_bytes()))
        return 0
    if options.atheris:
        fuzz_with_coverage(options)
    return 1 if fuzz(options) else 0


if __name__ == "__main__":
    sys.exit(main())
