"""Draws the snippets of this quiz; each maker returns the code and what a usual mistake would make of it."""

import contextlib
import io

def late_binding(rng):
    size = rng.randint(3, 5)
    return f"rates = [lambda x: x * n for n in range({size})]\nprint(rates[0](10), rates[1](10))\n", "0 10"


def bound_early(rng):
    size = rng.randint(3, 5)
    return f"rates = [lambda x, n=n: x * n for n in range({size})]\nprint(rates[0](10), rates[1](10))\n", f"{10 * (size - 1)} {10 * (size - 1)}"


def own_cell(rng):
    a = rng.randint(2, 4)
    code = (
        "def counter():\n    count = 0\n\n    def step():\n        nonlocal count\n        count += 1\n        return count\n\n    return step\n\n"
        f"one, two = counter(), counter()\nfor _ in range({a}):\n    one()\nprint(one(), two())\n"
    )
    return code, f"{a + 1} {a + 2}"


def twice(rng):
    a, b = rng.sample(range(2, 9), 2)
    code = (
        f"def plus(f):\n    return lambda n: f(n) + {a}\n\n\ndef times(f):\n    return lambda n: f(n) * {b}\n\n\n"
        "@plus\n@times\ndef price(n):\n    return n\n\n\nprint(price(1))\n"
    )
    return code, (1 + a) * b


def at_definition(rng):
    a = rng.randint(2, 9)
    code = (
        "def noted(f):\n    print('wrap', end=' ')\n    return f\n\n\n"
        f"@noted\ndef price(n):\n    print('call', end=' ')\n    return n\n\n\nprint('start', end=' ')\nprint(price({a}))\n"
    )
    return code, f"start wrap call {a}"


def name_lost(rng):
    word = rng.choice(["price", "total", "fee"])
    code = f"def noted(f):\n    def wrapper(*args):\n        return f(*args)\n    return wrapper\n\n\n@noted\ndef {word}():\n    return 1\n\n\nprint({word}.__name__)\n"
    return code, word


def name_kept(rng):
    word = rng.choice(["price", "total", "fee"])
    code = (
        "import functools\n\n\ndef noted(f):\n    @functools.wraps(f)\n    def wrapper(*args):\n        return f(*args)\n    return wrapper\n\n\n"
        f"@noted\ndef {word}():\n    return 1\n\n\nprint({word}.__name__)\n"
    )
    return code, "wrapper"


def forgotten_return(rng):
    a = rng.randint(2, 9)
    code = f"def noted(f):\n    def wrapper(n):\n        f(n)\n    return wrapper\n\n\n@noted\ndef double(n):\n    return 2 * n\n\n\nprint(double({a}))\n"
    return code, 2 * a


QUESTIONS = {"closure": [late_binding, bound_early, own_cell], "stack": [twice, at_definition], "metadata": [name_lost, name_kept, forgotten_return]}


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
