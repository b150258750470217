"""A small module with two planted faults and its tests; which ones, and where, is drawn."""

import json

MODULE = "bakery"
HEAD = '"""Orders of a bakery; amounts in cents."""\n\nPRICES = {"roll": 45, "bread": 420, "cake": 1950}\n'
PIECES = [
    {"name": "order_total", "call": "price_of(name) * count", "fails": 2,
     "right": "def price_of(name):\n    return PRICES[name]\n\n\ndef order_total(lines):\n    return sum(price_of(name) * count for name, count in lines)\n",
     "raising": ("def price_of(name):\n    return PRICES[name.upper()]\n\n\ndef order_total(lines):\n    return sum(price_of(name) * count for name, count in lines)\n", "price_of", "PRICES[name.upper()]", "KeyError"),
     "wrong": ("def price_of(name):\n    return PRICES[name]\n\n\ndef order_total(lines):\n    return sum(price_of(name) for name, count in lines)\n", "465", 2),
     "tests": [("order_total([('roll', 4), ('bread', 1)])", "600"), ("order_total([('cake', 2)])", "3900"), ("order_total([])", "0")]},
    {"name": "receipt", "call": "euros(cents)", "fails": 2,
     "right": "def euros(cents):\n    return f'{cents // 100}.{cents % 100:02}'\n\n\ndef receipt(name, cents):\n    return f'{name}: {euros(cents)}'\n",
     "raising": ("def euros(cents):\n    return cents // 100 + '.' + cents % 100\n\n\ndef receipt(name, cents):\n    return f'{name}: {euros(cents)}'\n", "euros", "cents // 100 + '.'", "TypeError"),
     "wrong": ("def euros(cents):\n    return f'{cents // 100}.{cents % 100}'\n\n\ndef receipt(name, cents):\n    return f'{name}: {euros(cents)}'\n", "tea: 2.5", 1),
     "tests": [("receipt('tea', 205)", '"tea: 2.05"'), ("receipt('cake', 1950)", '"cake: 19.50"')]},
    {"name": "best_day", "call": "largest(sales)", "fails": 2,
     "right": "def largest(sales):\n    return max(sales.values())\n\n\ndef best_day(sales):\n    most = largest(sales)\n    return [day for day, count in sales.items() if count == most]\n",
     "raising": ("def largest(sales):\n    return max(sales.value())\n\n\ndef best_day(sales):\n    most = largest(sales)\n    return [day for day, count in sales.items() if count == most]\n", "largest", "sales.value()", "AttributeError"),
     "wrong": ("def largest(sales):\n    return max(sales.values())\n\n\ndef best_day(sales):\n    most = largest(sales)\n    return [day for day, count in sales.items() if count >= most - 1]\n", "['mon', 'tue']", 1),
     "tests": [("best_day({'mon': 7, 'tue': 8})", '["tue"]'), ("best_day({'mon': 7, 'tue': 7})", '["mon", "tue"]')]},
    {"name": "boxes", "right": "def boxes(pieces, size):\n    return -(-pieces // size)\n", "tests": [("boxes(13, 6)", "3"), ("boxes(12, 6)", "2"), ("boxes(0, 6)", "0")],
     "wrong": ("def boxes(pieces, size):\n    return pieces // size\n", "2", 1)},
]


def vary(rng):
    pieces = PIECES[:]
    rng.shuffle(pieces)
    wrong = rng.choice([piece for piece in pieces if "wrong" in piece])
    raising = rng.choice([piece for piece in pieces if "raising" in piece and piece is not wrong])
    code, checks = [HEAD], [f"from MODULE import *  # noqa\n".replace("MODULE", MODULE)]
    outer = raising["name"]
    for piece in pieces:
        body = piece["wrong"][0] if piece is wrong else piece["raising"][0] if piece is raising else piece["right"]
        code.append(body)
        for number, (call, value) in enumerate(piece["tests"]):
            suffix = "" if number == 0 else f"_{number + 1}"
            checks.append(f"\n\ndef test_{piece['name']}{suffix}():\n    assert {call} == {value}\n")
    text = "\n\n".join(code)
    lines = text.splitlines()
    inner, marker, error = raising["raising"][1:]
    line = next(number for number, each in enumerate(lines, 1) if marker in each)
    outer_line = next(number for number, each in enumerate(lines, 1) if raising["call"] in each)
    tests = sum(len(piece["tests"]) for piece in pieces)
    failed = wrong["wrong"][2] + raising["fails"]
    truth = {"got": wrong["wrong"][1]}
    files = {f"start/{MODULE}.py": text, f"start/test_{MODULE}.py": "".join(checks).replace("from MODULE", f"from {MODULE}")}
    files |= {f"exam/project/{MODULE}.py": text, "exam/project/checks.py": "".join(checks), "exam/truth.json": json.dumps(truth)}
    parameters = {"failed": str(failed), "passed": str(tests - failed), "all": str(tests), "got": truth["got"], "expected": wrong["tests"][0][1]}
    parameters |= {"function": inner, "line": str(line), "error": error, "outer": outer, "outer_line": str(outer_line), "asserted": wrong["name"]}
    return {"parameters": parameters, "files": files}
