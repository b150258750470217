"""A history in which one commit broke something: which one, and how, is drawn."""

import json

FILE = "plan.py"
STEPS = [(f"add {name}", name, body) for name, body in (
    ("minutes", "return 60 * hours"), ("seconds", "return 3600 * hours"), ("shifts", "return hours // 8"), ("evening", "return hours >= 18"),
    ("label", "return f'{hours}:00'"), ("twice", "return [hours, hours]"), ("later", "return hours + 1"), ("earlier", "return hours - 1"),
    ("quarters", "return 4 * hours"), ("rest_of_day", "return 24 - hours"), ("odd", "return hours % 2 == 1"), ("pair", "return (hours, hours + 1)"),
)]
BREAKS = {
    "last_slot": ("simplify the search for free places", "Since some week the last free place before the end of the day is never offered."),
    "overlap": ("compare starts only", "Since some week a visit can be booked into the middle of a longer one."),
    "midnight": ("count minutes of the day", "Since some week a visit that ends at midnight has no length."),
}
REPRO = {
    "last_slot": "import plan\n\nprint('good' if plan.starts(600, 660, 30) == [600, 630] else 'bad')\n",
    "overlap": "import plan\n\nprint('good' if plan.overlap((600, 660), (620, 630)) else 'bad')\n",
    "midnight": "import plan\n\nprint('good' if plan.length(1380, 1440) == 60 else 'bad')\n",
}
OTHER_REPRO = {
    "last_slot": "from plan import starts\n\nplaces = starts(0, 40, 20)\nprint('bad' if 20 not in places else 'good')\n",
    "overlap": "from plan import overlap\n\nif overlap((0, 100), (50, 60)):\n    print('good')\nelse:\n    print('bad')\n",
    "midnight": "from plan import length\n\nprint({60: 'good'}.get(length(23 * 60, 24 * 60), 'bad'))\n",
}


def code(state):
    broken = state["broken"]
    end = "end - minutes" if broken == "last_slot" else "end - minutes + 1"
    overlap = "first[0] == second[0]" if broken == "overlap" else "first[0] < second[1] and second[0] < first[1]"
    length = "end % 1440 - start % 1440 if end % 1440 else 0" if broken == "midnight" else "end - start"
    text = f"def starts(begin, end, minutes):\n    return list(range(begin, {end}, minutes))\n\n\n"
    text += f"def overlap(first, second):\n    return {overlap}\n\n\ndef length(start, end):\n    return {length}\n"
    return text + "".join(f"\n\ndef {name}(hours):\n    {content}\n" for _subject, name, content in state["steps"])


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
