"""Draws the snippets of this quiz; each maker returns the code and what a usual mistake would make of it."""

import contextlib
import io

def first_that_fits(rng):
    text = rng.choice(["x", "", "1.5"])
    code = f"try:\n    int('{text}')\nexcept Exception:\n    print('other')\nexcept ValueError:\n    print('value')\n"
    return code, "value"


def subclass(rng):
    key = rng.choice("abc")
    code = f"try:\n    {{}}['{key}']\nexcept ArithmeticError:\n    print('number')\nexcept LookupError:\n    print('look')\nexcept KeyError:\n    print('key')\n"
    return code, "key"


def otherwise(rng):
    text = rng.choice(["7", "x"])
    code = f"try:\n    number = int('{text}')\nexcept ValueError:\n    print('bad', end=' ')\nelse:\n    print('good', end=' ')\nprint('end')\n"
    return code, "good bad end"


def overruled(rng):
    a, b = rng.sample(range(2, 9), 2)
    return f"def read():\n    try:\n        return {a}\n    finally:\n        return {b}\n\nprint(read())\n", a


def changed_late(rng):
    a, b = rng.sample(range(2, 9), 2)
    return f"def read():\n    number = {a}\n    try:\n        return number\n    finally:\n        number = {b}\n\nprint(read())\n", b


def order(rng):
    stop = rng.choice(["continue", "break"])
    code = f"for n in range(2):\n    try:\n        {stop}\n    finally:\n        print(n, end=' ')\nprint('end')\n"
    return code, "end"


def cause(rng):
    name = rng.choice(["KeyError", "IndexError"])
    code = (
        f"try:\n    try:\n        raise {name}('a')\n    except LookupError as error:\n        raise ValueError('b') from error\n"
        "except ValueError as error:\n    print(type(error.__cause__).__name__, error)\n"
    )
    return code, "NoneType b"


def escaped(rng):
    name = rng.choice(["KeyError", "ZeroDivisionError"])
    code = (
        f"try:\n    try:\n        raise ValueError\n    except ValueError:\n        raise {name}\n    except {name}:\n        print('inner')\n"
        f"except {name}:\n    print('outer')\n"
    )
    return code, "inner"


def suppressed(rng):
    a, b = rng.sample(range(2, 9), 2)
    code = f"from contextlib import suppress\nnumber = {a}\nwith suppress(ValueError):\n    int('x')\n    number = {b}\nprint(number)\n"
    return code, b


QUESTIONS = {"handler": [first_that_fits, subclass, otherwise], "finally": [overruled, changed_late, order], "chain": [cause, escaped, suppressed]}


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
