"""Draws the snippets of this quiz; each maker returns the code and what a usual mistake would make of it."""

import contextlib
import io

def local(rng):
    a, b = rng.sample(range(2, 10), 2)
    return f"load = {a}\n\ndef change():\n    load = {b}\n    return load\n\nchange()\nprint(load)\n", b


def shared(rng):
    a, b = rng.sample(range(2, 10), 2)
    return f"load = {a}\n\ndef change():\n    global load\n    load = load + {b}\n\nchange()\nprint(load)\n", a


def late(rng):
    a, b = rng.sample(range(2, 10), 2)
    return f"rate = {a}\n\ndef cost(weight):\n    return weight * rate\n\nrate = {b}\nprint(cost(2))\n", 2 * a


def ladder(rng):
    weight = rng.choice([10, 30])
    code = f"weight = {weight}\nif weight > 30:\n    print('truck')\nelif weight > 10:\n    print('van')\nelse:\n    print('bike')\n"
    return code, {10: "van", 30: "truck"}[weight]


def separate(rng):
    weight = rng.randint(31, 50)
    code = f"price = 1\nweight = {weight}\nif weight > 10:\n    price = price * 2\nif weight > 30:\n    price = price * 3\nelse:\n    price = 0\nprint(price)\n"
    return code, 2


def otherwise(rng):
    stop = rng.randint(4, 6)
    found = rng.choice([True, False])
    wanted = stop - 1 if found else stop + 2
    code = f"for place in range({stop}):\n    if place == {wanted}:\n        print('found', place)\n        break\nelse:\n    print('none')\n"
    return code, "none" if found else f"found {wanted}"


def order(rng):
    a, b = rng.sample(range(2, 10), 2)
    return f"def minus(a, b):\n    return a - b\n\nprint(minus(b={a}, a={b}))\n", a - b


def gathered(rng):
    values = rng.sample(range(2, 10), 4)
    code = f"def first(a, *rest, b=1):\n    return len(rest) + b\n\nprint(first({', '.join(map(str, values))}))\n"
    return code, 2 + values[-1]


def nothing(rng):
    number = rng.randint(2, 9)
    return f"def double(n):\n    n * 2\n\nprint(double({number}))\n", 2 * number


QUESTIONS = {"scope": [local, shared, late], "branches": [ladder, separate, otherwise], "arguments": [order, gathered, nothing]}


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
