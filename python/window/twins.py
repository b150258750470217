"""Subclasses that a test makes of the submission's classes: a local class, and its twin in the other room.

The twin lives where its bases live; what the test overrides is forwarded back, so dispatch is virtual in both rooms.
"""

import types
from collections.abc import Callable, Mapping

from .handles import Handle
from .limits import Tampering
from .mirrors import FRAMEWORK, LiveAttribute
from .names import FRAMEWORKS, name_of
from .operations import operation
from .stand_ins import Keywords, MirrorBase, handle_of

LOCAL = frozenset(
    {"__module__", "__qualname__", "__classcell__", "__dict__", "__weakref__", "__new__", "__init_subclass__", "__slots__",
     "__class_getitem__", "__abstractmethods__", "_abc_impl", "__firstlineno__", "__static_attributes__", "__annotate__", "__annotate_func__"}
)  # fmt: skip
"""Entries of a class body that stay with the local class."""
PLAIN, METHOD, STATIC, CLASS, PROPERTY = range(5)
SLOTS = (types.MemberDescriptorType, types.GetSetDescriptorType)


def make_twin(metaclass: type, name: str, bases: tuple, namespace: dict, keywords: dict) -> type:
    """The local class for `class name(*bases)` where a base is mirrored, after making its twin in the other room."""
    peer = next(base for base in bases if isinstance(base, MirrorBase))._assay_class.peer
    bodies = [_told(namespace)]
    known: dict[type, int] = {}
    bases_there = tuple(_base_there(base, bodies, known) for base in bases if not _is_framework(base))
    places = (namespace.get("__module__"), namespace.get("__qualname__"), namespace.get("__doc__"))
    identifier = peer.request("make_twin", name, bases_there, _parts(bodies[0]), places, tuple(keywords.items()))
    handle = Handle(peer, identifier)
    handle.mentions = 1
    marks = {"_assay_class": handle, "_assay_twin": True, "_assay_bodies": tuple(bodies)}
    twin = type.__new__(metaclass, name, bases, namespace | _live(namespace, handle) | marks)
    peer.recipes[identifier] = lambda handle: twin
    peer.handles.hold(handle, twin)
    return twin


def _live(namespace: Mapping, handle: Handle) -> dict:
    """The data of a class body: asked for each time, since an instance's own attributes are in the other room."""
    return {
        key: LiveAttribute(key, handle)
        for key, item in _told(namespace).items()
        if _part(item)[0] == PLAIN and not hasattr(type(item), "__get__") and not key.startswith("__")
    }


def _told(namespace: Mapping) -> dict:
    """The items of a class body that its twin has too."""
    return {key: item for key, item in namespace.items() if key not in LOCAL and type(item) not in SLOTS and not key.startswith(FRAMEWORK)}


def _parts(body: dict) -> tuple:
    return tuple((key, *_part(item)) for key, item in body.items())


def _is_framework(base: type) -> bool:
    return base.__module__.partition(".")[0] in FRAMEWORKS


def _base_there(base: type, bodies: list[dict], known: dict[type, int]) -> object:
    """What stands for a base in the other room: the class itself, or of a test's own mixin its parts, as of the twin's."""
    if handle_of(base) is not None or name_of(base, is_exam=True) is not None:
        return base
    if base in known:
        return (known[base],)
    place = known[base] = len(bodies)
    bodies.append(_told(vars(base)))
    above = tuple(_base_there(each, bodies, known) for each in base.__bases__ if not _is_framework(each))
    return (place, base.__name__, above, _parts(bodies[place]))


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
    module, qualname, doc = places
    builder = _Builder(peer)
    bases = tuple(builder.base(base) for base in bases)
    namespace = {"__module__": module, "__qualname__": qualname, "__doc__": doc} | builder.namespace(0, parts)
    twin = types.new_class(name, bases, dict(keywords), lambda body: body.update(namespace))
    builder.holder.append(twin)
    return peer.handles.lend(twin)[0]


class _Builder:
    """Makes a twin and those of the mixins among its bases; what they override is called in the other room."""

    def __init__(self, peer) -> None:
        self.peer = peer
        self.holder: list[type] = []
        self._mixins: dict[int, type] = {}

    def base(self, told: object) -> type:
        """A base of the twin; see `_base_there`."""
        if isinstance(told, type):
            return told
        place, *rest = told
        if place not in self._mixins:
            name, above, parts = rest
            bases = tuple(self.base(each) for each in above)
            self._mixins[place] = types.new_class(name, bases, {}, lambda body: body.update(self.namespace(place, parts)))
        return self._mixins[place]

    def namespace(self, place: int, parts: tuple) -> dict:
        """The body of the class that is the `place`-th of the twin's."""
        return {key: about if what == PLAIN else self._forwarder((place, key), what, about) for key, what, about in parts}

    def _forwarder(self, where: tuple[int, str], what: int, about: object) -> object:
        if what == PROPERTY:
            ways = ("get", "set", "delete")
            return property(*(self._calls(where, way) if there else None for way, there in zip(ways, about)))
        wrap: Callable = {METHOD: lambda function: function, STATIC: staticmethod, CLASS: classmethod}[what]
        return wrap(self._calls(where, "call"))

    def _calls(self, where: tuple[int, str], way: str) -> Callable:
        def forward(*args: object, **keywords: object) -> object:
            return self.peer.request("twin_call", self.holder[0], *where, way, args, Keywords(keywords))

        forward.__name__ = where[1]
        return forward


@operation("twin_call", for_the_submission=True)
def _twin_call(peer, twin: type, place: int, key: str, way: str, args: tuple, keywords: dict) -> object:
    bodies = type.__getattribute__(twin, "__dict__").get("_assay_bodies", ()) if isinstance(twin, MirrorBase) else ()
    if type(place) is not int or not 0 <= place < len(bodies) or key not in bodies[place]:
        raise Tampering("a call of a method that the test's class doesn't have")
    item = bodies[place][key]
    if type(item) is property:
        function = {"get": item.fget, "set": item.fset, "delete": item.fdel}[way]
    else:
        function = getattr(item, "__func__", item)
    return function(*args, **keywords)
