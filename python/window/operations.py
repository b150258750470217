"""What one side may ask of the other: the operations of a request, by name.

The submission side answers everything. The exam side answers what `FOR_THE_SUBMISSION` names, within `access`.
"""

import copy
import enum
import importlib
import inspect
import types
from collections.abc import Callable

from .access import may_call, may_copy, may_read, may_use_special, may_write
from .definitions import FUNCTION, member_kind
from .dunders import SPECIAL
from .limits import Tampering
from .sealed import check_answer, check_request, offers
from .stand_ins import Keywords, handle_of

OPERATIONS: dict[str, Callable] = {}
FOR_THE_SUBMISSION: set[str] = set()


def operation(name: str, for_the_submission: bool = False) -> Callable:
    """Decorator: answer requests called `name` with `function(peer, *args)`."""

    def register(function: Callable) -> Callable:
        OPERATIONS[name] = function
        if for_the_submission:
            FOR_THE_SUBMISSION.add(name)
        return function

    return register


def answer(peer, name: str, args: list) -> object:
    """Do what the other side asks. Raises `Tampering` for what it may not ask."""
    function = OPERATIONS.get(name)
    if function is None or (peer.is_exam and name not in FOR_THE_SUBMISSION):
        raise Tampering(f"a request `{name[:40]}` that isn't allowed")
    if peer.sealed and not peer.is_exam:
        check_request(name, args)
        return check_answer(name, function(peer, *args))
    if peer.is_exam and name not in ("ask", "pump", "cancel_task", "twin_call"):
        _only_lent(peer, name, args)
    return function(peer, *args)


def refuse_here(name: str) -> None:
    """Raise in the submission room what the exam wouldn't answer, so that honest introspection is an ordinary error."""
    if name in FOR_THE_SUBMISSION:
        return
    if name in UNREACHABLE:
        raise AttributeError(UNREACHABLE[name])
    raise TypeError(f"`{name}` isn't possible with an object of the test")


UNREACHABLE = {"code": "__code__", "global": "__globals__", "subclasses": "__subclasses__", "star": "__all__"}
"""Requests that look like a missing attribute to whoever asks an object of the test."""


def _only_lent(peer, name: str, args: list) -> None:
    """A request must be about an object that the exam has lent: never about a value that the request itself brings.

    A text, for one, could be made to format the attributes of an exam object that it's given.
    """
    subjects = {"is_instance": args[1:], "is_subclass": args[1:], "same_function": args[:2]}.get(name, args[:1])
    if not subjects or not all(is_given(peer, name, subject) for subject in subjects):
        raise Tampering(f"a request `{name}` about an object that was never given")


def is_given(peer, name: str, subject: object) -> bool:
    """Whether the other side may ask about an own object: a lent one, a member of a lent enumeration.

    Of a told method that is no object of its own there, it may ask for names and parameters.
    """
    if peer.handles.is_lent(subject):
        return True
    kind = type(subject)
    if isinstance(kind, enum.EnumType):
        return peer.handles.is_lent(kind)
    if name not in ("get", "signature") or kind is not types.FunctionType:
        return False
    owners = (members for owner, members in peer.members.items() if peer.handles.is_lent(owner))
    return any(item is subject for members in owners for item in members.values())


def _require(allowed: bool, target: object, name: str) -> None:
    if not allowed:
        raise AttributeError(f"`{type(target).__name__}` object has no attribute `{name}`")


def _name(value: object) -> str:
    """A plain attribute name; an instance of a subclass of `str` counts by the text that it carries."""
    if not isinstance(value, str):
        raise Tampering("an attribute name that isn't a string")
    return str.__str__(value)


@operation("import")
def _import(peer, name: str) -> object:
    return importlib.import_module(name)


@operation("reload")
def _reload(peer, module: object) -> object:
    return importlib.reload(module)


@operation("ask", for_the_submission=True)
def _ask(peer, name: str, *args: object) -> object:
    return peer.registered(name)(*args)


@operation("call", for_the_submission=True)
def _call(peer, function: Callable, args: tuple, keywords: dict) -> object:
    if peer.is_exam and not may_call(function):
        raise TypeError(f"`{type(function).__name__}` object is not callable")
    return function(*args, **keywords)


@operation("method", for_the_submission=True)
def _method(peer, target: object, name: str, args: tuple, keywords: dict) -> object:
    if peer.is_exam:
        name = _name(name)
        _require(may_read(target, name) or may_use_special(target, name), target, name)
    return getattr(target, name)(*args, **keywords)


@operation("member", for_the_submission=True)
def _member(peer, owner: type, name: str, args: tuple, keywords: dict) -> object:
    if peer.is_exam:
        return _own_method(peer, owner, _name(name), args)(*args, **keywords)
    item = type.__getattribute__(owner, "__dict__").get(name)
    item = peer.members[owner][name] if item is None else item
    if hasattr(item, "__func__"):
        item = item.__func__
    return item(*args, **keywords)


def _own_method(peer, owner: type, name: str, args: tuple) -> Callable:
    """A method of a test's class, called through the class: only with an object of that class, as a bound method has it."""
    method = told_method(peer, owner, name)
    if not args or not isinstance(args[0], owner) or handle_of(args[0]) is not None:
        raise TypeError(f"`{name}` of `{owner.__name__}` needs an object of that class")
    _require(may_read(args[0], name) or may_use_special(args[0], name), args[0], name)
    return method


