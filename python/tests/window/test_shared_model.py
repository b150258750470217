"""The shared table against a model: the same steps on plain objects in one process must leave the same graph of objects.

Each step changes containers in the exam room, or has the submission room change them, directly or through an alias that it
kept; containers hold each other, also in circles; some are dropped on one side or both. After each step both rooms must
show the graph that the model shows, identities included, and in the end nobody holds what nobody needs.
"""

import gc
import random

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

STEPS = """
import array, collections

MAKERS = {
    "list": lambda: [1, "a"],
    "deque": lambda: collections.deque([1], 4),
    "dict": lambda: {"a": 1},
    "ordered": lambda: collections.OrderedDict(a=1, b=2),
    "default": lambda: collections.defaultdict(list),
    "counter": lambda: collections.Counter("aab"),
    "set": lambda: {1, 2},
    "bytes": lambda: bytearray(b"abc"),
    "array": lambda: array.array("l", [1, 2]),
}


def change(how, target, other, number):
    \"\"\"Change one container; `other` is a container to put into it, `number` decides the rest.\"\"\"
    if isinstance(target, (list, collections.deque)):
        change_sequence(how, target, other, number)
    elif isinstance(target, dict):
        change_mapping(how, target, other, number)
    elif isinstance(target, set):
        (target.add, target.discard, lambda n: target.update(range(n % 7)), lambda n: target.clear())[how % 4](number)
    else:
        change_buffer(how, target, number)


def change_sequence(how, target, other, number):
    how %= 9
    if how == 0:
        target.append(other)
    elif how == 1:
        target.append(number)
    elif how == 2 and target:
        target[number % len(target)] = other if number % 2 else number
    elif how == 3 and target:
        target.pop()
    elif how == 4:
        target.reverse()
    elif how == 5:
        target.extend([number, other][: 1 + number % 2])
    elif how == 6 and target:
        del target[number % len(target)]
    elif how == 7 and not isinstance(target, collections.deque):
        target[:] = target[::2]
    elif how == 8 and number % 3 == 0:
        target.clear()


def change_mapping(how, target, other, number):
    how, key = how % 7, "abcdef"[number % 6]
    if isinstance(target, collections.Counter):
        (lambda: target.update("ab"), lambda: target.subtract("a"), lambda: target.__setitem__(key, number))[how % 3]()
    elif how == 0:
        target[key] = other
    elif how == 1:
        target[key] = number
    elif how == 2:
        target.pop(key, None)
    elif how == 3 and isinstance(target, collections.defaultdict):
        target[key]
    elif how == 4 and isinstance(target, collections.OrderedDict) and key in target:
        target.move_to_end(key, last=bool(number % 2))
    elif how == 5:
        target.update({key: number, number: other})
    elif how == 6 and number % 3 == 0:
        target.clear()


def change_buffer(how, target, number):
    how %= 3
    if how == 0:
        target.append(number % 200)
    elif how == 1 and target:
        target[number % len(target)] = number % 100
    elif how == 2:
        del target[: number % 3]


def graph(roots):
    \"\"\"The shape of what hangs on these containers: kinds, contents and which of them are the same object.\"\"\"
    places, lines, waiting = {}, [], list(roots)

    def name(value):
        if type(value) in (int, str, bool, type(None)):
            return repr(value)
        if id(value) not in places:
            places[id(value)] = len(places)
            waiting.append(value)
        return f"#{places[id(value)]}"

    for root in roots:
        name(root)
    for value in waiting:
        if isinstance(value, dict):
            contents = [(name(key), name(item)) for key, item in value.items()]
        elif isinstance(value, set):
            contents = sorted(value)
        elif isinstance(value, (bytearray, array.array)):
            contents = list(value)
        else:
            contents = [name(item) for item in value]
        lines.append(f"{name(value)} {type(value).__name__} {contents}")
    return "\\n".join(dict.fromkeys(lines))
"""
SUBMISSION = (
    STEPS
    + """
kept = []

def keep(target):
    kept.append(target)

def change_kept(how, place, other, number):
    change(how, kept[place % len(kept)], other, number)

def make(kind):
    return MAKERS[kind]()

def forget():
    kept.clear()

def see(*roots):
    return graph([*roots, *kept])
"""
)
HERE: dict = {}
exec(STEPS, HERE)

