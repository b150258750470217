"""Objects that don't cross by value: how they're written, and how the other side's become stand-ins."""

import enum
import functools
import operator
import types
import typing

from . import carried, exceptions, science
from .access import confine, may_read
from .codec import READERS, WRITERS, Reader, Writer, expect, write_keywords
from .containers import CONTENT_BASES, TAGS
from .definitions import CALLABLE_KINDS, STEPPED_KINDS, define
from .enums import build_enum, write_member
from .handles import Handle
from .limits import Limits, Tampering
from .mirrors import LiveAttribute, build_mirror
from .names import name_of, named
from .operations import is_given, told_method
from .stand_ins import FUNCTION_TYPES, OWN, TEXTS, Forwarder, FunctionStandIn, Keywords, MirrorBase, ModuleStandIn, handle_of
from .stepping import STEPPED

RECENT = 8
"""Stand-ins that can't be referred to weakly (exceptions, carried tuples) of which this many last ones keep their identity."""
NAMED_KINDS = (type, types.FunctionType, types.BuiltinFunctionType, typing._SpecialForm, typing._Final, typing.TypeVar)


def write(peer, writer: Writer, value: object) -> list:
    """The JSON form of an object that has no by-value form."""
    kind = type(value)
    tag = TAGS.get(kind)
    if tag is not None:
        return peer.shared.write(writer, value, tag)
    if issubclass(kind, enum.Enum):
        return write_member(peer, writer, value)
    handle = handle_of(value)
    if handle is not None and handle.peer is peer:
        return ["o", handle.id]
    if kind is Forwarder:
        return ["om", value._assay.id, value._assay_about[1]]
    if kind is LiveAttribute:
        return ["om", value.handle.id, value.name]
    if kind is types.MethodType and type(value.__func__) is Forwarder:
        return ["ob", writer.value(value.__self__), value.__func__._assay_about[1]]
    if kind is types.TracebackType or kind is types.FrameType:
        return None
    if str(kind.__module__).startswith(("numpy", "pandas")):
        if science.install():
            return writer.value(value)
        form = science.write(writer, value)
        value = science.stripped(value) if form is None and not peer.is_exam else value
        if type(value) is not kind:
            return writer.value(value)
        if form is not None:
            return form
    if isinstance(value, NAMED_KINDS):
        name = name_of(value, peer.is_exam, peer.sealed)
        if name is not None:
            return ["N", *name]
    if kind is types.GenericAlias or kind is types.UnionType or isinstance(value, typing._GenericAlias):
        return _write_generic(peer, writer, value)
    return lend(peer, writer, value)


def _write_generic(peer, writer: Writer, value: object) -> list:
    if kind_of_union(value):
        return ["gu", type(value) is types.UnionType, *writer.items(value.__args__)]
    if type(value) is types.GenericAlias:
        return ["gg", writer.value(value.__origin__), *writer.items(value.__args__)]
    base, args = getattr(typing, value._name or "", None), typing.get_args(value)
    if base is None or name_of(base, peer.is_exam, peer.sealed) is None:
        return lend(peer, writer, value)
    if args and type(args[0]) is list:
        return ["gc", *writer.items((*args[1:], *args[0]))]
    return ["ga", writer.value(base), *writer.items(args)]


def kind_of_union(value: object) -> bool:
    """Whether a typing object is a union."""
    return type(value) is types.UnionType or typing.get_origin(value) is typing.Union


def lend(peer, writer: Writer, value: object) -> list:
    """The form of an own object as a handle; defined with the message if it's new to the other side."""
    kind = type(value)
    identifier, new = peer.lend(writer, value)
    form = ["r", identifier]
    if new:
        if peer.is_exam:
            confine(value)
        definition = _define(peer, writer, value)
        writer.definitions.append([identifier, *definition])
    if issubclass(kind, CONTENT_BASES) and not isinstance(value, BaseException):
        base = next(base for base in CONTENT_BASES if issubclass(kind, base))
        form = ["rs", identifier, TAGS[base]]
        form.append(peer.shared.write(writer, value, TAGS[base], form)[1])
        if writer.as_key:
            form.append(hash(value))
    elif writer.as_key and kind not in CALLABLE_KINDS and not isinstance(value, type) and kind.__hash__ is not object.__hash__:
        form = ["rk", identifier, hash(value)]
    return form


