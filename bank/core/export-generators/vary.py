"""Draws the snippets of this quiz; each maker returns the code and what a usual mistake would make of it."""

import contextlib
import io

def not_yet(rng):
    number = rng.randint(2, 5)
    code = f"def rows():\n    print('open', end=' ')\n    yield {number}\n\nmade = rows()\nprint('made', end=' ')\nprint(next(made))\n"
    return code, f"open made {number}"


def late_name(rng):
    a, b = rng.sample(range(2, 9), 2)
    return f"factor = {a}\nrows = (n * factor for n in [1, 2])\nfactor = {b}\nprint(*rows)\n", f"{a} {2 * a}"


def early_source(rng):
    a, b = rng.sample(range(2, 9), 2)
    return f"source = [{a}]\nrows = (n for n in source)\nsource = [{b}]\nprint(*rows)\n", b


def at_close(rng):
    number = rng.randint(3, 6)
    code = (
        "def rows():\n    try:\n        for n in range(9):\n            yield n\n    finally:\n        print('closed', end=' ')\n\n"
        f"made = rows()\nfor n in made:\n    if n == {number}:\n        break\nmade.close()\nprint(n)\n"
    )
    return code, f"{number}"


def never_started(rng):
    number = rng.randint(3, 6)
    code = (
        f"def rows():\n    try:\n        yield {number}\n    finally:\n        print('closed', end=' ')\n\n"
        "made = rows()\nmade.close()\nprint(next(made, 'none'))\n"
    )
    return code, "closed none"


def returned(rng):
    a, b = rng.sample(range(2, 9), 2)
    code = f"def part():\n    yield {a}\n    return {b}\n\ndef rows():\n    got = yield from part()\n    yield got * 10\n\nprint(*rows())\n"
    return code, f"{a} {a * 10}"


def total(rng):
    a, b = rng.sample(range(2, 9), 2)
    code = (
        "def total():\n    amount = 0\n    while True:\n        got = yield amount\n        amount += got\n\n"
        f"made = total()\nnext(made)\nmade.send({a})\nprint(made.send({b}))\n"
    )
    return code, b


def nothing_sent(rng):
    a = rng.randint(2, 8)
    code = f"def rows():\n    got = yield {a}\n    yield got\n\nmade = rows()\nnext(made)\nprint(next(made))\n"
    return code, a


QUESTIONS = {"when": [not_yet, late_name, early_source], "closing": [at_close, never_started], "sending": [returned, total, nothing_sent]}


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