def told_method(peer, owner: object, name: object) -> object:
    """A method that the definition of an own class told the other side of."""
    found = peer.members.get(owner, {}).get(name) if isinstance(owner, type) and type(name) is str else None
    if found is None or (member_kind(found) != FUNCTION and name not in SPECIAL and peer.is_exam):
        raise Tampering("a member that was never told")
    return found


@operation("special", for_the_submission=True)
def _special(peer, target: object, owner: type | None, name: str, args: tuple, keywords: dict) -> object:
    if peer.is_exam:
        name = _name(name)
        if not may_use_special(target, name):
            raise AttributeError(f"`{type(target).__name__}` object doesn't support `{name}`")
        owner = None
    if owner is None or isinstance(target, type):
        return _bound_special(target, name)(*args, **keywords)
    item = type.__getattribute__(owner, "__dict__").get(name)
    if item is None:
        return getattr(owner, name)(target, *args, **keywords)
    return item.__get__(target, type(target))(*args, **keywords)


def _bound_special(target: object, name: str) -> Callable:
    """A special method as an operator finds it: in the class, bound if it's a descriptor (a mock's isn't)."""
    for each in type(target).__mro__:
        entries = type.__getattribute__(each, "__dict__")
        if name in entries:
            bind = getattr(type(entries[name]), "__get__", None)
            return entries[name] if bind is None else bind(entries[name], target, type(target))
    raise AttributeError(f"`{type(target).__name__}` object has no attribute `{name}`")


@operation("get", for_the_submission=True)
def _get(peer, target: object, name: str) -> object:
    if peer.is_exam:
        if name == "__annotations__" and type(target) is types.FunctionType:
            return dict(target.__annotations__)
        name = _name(name)
        _require(may_read(target, name), target, name)
    return getattr(target, name)


@operation("set", for_the_submission=True)
def _set(peer, target: object, name: str, value: object) -> None:
    if peer.is_exam:
        name = _name(name)
        _require(may_write(target, name, value), target, name)
    setattr(target, name, value)


@operation("delete", for_the_submission=True)
def _delete(peer, target: object, name: str) -> None:
    if peer.is_exam:
        name = _name(name)
        _require(may_write(target, name), target, name)
    delattr(target, name)


@operation("dir", for_the_submission=True)
def _dir(peer, target: object) -> tuple:
    return tuple(name for name in dir(target) if not peer.is_exam or may_read(target, name))


@operation("hash", for_the_submission=True)
def _hash(peer, target: object) -> int:
    return hash(target)


@operation("same_function", for_the_submission=True)
def _same_function(peer, first: object, second: object) -> bool:
    return callable(first) and callable(second) and type(first) is type(second) and (first == second) is True


@operation("is_instance", for_the_submission=True)
def _is_instance(peer, value: object, kind: type) -> bool:
    return isinstance(value, kind)


@operation("is_subclass", for_the_submission=True)
def _is_subclass(peer, value: type, kind: type) -> bool:
    return issubclass(value, kind)


@operation("subclasses")
def _subclasses(peer, kind: type) -> tuple:
    return tuple(type.__subclasses__(kind))


@operation("copy", for_the_submission=True)
def _copy(peer, value: object) -> object:
    _copiable(peer, value)
    return copy.copy(value)


@operation("deep_copy", for_the_submission=True)
def _deep_copy(peer, value: object) -> object:
    _copiable(peer, value)
    return copy.deepcopy(value)


def _copiable(peer, value: object) -> None:
    if peer.is_exam and not may_copy(value):
        raise TypeError(f"a `{type(value).__name__}` object of the test can't be copied")


@operation("star")
def _star(peer, module: object) -> tuple:
    names = getattr(module, "__all__", None)
    found = tuple(names) if names is not None else tuple(name for name in vars(module) if not name.startswith("_"))
    return tuple(name for name in found if offers(module, name)) if peer.sealed else found


@operation("global")
def _global(peer, function: object, name: str) -> tuple:
    scope = getattr(inspect.unwrap(function), "__globals__", {})
    return (True, scope[name]) if name in scope else (False, None)


@operation("code")
def _code(peer, function: object) -> object:
    code = getattr(function, "__code__", None)
    names = ("co_flags", "co_argcount", "co_posonlyargcount", "co_kwonlyargcount", "co_varnames", "co_name", "co_filename")
    facts = {name: getattr(code, name) for name in (*names, "co_firstlineno", "co_nlocals")} if code is not None else None
    return None if facts is None else Keywords(facts)


@operation("signature", for_the_submission=True)
def _signature(peer, function: object) -> object:
    try:
        signature = inspect.signature(function)
    except ValueError:
        return None
    empty = inspect.Parameter.empty

    def shown(value: object) -> tuple:
        return () if value is empty else (value,)

    def default(value: object) -> tuple:
        return (...,) if peer.is_exam and value is not empty else shown(value)

    parameters = [
        (each.name, int(each.kind), default(each.default), shown(each.annotation)) for each in signature.parameters.values()
    ]
    return tuple(parameters), shown(signature.return_annotation)


