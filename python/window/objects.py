"""Objects that don't cross by value: handles on the wire and the stand-ins that they become."""

import builtins
import types
from dataclasses import dataclass

from .codec import READERS, Reader, Writer, expect
from .handles import Handle
from .limits import Limits, Tampering


@dataclass
class LastCall:
    """The latest call from test code into the submission."""

    qualname: str
    args: tuple
    keywords: dict
    file: str | None = None
    line: int | None = None
    returned: object = None


class StandIn:
    """A callable stand-in."""

    def __init__(self, handle: Handle, name: str) -> None:
        self._assay = handle
        self.__name__ = name

    def __call__(self, *args, **keywords):
        peer = self._assay.peer
        call = LastCall(self.__name__, args, keywords)
        peer.last_call = call
        call.returned = peer.request("call", self, args, Keywords(keywords))
        return call.returned


class Keywords(dict):
    """Keyword arguments on their way: copied, not shared."""


class ModuleStandIn(types.ModuleType):
    """A module of the submission: attributes are live."""

    def __getattr__(self, name):
        return _peer_of(self).request("get", self, name)

    def __setattr__(self, name, value):
        _peer_of(self).request("set", self, name, value)

    def __delattr__(self, name):
        _peer_of(self).request("delete", self, name)

    def __dir__(self):
        return list(_peer_of(self).request("dir", self))


def _peer_of(module):
    return object.__getattribute__(module, "__dict__")["_assay"].peer


def is_stand_in(value: object) -> bool:
    """Whether `value` stands for an object of the other room."""
    return type(value) in (StandIn, ModuleStandIn)


def describe(value: object) -> str:
    """A short text for a stand-in that asks nothing of the other room."""
    return f"<{value.__name__} of the submission>"


def write(peer, writer: Writer, value: object) -> list:
    """The JSON form of an object that has no by-value form."""
    kind = type(value)
    if kind is list:
        return ["l", *writer.items(value)]
    if kind is dict:
        return ["m", *writer.items([each for pair in value.items() for each in pair])]
    if kind is Keywords:
        return ["K", *writer.items([each for pair in value.items() for each in pair])]
    if kind is set:
        return ["s", *writer.items(value)]
    if is_stand_in(value):
        return ["o", vars(value)["_assay"].id]
    if isinstance(value, BaseException):
        return ["x", kind.__name__, writer.value(value.args), str(value)]
    identifier, new = peer.handles.lend(value)
    if not new:
        return ["r", identifier]
    what = "module" if isinstance(value, types.ModuleType) else "callable"
    writer.definitions.append([identifier, what, getattr(value, "__name__", kind.__name__)])
    return ["r", identifier]


class ObjectReader(Reader):
    """A reader that knows its peer, and the definitions that came with the message."""

    def __init__(self, peer, limits: Limits, blobs: memoryview) -> None:
        super().__init__(limits, blobs)
        self.peer = peer
        self.definitions: dict = {}

    def expect_definitions(self, definitions: list) -> None:
        """Note definitions; they're built when first mentioned."""
        for identifier, *definition in definitions:
            self.definitions[identifier] = definition


def _read_reference(reader: ObjectReader, items: list) -> object:
    identifier = items[1]
    peer = reader.peer
    stand_in = peer.handles.held(identifier)
    if stand_in is None:
        if identifier not in reader.definitions:
            raise Tampering("a handle that was never defined")
        what, name = reader.definitions[identifier]
        handle = Handle(peer, identifier)
        if what == "module":
            stand_in = ModuleStandIn(name)
            vars(stand_in)["_assay"] = handle
        else:
            stand_in = StandIn(handle, name)
        peer.handles.hold(handle, stand_in)
    vars(stand_in)["_assay"].mentions += 1
    return stand_in


def _read_exception(reader: Reader, items: list) -> BaseException:
    found = getattr(builtins, expect(items[1], str), None)
    if not (isinstance(found, type) and issubclass(found, Exception)):
        found = Exception
    return found(*reader.value(items[2]))


def _pairs(reader: Reader, items: list) -> dict:
    values = reader.items(items[1:])
    return dict(zip(values[::2], values[1::2], strict=True))


READERS["r"] = _read_reference
READERS["o"] = lambda reader, items: reader.peer.handles.own(items[1])
READERS["x"] = _read_exception
READERS["l"] = lambda reader, items: list(reader.items(items[1:]))
READERS["s"] = lambda reader, items: set(reader.items(items[1:]))
READERS["m"] = _pairs
