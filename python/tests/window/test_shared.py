"""Mutable containers are the same object in both rooms."""

import json
from collections import Counter, OrderedDict, defaultdict, deque


def test_a_list_is_changed_in_place(solution):
    module = solution("def add(items): items.append(4); items.sort(reverse=True)")
    items = [1, 2, 3]
    assert module.add(items) is None
    assert items == [4, 3, 2, 1]


def test_identity_holds_both_ways(solution):
    module = solution("kept = []\ndef keep(x): kept.append(x); return x\ndef is_kept(x): return kept[-1] is x")
    for value in ([1], {"a": 1}, {1, 2}, deque([1]), OrderedDict(a=1), defaultdict(list), Counter("aab"), bytearray(b"x")):
        assert module.keep(value) is value
        assert module.is_kept(value)


def test_aliasing_outlives_the_call(solution):
    module = solution("box = {'items': []}\ndef push(x): box['items'].append(x)")
    items = module.box["items"]
    module.push(1)
    assert items == [1]
    items.append(2)
    module.push(3)
    assert items == [1, 2, 3]
    assert module.box["items"] is items


def test_cycles_survive(solution):
    module = solution("def make():\n    a = [1]; b = {'a': a}; a.append(b); return a")
    made = module.make()
    assert made[1]["a"] is made


def test_deep_lists_are_flat_on_the_wire(solution):
    module = solution("def depth(x):\n    n = 0\n    while x: x = x[0]; n += 1\n    return n")
    nested = []
    for _ in range(5000):
        nested = [nested]
    assert module.depth(nested) == 5000


def test_a_list_subclass_carries_its_content(solution):
    module = solution(
        """
        class Stack(list):
            def push(self, x): self.append(x); return self
        class Config(dict):
            def __getattr__(self, name): return self[name]
        def make(): return Stack([1, 2])
        def config(): return Config(a=[1], b=2)
        """
    )
    stack = module.make()
    assert isinstance(stack, list) and isinstance(stack, module.Stack)
    assert json.dumps(stack) == "[1, 2]" and stack == [1, 2] and len(stack) == 2
    assert stack.push(3) is stack
    assert list(stack) == [1, 2, 3]
    stack.append(4)
    assert stack.push(5) == [1, 2, 3, 4, 5]
    config = module.config()
    assert json.dumps(config) == '{"a": [1], "b": 2}'
    assert config.b == 2 and config["a"] is config.a


def test_entries_are_let_go(rooms):
    peer = rooms.open(solution="def f(x): return [x]")
    module = peer.import_module("solution")
    for number in range(50):
        module.f([number])
    assert len(peer.shared) < 8
