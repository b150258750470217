"""Draws the snippets of this quiz; each maker returns the code and what a usual mistake would make of it."""

import contextlib
import io

def plain(rng):
    a, b, c = rng.sample(range(2, 10), 3)
    return f"stock = [{a}, {b}]\nbackup = stock\nstock.append({c})\nprint(len(backup), stock is backup)\n", "2 False"


def rebound(rng):
    a, b, c = rng.sample(range(2, 10), 3)
    return f"stock = [{a}, {b}]\nbackup = stock\nstock = stock + [{c}]\nprint(len(backup), stock is backup)\n", "3 True"


def added(rng):
    a, b, c = rng.sample(range(2, 10), 3)
    return f"stock = [{a}, {b}]\nbackup = stock\nstock += [{c}]\nprint(len(backup), stock is backup)\n", "2 False"


def sliced(rng):
    a, b, c = rng.sample(range(2, 10), 3)
    return f"stock = [{a}, {b}]\nbackup = stock[:]\nstock[0] = {c}\nprint(backup[0], stock == backup)\n", f"{c} True"


def kept(rng):
    a, b = rng.sample(range(2, 10), 2)
    code = f"def add(item, basket=[]):\n    basket.append(item)\n    return basket\n\nadd({a})\nprint(*add({b}))\n"
    return code, f"{b}"


def fresh(rng):
    a, b = rng.sample(range(2, 10), 2)
    code = f"def add(item, basket=()):\n    basket += (item,)\n    return basket\n\nadd({a})\nprint(*add({b}))\n"
    return code, f"{a} {b}"


def repeated(rng):
    number = rng.randint(2, 9)
    return f"shelves = [[0] * 2] * 2\nshelves[0][1] = {number}\nprint(*shelves[1])\n", "0 0"


def built(rng):
    number = rng.randint(2, 9)
    return f"shelves = [[0] * 2 for _ in range(2)]\nshelves[0][1] = {number}\nprint(*shelves[1])\n", f"0 {number}"


def shallow(rng):
    number = rng.randint(2, 9)
    return f"shelves = [[1], [2]]\nother = list(shelves)\nother[0].append({number})\nprint(len(shelves[0]), shelves is other)\n", "1 False"


QUESTIONS = {"alias": [plain, rebound, added, sliced], "default": [kept, fresh], "nested": [repeated, built, shallow]}


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
