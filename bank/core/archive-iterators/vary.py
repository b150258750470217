"""Draws the snippets of this quiz; each maker returns the code and what a usual mistake would make of it."""

import contextlib
import io

def two_loops(rng):
    size = rng.randint(3, 6)
    return f"values = iter(range({size}))\nprint(sum(values), sum(values))\n", f"{sum(range(size))} {sum(range(size))}"


def a_list_again(rng):
    size = rng.randint(3, 6)
    return f"values = list(range({size}))\nprint(sum(values), sum(values))\n", f"{sum(range(size))} 0"


def swallowed(rng):
    wanted = rng.randint(2, 4)
    return f"values = iter(range(8))\nprint({wanted} in values, next(values))\n", f"True 0"


def zipped(rng):
    size = rng.randint(2, 4)
    code = f"values = iter(range(9))\nshort = list(zip(values, 'xyzw'[:{size}]))\nprint(len(short), next(values))\n"
    return code, f"{size} {size}"


def mapped(rng):
    number = rng.randint(2, 5)
    code = f"seen = []\nwork = map(seen.append, range({number}))\nprint(len(seen), len(list(work)), len(seen))\n"
    return code, f"{number} {number} {number}"


def grouped(rng):
    letters = rng.choice(["aabba", "abbab", "aaaba", "babba"])
    code = f"from itertools import groupby\nprint(len(list(groupby('{letters}'))))\n"
    return code, len(set(letters))


def sliced(rng):
    start, step = rng.randint(1, 3), rng.randint(2, 3)
    code = f"from itertools import count, islice\nprint(*islice(count({start}), {start}, 9, {step}))\n"
    return code, " ".join(map(str, range(start, 9, step)))


def counter(rng):
    stop = rng.randint(2, 4)
    code = (
        "class Down:\n    def __init__(self, n):\n        self.n = n\n\n    def __iter__(self):\n        return self\n\n"
        "    def __next__(self):\n        if self.n == 0:\n            raise StopIteration\n        self.n -= 1\n        return self.n\n\n"
        f"down = Down({stop})\nprint(sum(1 for a in down for b in down))\n"
    )
    return code, stop * stop


def restarted(rng):
    stop = rng.randint(2, 4)
    code = (
        "class Days:\n    def __init__(self, n):\n        self.n = n\n\n    def __iter__(self):\n        return iter(range(self.n))\n\n"
        f"days = Days({stop})\nprint(sum(1 for a in days for b in days))\n"
    )
    return code, stop - 1


QUESTIONS = {"once": [two_loops, a_list_again, swallowed], "pipeline": [zipped, mapped, grouped, sliced], "own": [counter, restarted]}


def printed(code):
    """What the code prints: the answer is found by running it."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "snippet", "exec"), {"__name__": "snippet"})
    return " ".join(out.getvalue().split())


def vary(rng):
    """One snippet for each question, of different rules of the language; the answers follow from running them."""
    parameters, files = {}, {}
    for name, pool in QUESTIONS.items():
        right = mistake = ""
        while right == mistake:
            code, mistake = rng.choice(pool)(rng)
            right = printed(code)
        parameters |= {f"code_{name}": code.strip(), f"right_{name}": right, f"mistake_{name}": str(mistake)}
        files[f"exam/{name}.py"] = code
    return {"parameters": parameters, "files": files}
