"""Draws the snippets of this quiz; each maker returns the code and what a usual mistake would make of it."""

import contextlib
import io

def overwritten(rng):
    a, b = rng.sample(range(2, 10), 2)
    return f"weights = dict([('a', {a}), ('b', 1), ('a', {b})])\nprint(len(weights), weights['a'])\n", f"3 {a}"


def counted(rng):
    word = rng.choice(["banana", "pepper", "coffee"])
    code = f"from collections import Counter\ncount = Counter('{word}')\nprint(count['z'], count.most_common(1)[0][1], len(count))\n"
    return code, f"0 {max(word.count(letter) for letter in word)} {len(word)}"


def equal_keys(rng):
    a, b = rng.sample(range(2, 10), 2)
    return f"prices = {{1: {a}, True: {b}, '1': 0}}\nprint(len(prices), prices[1])\n", f"3 {a}"


def setdefault(rng):
    a, b = rng.sample(range(2, 10), 2)
    return f"stock = {{'a': {a}}}\nstock.setdefault('a', {b})\nstock.setdefault('b', {b})\nprint(stock['a'], len(stock))\n", f"{b} 2"


def differences(rng):
    numbers = rng.sample(range(10, 40), 4)
    first, second = numbers[:3], numbers[1:]
    code = f"monday = {set(first)}\ntuesday = {set(second)}\nprint(len(monday ^ tuesday), len(monday - tuesday))\n"
    return code, "2 2"


def doubled(rng):
    a, b = rng.sample(range(2, 10), 2)
    return f"print(len({{{a}, {b}, {a}.0, {b}}}), {a}.5 in {{{a}, {b}}})\n", "3 False"


def stable(rng):
    size = rng.randint(2, 4)
    names = ["kiwi", "plum", "fig", "pear", "date"][: size + 1]
    return f"names = {names}\nprint(*sorted(names, key=len))\n", " ".join(sorted(names))


def reversed_stable(rng):
    names = rng.sample(["kiwi", "plum", "pear", "date"], 3)
    return f"names = {names}\nprint(*sorted(names, key=len, reverse=True))\n", " ".join(reversed(names))


def in_place(rng):
    numbers = rng.sample(range(10), 3)
    return f"numbers = {numbers}\nprint(numbers.sort(), numbers[0])\n", f"{' '.join(map(str, sorted(numbers)))} {min(numbers)}"


def queue(rng):
    numbers = rng.sample(range(10), 3)
    code = f"from collections import deque\nlane = deque({numbers}, maxlen=3)\nlane.append(77)\nprint(lane[0], len(lane))\n"
    return code, f"{numbers[0]} 4"


QUESTIONS = {
    "keys": [overwritten, counted, equal_keys, setdefault],
    "sets": [differences, doubled],
    "order": [stable, reversed_stable, in_place, queue],
}


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
