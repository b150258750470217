"""What one room tells the other of an object of its own when it lends it for the first time."""

import abc
import dataclasses
import enum
import functools
import types

from .carried import CARRIED_BASES
from .codec import Writer
from .containers import CONTENT_BASES
from .dunders import SPECIAL
from .names import name_of
from .stand_ins import TEXTS, handle_of

FUNCTION, STATIC, CLASS, DATA = "f", "s", "c", "d"
"""Kinds of a class's members: the first three are called, the last is asked for."""

CALLABLE_KINDS: dict[type, str] = {
    types.FunctionType: "function",
    types.MethodType: "method",
    types.BuiltinFunctionType: "builtin",
    types.MethodWrapperType: "wrapper",
    types.WrapperDescriptorType: "slot",
    types.MethodDescriptorType: "descriptor",
    types.ClassMethodDescriptorType: "descriptor",
    functools.partial: "partial",
    type(functools.lru_cache(len)): "function",
}
STEPPED_KINDS: dict[type, str] = {
    types.GeneratorType: "generator",
    types.CoroutineType: "coroutine",
    types.AsyncGeneratorType: "async_generator",
}
MOST_WRAPPERS = 100
UNTOLD = frozenset({"__dict__", "__weakref__", "__module__", "__doc__", "__qualname__", "__slots__", "__annotations__"})


def define(peer, writer: Writer, value: object) -> list:
    """The definition of an own object; nested values are written with `writer`."""
    kind = type(value)
    if issubclass(kind, type):
        return ["class", *define_class(peer, writer, value)]
    if kind in CALLABLE_KINDS:
        return ["function", CALLABLE_KINDS[kind], *_function_facts(value)]
    if kind in STEPPED_KINDS:
        return [STEPPED_KINDS[kind], _text(value, "__name__"), _text(value, "__qualname__")]
    if issubclass(kind, types.ModuleType):
        return ["module", _text(value, "__name__"), getattr(value, "__doc__", None) if kind is types.ModuleType else None]
    return ["instance", write_class(peer, writer, kind), [] if peer.is_exam else _texts(value)]


def _texts(value: object) -> list:
    """The texts that an instance has of its own, name and text in turn."""
    own = getattr(value, "__dict__", None)
    if type(own) is not dict:
        return []
    return [part for name in sorted(TEXTS & own.keys()) if type(own[name]) is str for part in (name, own[name])]


def write_class(peer, writer: Writer, kind: type) -> list:
    """The form of a class as a mirror: by handle even if it has a library name, unless it's `object`."""
    identifier, new = peer.lend(writer, kind)
    if new:
        writer.definitions.append([identifier, "class", *define_class(peer, writer, kind)])
    return ["r", identifier]


def define_class(peer, writer: Writer, kind: type) -> list:
    """Name, bases, members and special methods of a class, and what it's good for besides."""
    namespace = dict(type.__getattribute__(kind, "__dict__"))
    peer.members[kind] = namespace
    members = [[name, member_kind(item), _line(item)] for name, item in namespace.items() if _is_told(name)]
    special = [name for name in namespace if name in SPECIAL and namespace[name] is not None]
    module, qualname = type.__getattribute__(kind, "__module__"), kind.__qualname__
    return [
        kind.__name__,
        qualname,
        module if type(module) is str else "",
        writer.value(namespace.get("__doc__") if type(namespace.get("__doc__")) is str else None),
        _file(namespace),
        [write_base(peer, writer, base) for base in kind.__bases__ if base is not object],
        members,
        special,
        _about(writer, kind, namespace),
    ]


def write_base(peer, writer: Writer, base: type) -> list:
    """The form of a base class: real for plain values, errors and enums; else a mirror that shadows the real one."""
    name = name_of(base, is_exam=False)
    if name is not None and (name[0] == "builtins" or issubclass(base, (*CARRIED_BASES, *CONTENT_BASES, BaseException, enum.Enum))):
        return ["N", *name]
    if handle_of(base) is not None:
        return writer.value(base)
    return write_class(peer, writer, base)


def member_kind(item: object) -> str:
    """How a class's member is reached from the other room."""
    if isinstance(item, staticmethod):
        return STATIC
    if isinstance(item, classmethod):
        return CLASS
    if type(item) in CALLABLE_KINDS and not isinstance(item, functools.partial):
        return FUNCTION
    return DATA


def _is_told(name: str) -> bool:
    return type(name) is str and name not in SPECIAL and name not in UNTOLD and not name.startswith("_assay")


def _line(item: object) -> int | None:
    item = _innermost(item.__func__ if isinstance(item, (staticmethod, classmethod)) else item)
    return item.__code__.co_firstlineno if type(item) is types.FunctionType else None


def _innermost(item: object) -> object:
    """What decorators wrapped, as far as it's an own object: nothing may be asked of the other room amid a definition."""
    for _ in range(MOST_WRAPPERS):
        if type(item) not in CALLABLE_KINDS or "__wrapped__" not in getattr(item, "__dict__", ()):
            break
        item = item.__dict__["__wrapped__"]
    return item


def _file(namespace: dict) -> str | None:
    """The file of the first function that a class defines."""
    codes = (item.__code__ for item in namespace.values() if type(item) is types.FunctionType)
    return next((code.co_filename for code in codes), None)


def _function_facts(value: object) -> list:
    function = _innermost(value.__func__ if type(value) is types.MethodType else value)
    code = function.__code__ if type(function) is types.FunctionType else None
    return [
        _text(value, "__name__"),
        _text(value, "__qualname__"),
        code and code.co_filename,
        code and code.co_firstlineno,
    ]


def _text(value: object, name: str) -> str | None:
    found = getattr(value, name, None)
    return found if type(found) is str else None


def _about(writer: Writer, kind: type, namespace: dict) -> list:
    """Facts by key: unhashable, abstract names, whether its metaclass decides `isinstance`, dataclass fields, enum members."""
    facts: list = []
    if "__hash__" in namespace and namespace["__hash__"] is None:
        facts.append(["unhashable"])
    if not isinstance(namespace.get("__doc__"), str | None):
        facts.append(["documents"])
    blocked = [name for name, item in namespace.items() if item is None and name in SPECIAL and name != "__hash__"]
    if blocked:
        facts.append(["blocked", *blocked])
    abstract = getattr(kind, "__abstractmethods__", None) if kind is not type else None
    if abstract:
        facts.append(["abstract", *sorted(abstract)])
    if type(kind) is not type and type(kind) is not abc.ABCMeta and not issubclass(kind, enum.Enum):
        own = [name for name in ("__iter__", "__len__", "__getitem__", "__contains__") if name in dir(type(kind))]
        facts.append(["meta", *own])
    if isinstance(kind, abc.ABCMeta):
        facts.append(["asks"])
    if "__dataclass_fields__" in namespace:
        facts.append(["fields", *(_field(writer, field) for field in namespace["__dataclass_fields__"].values())])
    if issubclass(kind, enum.Enum):
        facts.append(["members", *([name, writer.value(item._value_)] for name, item in kind.__members__.items())])
    return facts


def _field(writer: Writer, field: dataclasses.Field) -> list:
    default = [] if field.default is dataclasses.MISSING else [writer.value(field.default)]
    factory = [] if field.default_factory is dataclasses.MISSING else [writer.value(field.default_factory)]
    options = [field.init, field.repr, field.hash, field.compare, field.kw_only is True]
    return [field.name, writer.value(field.type), default, factory, options, field._field_type.name]
