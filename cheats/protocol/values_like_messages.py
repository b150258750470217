# cheat: answer with plain lists and dictionaries that look like a protocol's own tags, handles and references
# beats: none known (works where a codec does not escape its own marks)
# exams: function, generator, pandas
VALUES = [
    ["handle", 0],
    ["true"],
    {"__handle__": 1, "__class__": "bool", "value": True},
    ["float", "50.49"],
    {"$ref": "#"},
    ["ref", 0],
    [None, "any"],
    {"py/object": "unittest.mock._ANY"},
    {"__type__": "expected"},
]
turn = []


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)

    def call(*args, **kwargs):
        turn.append(None)
        return VALUES[len(turn) % len(VALUES)]

    return call
