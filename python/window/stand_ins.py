"""Stand-ins that aren't instances of mirrored classes: functions, modules; and how to tell what a stand-in is.

A function stand-in isn't a Python function, but says that it is one, with the signature, flags and names of the original.
"""

import enum
import functools
import inspect
import numbers
import sys
import types
from dataclasses import dataclass

from .dunders import may_cross
from .handles import DECODING, Handle
from .waiting import request_as

OWN = "_assay"
"""Attribute in which a stand-in keeps its handle. Names that begin so never cross."""

TEXTS = frozenset({"__name__", "__qualname__", "__doc__", "__module__"})
"""Texts that an instance may have of its own, as a decorator that is an object has those of its function."""

FUNCTION_TYPES: dict[str, type] = {
    "function": types.FunctionType,
    "method": types.MethodType,
    "builtin": types.BuiltinFunctionType,
    "wrapper": types.MethodWrapperType,
    "slot": types.WrapperDescriptorType,
    "descriptor": types.MethodDescriptorType,
    "partial": functools.partial,
}


@dataclass
class LastCall:
    """The latest call from test code into the submission: what was called, where it's defined there, what came back."""

    qualname: str
    args: tuple
    keywords: dict
    file: str | None = None
    line: int | None = None
    returned: object = None


class MirrorBase(type):
    """Marks the metaclasses of mirrored classes."""


def handle_of(value: object) -> Handle | None:
    """The handle behind a stand-in; None for anything else. Asks nothing of the other room."""
    kind = type(value)
    if issubclass(type(kind), MirrorBase) or kind in STAND_IN_TYPES:
        try:
            return object.__getattribute__(value, OWN)
        except AttributeError:
            return kind._assay_class if issubclass(kind, enum.Enum) else None
    if issubclass(kind, MirrorBase):
        return type.__getattribute__(value, "__dict__").get("_assay_class")
    if issubclass(kind, BaseException):
        return BaseException.__getattribute__(value, "__dict__").get(OWN)
    return None


STAND_IN_TYPES: set[type] = set()
"""Exact types of stand-ins that keep their handle in `OWN`."""


def is_stand_in(value: object) -> bool:
    """Whether `value` lives in the other room."""
    return handle_of(value) is not None or type(value) is Forwarder or type(getattr(value, "__func__", None)) is Forwarder


def describe(value: object) -> str:
    """A short text for a stand-in that asks nothing of the other room."""
    if isinstance(type(value), MirrorBase):
        return f"<{type(value).__qualname__} object of the submission>"
    if isinstance(value, MirrorBase):
        return f"<class {type.__getattribute__(value, '__qualname__')} of the submission>"
    about = object.__getattribute__(value, "_assay_about") if type(value) in (FunctionStandIn, Forwarder) else None
    name = (about[2] or about[1]) if about else object.__getattribute__(value, "__class__").__name__
    return f"<{name} of the submission>"


def carried_base(value: object) -> type | None:
    """The plain type whose value an instance of a mirrored class carries."""
    kind = type(value)
    if not issubclass(type(kind), MirrorBase):
        return None
    return kind._assay_base


def carries_number(value: object) -> bool:
    """Whether a stand-in carries a plain number."""
    base = carried_base(value)
    return base is not None and issubclass(base, numbers.Number)


def defines(value: object, operator: str) -> bool:
    """Whether the class of a stand-in defines this special method itself, in the other room."""
    kind = type(value)
    return issubclass(type(kind), MirrorBase) and operator in kind._assay_special


def taint(value: object) -> None:
    """Mark a handle as the result of a calculation with a plain number."""
    if issubclass(type(type(value)), MirrorBase):
        object.__setattr__(value, "_assay_tainted", True)


def is_tainted(value: object) -> bool:
    """Whether `taint` marked this stand-in."""
    try:
        return object.__getattribute__(value, "_assay_tainted")
    except AttributeError:
        return False


class Live:
    """Attribute access that goes to the other room; the base of function and module stand-ins."""

    __slots__ = ()

    def __getattr__(self, name: str) -> object:
        if name.startswith(OWN):
            raise AttributeError(name)
        return object.__getattribute__(self, OWN).peer.request("get", self, name)

    def __setattr__(self, name: str, value: object) -> None:
        object.__getattribute__(self, OWN).peer.request("set", self, name, value)

    def __delattr__(self, name: str) -> None:
        object.__getattribute__(self, OWN).peer.request("delete", self, name)

    def __dir__(self) -> list[str]:
        return list(object.__getattribute__(self, OWN).peer.request("dir", self))


class CallableStandIn(Live):
    """What function stand-ins and forwarders of class members have in common: they look like the original function."""

    __slots__ = ()
    __isabstractmethod__ = False

    @property
    def __class__(self) -> type:
        return FUNCTION_TYPES[self._assay_about[0]]

    @property
    def __name__(self) -> str:
        return self._assay_about[1]

    def __getattr__(self, name: str) -> object:
        if name == "__qualname__":
            return self._assay_about[2] or self._assay_about[1]
        if name == "__globals__" and self._assay.peer.is_exam:
            return LiveGlobals(self)
        if name == "__func__" and self._assay_about[0] == "method" and not self._assay.peer.is_exam:
            return Unbound(self)
        if not may_cross(name):
            raise AttributeError(f"`{self._assay_about[1]}` has no attribute `{name}`")
        return super().__getattr__(name)

    @property
    def __signature__(self) -> inspect.Signature | None:
        signature = build_signature(self._assay.peer.request("signature", self))
        if signature is None:
            raise ValueError(f"no signature found for {self!r}")
        return signature

    @property
    def __code__(self) -> "Code":
        facts = self._assay.peer.request("code", self)
        if facts is None:
            raise AttributeError("__code__")
        return Code(**facts)

    def __repr__(self) -> str:
        return f"<function {self.__qualname__}>"

    def __reduce_ex__(self, protocol: int) -> object:
        raise TypeError(f"`{self.__qualname__}` lives in the submission and can't be pickled")

    def __copy__(self) -> object:
        return self

    def __deepcopy__(self, memo: dict) -> object:
        return self


