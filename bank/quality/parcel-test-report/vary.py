"""A small module with two planted faults and its tests; which ones, and where, is drawn."""

import json

MODULE = "parcels"
HEAD = '"""Parcels of a shop; weights in grams."""\n\nZONES = {"DE": 1, "FR": 2, "US": 4}\n'
PIECES = [
    {"name": "postage", "call": "zone_of(country)", "fails": 2,
     "right": "def zone_of(country):\n    return ZONES.get(country, 5)\n\n\ndef postage(country, grams):\n    return zone_of(country) * (300 + grams // 10)\n",
     "raising": ("def zone_of(country):\n    return ZONES(country)\n\n\ndef postage(country, grams):\n    return zone_of(country) * (300 + grams // 10)\n", "zone_of", "return ZONES(country)", "TypeError"),
     "wrong": ("def zone_of(country):\n    return ZONES.get(country, 0)\n\n\ndef postage(country, grams):\n    return zone_of(country) * (300 + grams // 10)\n", "0", 1),
     "tests": [("postage('JP', 1000)", "2000"), ("postage('FR', 500)", "700")]},
    {"name": "label", "call": "lines_of(address)", "fails": 2,
     "right": "def lines_of(address):\n    return [part.strip() for part in address.split(',')]\n\n\ndef label(address):\n    return ' / '.join(lines_of(address))\n",
     "raising": ("def lines_of(address):\n    return [part.strip() for part in adress.split(',')]\n\n\ndef label(address):\n    return ' / '.join(lines_of(address))\n", "lines_of", "adress.split", "NameError"),
     "wrong": ("def lines_of(address):\n    return address.split(',')\n\n\ndef label(address):\n    return '/'.join(lines_of(address))\n", "Ida/ Road 1", 2),
     "tests": [("label('Ida, Road 1')", '"Ida / Road 1"'), ("label('Ida,Road 1, X')", '"Ida / Road 1 / X"')]},
    {"name": "heaviest", "call": "weights(parcels)", "fails": 2,
     "right": "def weights(parcels):\n    return [grams for _name, grams in parcels]\n\n\ndef heaviest(parcels):\n    return max(weights(parcels), default=0)\n",
     "raising": ("def weights(parcels):\n    return [parcel[2] for parcel in parcels]\n\n\ndef heaviest(parcels):\n    return max(weights(parcels), default=0)\n", "weights", "parcel[2]", "IndexError"),
     "wrong": ("def weights(parcels):\n    return [grams for _name, grams in parcels]\n\n\ndef heaviest(parcels):\n    return min(weights(parcels), default=0)\n", "20", 1),
     "tests": [("heaviest([('a', 20), ('b', 31)])", "31"), ("heaviest([('a', 20)])", "20"), ("heaviest([])", "0")]},
    {"name": "pallets", "right": "def pallets(parcels, most):\n    full, rest = divmod(parcels, most)\n    return full + (rest > 0)\n", "tests": [("pallets(41, 20)", "3"), ("pallets(40, 20)", "2")],
     "wrong": ("def pallets(parcels, most):\n    full, rest = divmod(parcels, most)\n    return full + (rest > 1)\n", "2", 1)},
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