def _define(peer, writer: Writer, value: object) -> list:
    if isinstance(value, BaseException):
        return ["exception", *exceptions.define(peer, writer, value)]
    definition = define(peer, writer, value)
    base = carried.base_of(type(value))
    if base is not None and definition[0] == "instance":
        definition.append(writer.value(carried.plain(base, value)))
    return definition


class ObjectReader(Reader):
    """A reader that knows its peer, and the definitions that came with the message."""

    def __init__(self, peer, limits: Limits, blobs: memoryview) -> None:
        super().__init__(limits, blobs)
        self.peer = peer
        self.definitions: dict = {}

    def expect_definitions(self, definitions: list) -> None:
        """Note definitions; they're built when first mentioned."""
        for identifier, *definition in definitions:
            if expect(identifier, int) in self.peer.recipes or identifier in self.definitions:
                raise Tampering("a handle defined twice")
            self.definitions[identifier] = definition

    def build_all(self) -> None:
        """Build what was defined but not mentioned in this message."""
        for identifier in list(self.definitions):
            if identifier not in self.peer.recipes:
                self.peer.recipes[identifier] = self._recipe(identifier)

    def stand_in(self, identifier: object) -> object:
        """The stand-in of a mentioned handle; counts the mention."""
        peer = self.peer
        found = peer.handles.held(identifier)
        if type(found) is Handle:
            handle, found = found, peer.recent.get(identifier)
        else:
            handle = None if found is None else handle_of(found)
        if found is None:
            handle = handle or Handle(peer, expect(identifier, int))
            found = self._build(identifier, handle)
        handle.mentions += 1
        return found

    def _build(self, identifier: int, handle: Handle) -> object:
        peer = self.peer
        recipe = peer.recipes.get(identifier)
        if recipe is None:
            peer.recipes[identifier] = _in_the_making
            recipe = peer.recipes[identifier] = self._recipe(identifier)
        found = recipe(handle)
        try:
            peer.handles.hold(handle, found)
        except TypeError:
            peer.handles.hold(handle, handle)
            peer.recent[identifier] = found
            while len(peer.recent) > RECENT:
                peer.recent.popitem(last=False)
        return found

    def _recipe(self, identifier: int):
        if identifier not in self.definitions:
            self.peer.recipes.pop(identifier, None)
            raise Tampering("a handle that was never defined")
        what, *parts = self.definitions[identifier]
        if what not in RECIPES:
            raise Tampering("a handle of an unknown kind")
        return RECIPES[what](self, *parts)


def _in_the_making(handle: Handle) -> object:
    raise Tampering("a definition that refers to itself")


def _function_recipe(reader: ObjectReader, *about: object):
    kind, name, qualname, file, line = about
    if kind not in FUNCTION_TYPES:
        raise Tampering("a function of an unknown kind")
    texts = [text if type(text) is str else None for text in (qualname, file)]
    facts = (kind, name if type(name) is str else "function", *texts, line if type(line) is int else None)
    return lambda handle: FunctionStandIn(handle, facts)


def _module_recipe(reader: ObjectReader, name: object, doc: object):
    return lambda handle: ModuleStandIn(handle, expect(name, str), doc)


def _class_recipe(reader: ObjectReader, *form: object):
    kept: list = []

    def build(handle: Handle) -> type:
        if not kept:
            mirror = exceptions.substitute(form) or build_enum(reader, handle, form) or build_mirror(reader, handle, form)
            kept.append(mirror)
        return kept[0]

    return build


def _instance_recipe(reader: ObjectReader, class_form: object, told: list, *values: object):
    kind = reader.value(class_form)
    if not isinstance(kind, MirrorBase):
        raise Tampering("an instance of a class that isn't mirrored")
    value = reader.value(values[0]) if values else None
    if kind._assay_base is not None and not issubclass(kind._assay_base, CONTENT_BASES):
        carried.check(kind._assay_base, value)
    texts = {name: expect(text, str) for name, text in zip(told[::2], told[1::2], strict=True) if name in TEXTS}
    return lambda handle: make_instance(kind, handle, value, texts)


