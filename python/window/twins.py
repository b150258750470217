"""Subclasses that a test makes of the submission's classes: a local class, and its twin in the other room.

The twin lives where its bases live; what the test overrides is forwarded back, so dispatch is virtual in both rooms.
"""

import types
from collections.abc import Callable

from .handles import Handle
from .limits import Tampering
from .operations import operation
from .stand_ins import MirrorBase

LOCAL = frozenset(
    {"__module__", "__qualname__", "__classcell__", "__dict__", "__weakref__", "__new__", "__init_subclass__", "__slots__",
     "__class_getitem__", "__firstlineno__", "__static_attributes__", "__annotate__", "__annotate_func__"}
)  # fmt: skip
"""Entries of a class body that stay with the local class."""
PLAIN, METHOD, STATIC, CLASS, PROPERTY = range(5)


def make_twin(metaclass: type, name: str, bases: tuple, namespace: dict, keywords: dict) -> type:
    """The local class for `class name(*bases)` where a base is mirrored, after making its twin in the other room."""
    peer = next(base for base in bases if isinstance(base, MirrorBase))._assay_class.peer
    parts = tuple((key, *_part(item)) for key, item in namespace.items() if key not in LOCAL)
    places = (namespace.get("__module__"), namespace.get("__qualname__"), namespace.get("__doc__"))
    identifier = peer.request("make_twin", name, bases, parts, places, tuple(keywords.items()))
    handle = Handle(peer, identifier)
    handle.mentions = 1
    marks = {"_assay_class": handle, "_assay_twin": True, "_assay_parts": frozenset(part[0] for part in parts)}
    twin = type.__new__(metaclass, name, bases, namespace | marks)
    peer.recipes[identifier] = lambda handle: twin
    peer.handles.hold(handle, twin)
    return twin


def _part(item: object) -> tuple:
    if type(item) is types.FunctionType:
        return METHOD, None
    if isinstance(item, staticmethod):
        return STATIC, None
    if isinstance(item, classmethod):
        return CLASS, None
    if type(item) is property:
        return PROPERTY, tuple(each is not None for each in (item.fget, item.fset, item.fdel))
    return PLAIN, item


@operation("make_twin")
def _make_twin(peer, name: str, bases: tuple, parts: tuple, places: tuple, keywords: tuple) -> int:
    holder: list[type] = []
    module, qualname, doc = places
    namespace = {"__module__": module, "__qualname__": qualname, "__doc__": doc}
    for key, what, about in parts:
        namespace[key] = about if what == PLAIN else _forwarder(peer, holder, key, what, about)
    twin = types.new_class(name, bases, dict(keywords), lambda body: body.update(namespace))
    holder.append(twin)
    return peer.handles.lend(twin)[0]


def _forwarder(peer, holder: list[type], key: str, what: int, about: object) -> object:
    if what == PROPERTY:
        ways = ("get", "set", "delete")
        return property(*(_calls(peer, holder, key, way) if there else None for way, there in zip(ways, about)))
    wrap: Callable = {METHOD: lambda function: function, STATIC: staticmethod, CLASS: classmethod}[what]
    return wrap(_calls(peer, holder, key, "call"))


def _calls(peer, holder: list[type], key: str, way: str) -> Callable:
    from .stand_ins import Keywords

    def forward(*args: object, **keywords: object) -> object:
        return peer.request("twin_call", holder[0], key, way, args, Keywords(keywords))

    forward.__name__ = key
    return forward


@operation("twin_call", for_the_submission=True)
def _twin_call(peer, twin: type, key: str, way: str, args: tuple, keywords: dict) -> object:
    if not isinstance(twin, MirrorBase) or key not in type.__getattribute__(twin, "__dict__").get("_assay_parts", ()):
        raise Tampering("a call of a method that the test's class doesn't have")
    item = type.__getattribute__(twin, "__dict__")[key]
    if type(item) is property:
        function = {"get": item.fget, "set": item.fset, "delete": item.fdel}[way]
    else:
        function = getattr(item, "__func__", item)
    return function(*args, **keywords)
