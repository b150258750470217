"""A history in which one commit broke something: which one, and how, is drawn."""

import json

FILE = "till.py"
STEPS = [(f"add {name}", name, body) for name, body in (
    ("double", "return 2 * value"), ("half", "return value // 2"), ("square", "return value * value"), ("next_one", "return value + 1"),
    ("before", "return value - 1"), ("negative", "return -value"), ("tenfold", "return 10 * value"), ("rest", "return value % 2"),
    ("text", "return str(value)"), ("pair", "return [value, value]"), ("is_big", "return value > 2"), ("cube", "return value ** 3"),
)]
BREAKS = {
    "rounding": ("use floats for prices", "Since some week the total of many small amounts is a cent too low."),
    "order": ("sort the lines of a receipt", "Since some week the receipt shows the lines in another order than they were typed in."),
    "default": ("let callers leave the lines out", "Since some week a new receipt begins with lines of the receipt before it."),
}
REPRO = {
    "rounding": "import till\n\nprint('good' if till.total(['0.29', '0.29', '0.29']) == 87 else 'bad')\n",
    "order": "import till\n\nlines = till.receipt('b', till.receipt('z'))\nprint('good' if lines == ['z', 'b'] else 'bad')\n",
    "default": "import till\n\ntill.receipt('a')\nprint('bad' if 'a' in till.receipt('b') else 'good')\n",
}
OTHER_REPRO = {
    "rounding": "from till import total\n\nfor text in ('0.57', '1.13', '2.01'):\n    if total([text] * 3) != 3 * int(text.replace('.', '')):\n        print('bad')\n        break\nelse:\n    print('good')\n",
    "order": "from till import receipt\n\nfirst = receipt('y')\nprint('bad' if receipt('x', first)[0] == 'x' else 'good')\n",
    "default": "from till import receipt\n\nfirst, second = receipt('q'), receipt('r')\nprint('good' if len(second) == 1 else 'bad')\n",
}


def code(state):
    broken = state["broken"]
    cents = "int(float(price) * 100)" if broken == "rounding" else "int(price.replace('.', ''))"
    signature = "def receipt(line, lines=[]):" if broken == "default" else "def receipt(line, lines=None):"
    body = "    lines.append(line)\n    return lines\n" if broken == "default" else "    return [*(lines or ()), line]\n"
    if broken == "order":
        body = "    return sorted([*(lines or ()), line])\n"
    text = f"def total(prices):\n    return sum({cents} for price in prices)\n\n\n{signature}\n{body}"
    return text + "".join(f"\n\ndef {name}(value):\n    {content}\n" for _subject, name, content in state["steps"])


def history(commits, refs):
    text = ""
    for name, subject, parent, code in commits:
        parents = [parent] if parent else []
        text += f"[[commits]]\nid = {json.dumps(name)}\nmessage = {json.dumps(subject)}\nparents = {json.dumps(parents)}\n"
        text += "[commits.files]\n" + "".join(f"{json.dumps(path)} = {json.dumps(content)}\n" for path, content in code.items()) + "\n"
    return text + "[refs]\n" + "".join(f"{json.dumps(name)} = {json.dumps(commit)}\n" for name, commit in refs.items())


def vary(rng):
    count = 14
    at = rng.randrange(4, 10)
    kind = rng.choice(sorted(BREAKS))
    commits, parent = [], ""
    steps = STEPS[:]
    rng.shuffle(steps)
    state = {"steps": [], "broken": None}
    for number in range(count):
        if number == at:
            state["broken"] = kind
            subject = BREAKS[kind][0]
        elif number:
            step = steps.pop()
            state["steps"].append(step)
            subject = step[0]
        else:
            subject = "begin"
        commits.append((f"c{number}", subject, parent, {FILE: code(state)}))
        parent = f"c{number}"
    bad, last = f"c{at}", f"c{count - 1}"
    state["broken"] = None
    whole = code(state)
    repro = REPRO[kind]
    start = history(commits, {"heads/main": last})
    files = {"start/history.toml": start}

    def solution(place, new, refs):
        files[f"proof/{place}/history.toml"] = "after_start = true\n\n" + history(new, refs)

    def fixed(name="fix", subject="Revert: " + BREAKS[kind][0], content=whole, script=repro, tag=bad):
        return [(name, subject, last, {FILE: content}), ("script", "add the reproduction", name, {"repro.py": script})], {"heads/main": "script", "tags/first-bad": tag}

    other = f"c{at - 1}" if at % 2 else f"c{at + 1}"
    solution("right/revert_then_script", *fixed())
    solution("right/script_first", [("script", "reproduce the fault", last, {"repro.py": OTHER_REPRO[kind]}), ("fix", "undo the fault", "script", {FILE: whole})], {"heads/main": "fix", "tags/first-bad": bad})
    solution("right/one_commit", [("fix", "undo the fault, with a reproduction", last, {FILE: "# mended\n" + whole, "repro.py": repro + "# ends here\n"})], {"heads/main": "fix", "tags/first-bad": bad})
    solution("wrong/neighbour", *fixed(tag=other))
    solution("wrong/back_to_the_good_one", *fixed(content=commits[at - 1][3][FILE]))
    solution("wrong/always_bad", *fixed(script='print("bad")\n'))
    rewritten = [("again", "begin", "", {FILE: whole, "repro.py": repro})]
    solution("wrong/history_dropped", rewritten, {"heads/main": "again", "tags/first-bad": bad})
    truth = {"bad": at, "count": count, "kind": kind}
    return {"parameters": {"symptom": BREAKS[kind][1]}, "files": {**files, "exam/truth.json": json.dumps(truth)}}