KINDS = st.sampled_from(sorted(HERE["MAKERS"]))
ACTIONS = st.tuples(
    st.sampled_from(["here", "there", "there", "kept", "keep", "make", "drop", "both"]),
    st.integers(0, 40), st.integers(0, 9), st.integers(0, 9), st.integers(0, 99),
)  # fmt: skip


class World:
    """The containers of one history, in the model and in the two rooms."""

    def __init__(self, module: object, kinds: list[str]) -> None:
        self.module = module
        self.model = [HERE["MAKERS"][kind]() for kind in kinds]
        self.real = [HERE["MAKERS"][kind]() for kind in kinds]
        self.kept: list = []

    def step(self, action: tuple) -> None:
        """Do one thing to both worlds."""
        who, how, at, beside, number = action
        at, beside = at % len(self.model), beside % len(self.model)
        if who == "keep":
            self.module.keep(self.real[at])
            self.kept.append(self.model[at])
        elif who == "make":
            kind = sorted(HERE["MAKERS"])[how % 9]
            self.model.append(HERE["MAKERS"][kind]())
            self.real.append(self.module.make(kind))
        elif who == "drop" and len(self.model) > 1:
            del self.model[at], self.real[at]
        elif who == "kept" and self.kept:
            self.module.change_kept(how, at, self.real[beside], number)
            HERE["change"](how, self.kept[at % len(self.kept)], self.model[beside], number)
        else:
            self.change(who, how, at, beside, number)

    def change(self, who: str, how: int, at: int, beside: int, number: int) -> None:
        """Change a container by the exam, by the submission, or by the one and then the other."""
        if who != "there":
            HERE["change"](how, self.real[at], self.real[beside], number)
            HERE["change"](how, self.model[at], self.model[beside], number)
        if who in ("there", "both"):
            self.module.change(how + 1, self.real[beside], self.real[at], number)
            HERE["change"](how + 1, self.model[beside], self.model[at], number)

    def check(self) -> None:
        """Both rooms show what the model shows."""
        expected = HERE["graph"]([*self.model, *self.kept])
        assert self.module.see(*self.real) == expected, "the submission room sees something else"
        assert HERE["graph"](self.real) == HERE["graph"](self.model), "the exam room sees something else"


HISTORIES = {}


def room(rooms):
    """One submission room for all histories of a test."""
    if id(rooms) not in HISTORIES:
        HISTORIES.clear()
        HISTORIES[id(rooms)] = (rooms, peer := rooms.open(solution=SUBMISSION), peer.import_module("solution"))
    return HISTORIES[id(rooms)][1:]


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(KINDS, min_size=1, max_size=5), st.lists(ACTIONS, max_size=25))
@example(["list", "dict"], [("here", 0, 0, 1, 1), ("there", 0, 1, 0, 1), ("keep", 0, 0, 0, 0), ("drop", 0, 0, 0, 0), ("kept", 1, 0, 0, 5)])
def test_both_rooms_show_what_the_model_shows(rooms, kinds, actions):
    peer, module = room(rooms)
    world = World(module, kinds)
    for action in actions:
        world.step(action)
        world.check()
    module.forget()


def test_what_nobody_needs_is_let_go_on_both_sides(rooms):
    peer, module = room(rooms)
    rng = random.Random(4417)
    for _ in range(30):
        world = World(module, rng.choices(sorted(HERE["MAKERS"]), k=3))
        # Without circles: a circle is never let go, which docs/WINDOW.md says.
        for place in range(3):
            module.change(1, world.real[place], 0, rng.randrange(50))
        module.keep(world.real[0])
        module.forget()
        del world
    gc.collect()
    for _ in range(4):
        module.forget()
    assert len(peer.shared) <= 2, f"{len(peer.shared)} containers are still shared"
