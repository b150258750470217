"""Enumerations of the other room, rebuilt as real ones: members with identity, values, iteration and lookup.

A member crosses by its name; a combination of flags by its value. Methods and further attributes are forwarded.
"""

import enum

from .codec import READERS, Writer, expect
from .limits import Tampering
from .mirrors import ATTRIBUTE_ACCESS, ClassFacts, LiveAttribute, MirrorMeta, Promise, complete, special_method
from .names import name_of

_LOCAL = frozenset({"__setattr__", "__delattr__", "__copy__", "__deepcopy__", "__reduce_ex__", "__dir__"})
_OWN_SPECIAL = frozenset({"__init__", "__hash__", "__copy__", "__deepcopy__", "__set_name__", "__new__", "__get__"})


class MirrorEnumMeta(MirrorMeta, enum.EnumType):
    """The class of rebuilt enumerations: members are local, lookups that fail here are left to the other room."""

    __setattr__ = enum.EnumType.__setattr__
    __delattr__ = enum.EnumType.__delattr__
    __repr__ = enum.EnumType.__repr__
    __dir__ = enum.EnumType.__dir__
    __instancecheck__ = type.__instancecheck__
    __subclasscheck__ = type.__subclasscheck__

    def __call__(cls, /, *args: object, **keywords: object) -> object:
        if len(args) == 1 and not keywords:
            try:
                return enum.EnumType.__call__(cls, *args)
            except ValueError:
                pass
        return MirrorMeta.__call__(cls, *args, **keywords)


def build_enum(reader, handle, form: tuple) -> type | None:
    """The local enumeration for a class definition of one; None for any other class."""
    about = {fact[0]: fact[1:] for fact in form[-1]}
    if "members" not in about:
        return None
    facts = ClassFacts(reader, form)
    members = [(expect(name, str), reader.value(value)) for name, value in about["members"]]
    for bases in (facts.bases, [base for base in facts.bases if issubclass(base, enum.Enum)], [enum.Enum]):
        try:
            return _build(reader, handle, facts, bases, members)
        except (TypeError, ValueError):
            continue
    raise Tampering("an enumeration that can't be one")


def _build(reader, handle, facts: ClassFacts, bases: list, members: list) -> type:
    holder: list[type] = []
    namespace = MirrorEnumMeta.__prepare__(facts.name, tuple(bases))
    marks = {"_assay_class": handle, "_assay_twin": False, "_assay_file": facts.file, "_assay_asks": False}
    dict.update(namespace, marks)
    dict.update(namespace, {"__module__": facts.module, "__qualname__": facts.qualname, "__doc__": facts.doc})
    dict.update(namespace, {name: item for name, item in ATTRIBUTE_ACCESS.items() if name not in _LOCAL})
    dict.update(namespace, {name: special_method(name, holder) for name in facts.special - _OWN_SPECIAL})
    if "__eq__" in facts.special and "__hash__" not in namespace:
        dict.update(namespace, {"__hash__": enum.Enum.__hash__})
    names = {name for name, _ in members}
    for name, kind, line in facts.members:
        if not name.startswith("_") and name not in names:
            dict.__setitem__(namespace, name, LiveAttribute(name, handle) if kind != "f" else Promise(handle, name, facts, line))
    for name, value in members:
        namespace[name] = value
    made = MirrorEnumMeta(facts.name, tuple(bases), namespace)
    holder.append(made)
    complete(reader, made, facts)
    return made


def write_member(peer, writer: Writer, value: enum.Enum) -> list:
    """The form of a member of an enumeration."""
    kind = type(value)
    name = name_of(kind, peer.is_exam, peer.sealed)
    form = ["N", *name] if name is not None else writer.objects(writer, kind)
    if value._name_ in kind.__members__:
        return ["em", form, value._name_]
    return ["ev", form, writer.value(value._value_)]


def _enumeration(reader, form: object) -> type:
    kind = reader.value(form)
    if not (isinstance(kind, type) and issubclass(kind, enum.Enum)):
        raise Tampering("a member of what is no enumeration")
    return kind


def _read_member(reader, items: list) -> object:
    return _enumeration(reader, items[1]).__members__[items[2]]


def _read_combination(reader, items: list) -> object:
    return enum.EnumType.__call__(_enumeration(reader, items[1]), reader.value(items[2]))


READERS["em"] = _read_member
READERS["ev"] = _read_combination