class FunctionStandIn(CallableStandIn):
    """A function, bound method or other callable of the other room."""

    __slots__ = (OWN, "_assay_about", "__weakref__")

    def __init__(self, handle: Handle, about: tuple) -> None:
        object.__setattr__(self, OWN, handle)
        object.__setattr__(self, "_assay_about", about)

    def __call__(self, /, *args: object, **keywords: object) -> object:
        return call(self._assay.peer, self._assay_about, "call", (self,), args, keywords)

    def __get__(self, instance: object, owner: type | None = None) -> object:
        if instance is None or self._assay_about[0] != "function":
            return self
        return types.MethodType(self, instance)

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if type(other) is not FunctionStandIn or self._assay_about[0] == "function":
            return NotImplemented
        return not DECODING.active and self._assay.peer.request("same_function", self, other) is True

    def __hash__(self) -> int:
        return hash((self._assay_about[0], self._assay_about[2], self._assay_about[3]))


class Forwarder(CallableStandIn):
    """A method of a mirrored class. Sent back, it's the member that the class in the other room had when it was mirrored."""

    __slots__ = (OWN, "_assay_about", "_assay_owner", "__weakref__")

    def __init__(self, handle: Handle, owner: type, about: tuple) -> None:
        object.__setattr__(self, OWN, handle)
        object.__setattr__(self, "_assay_owner", owner)
        object.__setattr__(self, "_assay_about", about)

    def __get__(self, instance: object, owner: type | None = None) -> object:
        return self if instance is None else types.MethodType(self, instance)

    def __call__(self, /, *args: object, **keywords: object) -> object:
        about = self._assay_about
        if args and self._is_virtual(args[0]):
            return call(self._assay.peer, about, "method", (args[0], about[1]), args[1:], keywords)
        return call(self._assay.peer, about, "member", (self._assay_owner, about[1]), args, keywords)

    def _is_virtual(self, instance: object) -> bool:
        kind = type(instance)
        if not issubclass(type(kind), MirrorBase) or kind._assay_twin or handle_of(instance) is None:
            return False
        for each in kind.__mro__:
            found = each.__dict__.get(self._assay_about[1])
            if found is not None:
                return found is self
        return False


def _ask_for(name: str) -> property:
    return property(lambda self: self._assay.peer.request("get", self, name))


for _kind in (FunctionStandIn, Forwarder):
    _kind.__doc__ = _ask_for("__doc__")
    _kind.__module__ = _ask_for("__module__")


class Unbound:
    """What a submission sees as the function of a test's bound method: its parameters; it can't be called."""

    def __init__(self, method: CallableStandIn) -> None:
        bound = method.__signature__
        first = inspect.Parameter("_self", inspect.Parameter.POSITIONAL_ONLY)
        self.__signature__ = bound.replace(parameters=[first, *bound.parameters.values()])
        self.__name__ = method.__name__

    def __call__(self, *args: object, **keywords: object) -> object:
        raise TypeError(f"`{self.__name__}` of a test's object can be called on that object only")


class LiveGlobals(dict):
    """The global names that a function of the other room sees, looked up one by one (for `typing.get_type_hints`)."""

    def __init__(self, function: CallableStandIn) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, name: str) -> object:
        found, value = self._function._assay.peer.request("global", self._function, name)
        if not found:
            raise KeyError(name)
        return value


class ModuleStandIn(Live, types.ModuleType):
    """A module of the submission: every attribute is live."""

    def __init__(self, handle: Handle, name: str, doc: str | None) -> None:
        types.ModuleType.__init__(self, name, doc)
        object.__delattr__(self, "__package__")
        object.__setattr__(self, OWN, handle)

    def __getattr__(self, name: str) -> object:
        if name == "__all__":
            return self._names()
        return super().__getattr__(name)

    def _names(self) -> list[str]:
        from . import star

        names = [str(name) for name in self._assay.peer.request("star", self)]
        asking = sys._getframe(2)
        if not self._assay.peer.is_exam or not star.imports_all(asking):
            return names
        return star.taken(names, asking.f_locals)

    def __repr__(self) -> str:
        return f"<module {self.__name__!r}>"


STAND_IN_TYPES.update((FunctionStandIn, ModuleStandIn))


class Keywords(dict):
    """Keyword arguments on their way: copied, not shared."""


def call(peer, about: tuple, operation: str, target: tuple, args: tuple, keywords: dict) -> object:
    """Call something of the other room and remember the call."""
    latest = LastCall(about[2] or about[1], args, keywords, about[3], about[4])
    peer.last_call = latest
    message = (operation, *target, args, Keywords(keywords))
    latest.returned = answer = request_as(about[1], about[3], about[4], peer.request, *message)
    return answer


class Code:
    """What `inspect` reads of a function's code object; by value, there's no code in it."""

    def __init__(self, **facts: object) -> None:
        self.__dict__.update(facts)


def build_signature(parts: object) -> inspect.Signature | None:
    """A signature from `[(name, kind, has default, default, has annotation, annotation)...], returns`."""
    if parts is None:
        return None
    parameters, returns = parts
    empty = inspect.Parameter.empty
    built = [
        inspect.Parameter(
            name, inspect._ParameterKind(kind), default=default[0] if default else empty, annotation=note[0] if note else empty
        )
        for name, kind, default, note in parameters
    ]
    return inspect.Signature(built, return_annotation=returns[0] if returns else inspect.Signature.empty)
