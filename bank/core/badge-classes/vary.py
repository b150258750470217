"""Draws the snippets of this quiz; each maker returns the code and what a usual mistake would make of it."""

import contextlib
import io

def shared_list(rng):
    a, b = rng.sample(range(2, 9), 2)
    code = f"class Badge:\n    doors = []\n\n    def allow(self, door):\n        self.doors.append(door)\n\none, two = Badge(), Badge()\none.allow({a})\nprint(len(two.doors))\n"
    return code, 0


def own_number(rng):
    a = rng.randint(2, 9)
    code = f"class Badge:\n    uses = 0\n\n    def use(self):\n        self.uses += 1\n\none, two = Badge(), Badge()\nfor _ in range({a}):\n    one.use()\nprint(Badge.uses, one.uses, two.uses)\n"
    return code, f"{a} {a} {a}"


def class_counter(rng):
    a = rng.randint(2, 5)
    code = f"class Badge:\n    made = 0\n\n    def __init__(self):\n        Badge.made += 1\n\none = Badge()\nothers = [Badge() for _ in range({a})]\nprint(one.made)\n"
    return code, 1


def guarded(rng):
    a = rng.randint(12, 20)
    code = (
        "class Badge:\n    def __init__(self, level):\n        self.level = level\n\n    @property\n    def level(self):\n        return self._level\n\n"
        f"    @level.setter\n    def level(self, value):\n        self._level = min(value, 10)\n\nprint(Badge({a}).level)\n"
    )
    return code, a


def read_only(rng):
    a = rng.randint(2, 9)
    code = (
        f"class Badge:\n    @property\n    def level(self):\n        return {a}\n\nbadge = Badge()\ntry:\n    badge.level = 1\n"
        "except AttributeError:\n    print('refused', badge.level)\nelse:\n    print('set', badge.level)\n"
    )
    return code, "set 1"


def no_equality(rng):
    a = rng.randint(2, 9)
    code = f"class Badge:\n    def __init__(self, number):\n        self.number = number\n\nprint(Badge({a}) == Badge({a}), len({{Badge({a}), Badge({a})}}))\n"
    return code, "True 1"


def data_class(rng):
    a = rng.randint(2, 9)
    code = f"from dataclasses import dataclass\n\n@dataclass(frozen=True)\nclass Badge:\n    number: int\n\nprint(Badge({a}) == Badge({a}), len({{Badge({a}), Badge({a})}}))\n"
    return code, "False 2"


def no_hash(rng):
    a = rng.randint(2, 9)
    code = (
        f"class Badge:\n    def __init__(self, number):\n        self.number = number\n\n    def __eq__(self, other):\n        return self.number == other.number\n\n"
        f"try:\n    print(len({{Badge({a}), Badge({a})}}))\nexcept TypeError:\n    print('no hash')\n"
    )
    return code, 1


QUESTIONS = {"owner": [shared_list, own_number, class_counter], "property": [guarded, read_only], "equal": [no_equality, data_class, no_hash]}


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
