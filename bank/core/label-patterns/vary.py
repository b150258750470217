"""Draws the snippets of this quiz; each maker returns the code and what a usual mistake would make of it."""

import contextlib
import io

def only_start(rng):
    a = rng.randint(10, 99)
    code = f"import re\nprint(bool(re.match(r'\\d+', '{a}kg')), bool(re.fullmatch(r'\\d+', '{a}kg')))\n"
    return code, "True True"


def search_not_match(rng):
    a = rng.randint(10, 99)
    code = f"import re\nprint(bool(re.match(r'\\d+', 'kg{a}')), bool(re.search(r'\\d+', 'kg{a}')))\n"
    return code, "True True"


def dot(rng):
    a = rng.randint(1, 9)
    code = f"import re\nprint(bool(re.fullmatch(r'{a}.5', '{a}x5')), bool(re.fullmatch(r'{a}\\.5', '{a}x5')))\n"
    return code, "False False"


def longest(rng):
    words = rng.sample(["red", "blue", "old", "wet"], 2)
    code = f"import re\nprint(re.search(r'<(.+)>', '<{words[0]}> <{words[1]}>').group(1).count('>'))\n"
    return code, 0


def shortest(rng):
    words = rng.sample(["red", "blue", "old", "wet"], 2)
    code = f"import re\nprint(*re.findall(r'<(.+?)>', '<{words[0]}> <{words[1]}>'))\n"
    return code, f"{words[0]}> <{words[1]}"


def groups(rng):
    a, b = rng.sample(range(10, 99), 2)
    code = f"import re\nprint(len(re.findall(r'(\\d)(\\d)', '{a}-{b}')), len(re.findall(r'\\d', '{a}-{b}')))\n"
    return code, "4 4"


def parts(rng):
    gap = " " * rng.randint(2, 4)
    return f"line = 'a{gap}b'\nprint(len(line.split()), len(line.split(' ')))\n", "2 2"


def stripped(rng):
    code_text = rng.choice(["txt", "text"])
    return f"name = 'tax.{code_text}'\nprint(name.strip('.tx'), name.removesuffix('.{code_text}'))\n", "tax tax"


def unchanged(rng):
    word = rng.choice(["crate", "label", "shelf"])
    return f"word = '{word}'\nword.upper()\nword.replace('{word[0]}', 'X')\nprint(word)\n", f"X{word[1:].upper()}"


QUESTIONS = {"pattern": [only_start, search_not_match, dot], "greedy": [longest, shortest, groups], "methods": [parts, stripped, unchanged]}


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
