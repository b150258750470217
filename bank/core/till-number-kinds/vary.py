"""Draws the snippets of this quiz; each maker returns the code and what a usual mistake would make of it."""

import contextlib
import io

def boxes(rng):
    bottles, size = rng.randint(20, 60), rng.randint(5, 9)
    return f"bottles = -{bottles}\nprint(bottles // {size}, bottles % {size})\n", f"{-(bottles // size)} {-(bottles % size)}"


def shares(rng):
    total, people = rng.randint(40, 90), rng.choice([4, 8])
    total += total % people == 0
    return f"total = {total}\nprint(total / {people}, type(total // {people}).__name__)\n", f"{total / people} float"


def half(rng):
    number = rng.choice([2, 4, 6, 8])
    return f"print(round({number}.5), round({number + 1}.5))\n", f"{number + 1} {number + 2}"


def cents(rng):
    low = rng.choice([1, 2, 4])
    code = f"from decimal import Decimal\nprint(0.{low} + 0.2 == 0.{low + 2}, Decimal('0.{low}') + Decimal('0.2') == Decimal('0.{low + 2}'))\n"
    return code, "True True" if 0.1 * low + 0.2 != (low + 2) / 10 else "False False"


def whole(rng):
    number = rng.randint(3, 9)
    return f"print(int(-{number}.9), int('{number}') * 2)\n", f"{-number - 1} {number * 2}"


def truth(rng):
    text = rng.choice(["0", "False", " "])
    return f"print(bool('{text}'), bool(0.0), True + True)\n", "False False 2"


def text_times(rng):
    number, times = rng.randint(2, 9), rng.randint(2, 3)
    return f"amount = '{number}'\nprint(amount * {times}, int(amount) * {times})\n", f"{number * times} {number * times}"


QUESTIONS = {"division": [boxes, shares], "rounding": [half, cents], "conversion": [whole, truth, text_times]}


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