def make_instance(kind: type, handle: Handle, value: object, texts: dict[str, str]) -> object:
    """A stand-in instance of a mirrored class, with texts of its own, carrying `value` if the class is one that carries."""
    base = kind._assay_base
    if base is None:
        made = object.__new__(kind)
    elif issubclass(base, CONTENT_BASES):
        made = base.__new__(kind)
    else:
        made = carried.make(base, kind, value)
    object.__setattr__(made, OWN, handle)
    for name, text in texts.items():
        object.__setattr__(made, name, text)
    return made


def _exception_recipe(reader: ObjectReader, *form: object):
    kept = exceptions.parts(reader, *form)
    return lambda handle: exceptions.build(handle, *kept)


def _stepped_recipe(kind: str):
    return lambda reader, name, qualname: lambda handle: STEPPED[kind](handle, name, qualname)


RECIPES = {
    "function": _function_recipe,
    "module": _module_recipe,
    "class": _class_recipe,
    "instance": _instance_recipe,
    "exception": _exception_recipe,
} | {kind: _stepped_recipe(kind) for kind in STEPPED_KINDS.values()}


def _read_with_hash(reader: ObjectReader, items: list) -> object:
    found = reader.stand_in(items[1])
    if isinstance(type(found), MirrorBase):
        object.__setattr__(found, "_assay_hash", expect(items[2], int))
    return found


def _read_with_content(reader: ObjectReader, items: list) -> object:
    _, identifier, tag, place, *hashed = items
    found = reader.stand_in(identifier)
    base = getattr(type(found), "_assay_base", None)
    if base is None or TAGS.get(base) != tag:
        raise Tampering("a container that isn't one")
    shared = reader.peer.shared
    if not shared.knows(found):
        shared.adopt(expect(place, int), found, tag)
    if hashed:
        object.__setattr__(found, "_assay_hash", expect(hashed[0], int))
    return found


def _read_named(reader: ObjectReader, items: list) -> object:
    return named(items[1], items[2], reader.peer.is_exam or reader.peer.sealed)


def _read_member(reader: ObjectReader, items: list) -> object:
    return told_method(reader.peer, reader.peer.handles.own(items[1]), items[2])


def _read_bound(reader: ObjectReader, items: list) -> object:
    target = reader.value(items[1])
    if not reader.peer.is_exam:
        return getattr(target, expect(items[2], str))
    if not is_given(reader.peer, "get", target):
        raise Tampering("a method of an object that was never given")
    if not may_read(target, expect(items[2], str)):
        return _Refused(type(target).__name__, items[2])
    owner = next((each for each in type(target).__mro__ if items[2] in type.__getattribute__(each, "__dict__")), None)
    return told_method(reader.peer, owner, items[2]).__get__(target, type(target))


class _Refused:
    """In the place of a method that the submission may not use: calling it finds that there's no such attribute."""

    def __init__(self, kind: str, name: str) -> None:
        self._message = f"`{kind}` object has no attribute `{name}`"

    def __call__(self, *args: object, **keywords: object) -> object:
        raise AttributeError(self._message)


def _read_generic(reader: ObjectReader, items: list) -> object:
    origin, *args = reader.items(items[1:])
    return origin[tuple(args)] if len(args) != 1 else origin[args[0]]


def _read_union(reader: ObjectReader, items: list) -> object:
    args = reader.items(items[2:])
    return functools.reduce(operator.or_, args) if items[1] is True else typing.Union[tuple(args)]


def _write_function(writer: Writer, value: FunctionStandIn) -> list:
    handle = value._assay
    peer = writer.objects.__self__
    return ["o", handle.id] if handle.peer is peer else lend(peer, writer, value)


WRITERS[FunctionStandIn] = _write_function
WRITERS[Keywords] = write_keywords
def _read_callable(reader: ObjectReader, items: list) -> object:
    returned, *arguments = reader.items(items[1:])
    return typing.Callable[arguments, returned]


READERS["r"] = lambda reader, items: reader.stand_in(items[1])
READERS["rk"] = _read_with_hash
READERS["rs"] = _read_with_content
READERS["o"] = lambda reader, items: reader.peer.handles.own(items[1])
READERS["om"] = _read_member
READERS["ob"] = _read_bound
READERS["N"] = _read_named
READERS["ga"] = _read_generic
READERS["gc"] = _read_callable
READERS["gg"] = lambda reader, items: types.GenericAlias(reader.value(items[1]), tuple(reader.items(items[2:])))
READERS["gu"] = _read_union
