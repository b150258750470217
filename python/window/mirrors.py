"""Mirrored classes: local classes that stand for classes of the other room.

A mirror has the remote bases (mirrored too, or real for plain values and errors), forwards the methods and special
methods that the remote class really defines, and asks for every other attribute each time.
"""

import abc
import dataclasses
import inspect
import types
from collections.abc import Callable

from .carried import base_of, base_of_mirror
from .comparison import PREDICATES, calculate, compare, decided
from .definitions import FUNCTION
from .dunders import COMPARISONS, SPECIAL, may_cross
from .handles import DECODING, Handle
from .limits import Tampering
from .names import real_base
from .tasks import steps
from .waiting import request_as
from .stand_ins import OWN, TEXTS, Forwarder, Keywords, LastCall, MirrorBase, build_signature, handle_of


class LiveAttribute:
    """A class attribute whose value is asked for each time: data, properties and other descriptors."""

    __isabstractmethod__ = False

    def __init__(self, name: str, handle: Handle) -> None:
        self.name = name
        self.handle = handle

    def __get__(self, instance: object, owner: type) -> object:
        if DECODING.active:
            return self
        target = owner if instance is None else instance
        return _handle(target).peer.request("get", target, self.name)

    def __set__(self, instance: object, value: object) -> None:
        _handle(instance).peer.request("set", instance, self.name, value)

    def __delete__(self, instance: object) -> None:
        _handle(instance).peer.request("delete", instance, self.name)


def _handle(target: object) -> Handle:
    found = handle_of(target)
    if found is None:
        raise AttributeError("an object of the submission that isn't complete yet")
    return found


class MirrorMeta(MirrorBase, abc.ABCMeta):
    """The class of mirrored classes: class attributes, calls and subclasses go to the other room."""

    def __new__(cls, name: str, bases: tuple, namespace: dict, **keywords: object) -> type:
        if "_assay_class" in namespace:
            return super().__new__(cls, name, bases, namespace)
        from .twins import make_twin

        return make_twin(cls, name, bases, namespace, keywords)

    def __init__(cls, name: str, bases: tuple, namespace: dict, **keywords: object) -> None:
        super().__init__(name, bases, namespace)

    def __call__(cls, /, *args: object, **keywords: object) -> object:
        peer = cls._assay_class.peer
        latest = peer.last_call = LastCall(cls.__qualname__, args, keywords, cls._assay_file)
        message = ("call", cls, args, Keywords(keywords))
        latest.returned = answer = request_as("__init__", cls._assay_file, None, peer.request, *message)
        return answer

    def __getattr__(cls, name: str) -> object:
        if name.startswith(OWN) or name in LOCAL_ONLY or not may_cross(name) or DECODING.active:
            raise AttributeError(name)
        return cls._assay_class.peer.request("get", cls, name)

    def __setattr__(cls, name: str, value: object) -> None:
        if name.startswith((OWN, "_abc", FRAMEWORK)) or name in LOCAL_ONLY:
            type.__setattr__(cls, name, value)
            return
        cls._assay_class.peer.request("set", cls, name, value)
        if name in SPECIAL:
            type.__setattr__(cls, name, special_method(name, [cls]))
        else:
            type.__setattr__(cls, name, value if type(value) is Forwarder and value._assay_owner is cls else LiveAttribute(name, cls._assay_class))

    def __delattr__(cls, name: str) -> None:
        cls._assay_class.peer.request("delete", cls, name)
        if name in type.__getattribute__(cls, "__dict__"):
            type.__delattr__(cls, name)

    def __dir__(cls) -> list[str]:
        return list(cls._assay_class.peer.request("dir", cls))

    def __instancecheck__(cls, instance: object) -> bool:
        claimed = instance.__class__
        if issubclass(type(instance), cls) or (isinstance(claimed, type) and cls in type.__getattribute__(claimed, "__mro__")):
            return True
        return cls._assay_asks and cls._assay_class.peer.request("is_instance", instance, cls) is True

    def __subclasscheck__(cls, subclass: type) -> bool:
        if cls in type.__getattribute__(subclass, "__mro__"):
            return True
        asks = cls._assay_asks and issubclass(type(subclass), MirrorBase)
        return asks and cls._assay_class.peer.request("is_subclass", subclass, cls) is True

    def __subclasses__(cls) -> list[type]:
        return list(cls._assay_class.peer.request("subclasses", cls))

    @property
    def __signature__(cls) -> object:
        return build_signature(cls._assay_class.peer.request("signature", cls))

    @property
    def __annotations__(cls) -> dict:
        return cls._assay_class.peer.request("get", cls, "__annotations__")

    def __repr__(cls) -> str:
        return f"<class '{cls.__module__}.{cls.__qualname__}'>"

    def __hash__(cls) -> int:
        return type.__hash__(cls)

    def __eq__(cls, other: object) -> bool:
        return cls is other or NotImplemented


FRAMEWORK = "pytest"
"""Names that begin so in a class tell pytest something (`pytestmark`): only a test's own class may have them."""
LOCAL_ONLY = frozenset({"__abstractmethods__", "__class__", "__bases__", "__name__", "__qualname__", "__module__", "__isabstractmethod__"})

NEVER_ASKED = LOCAL_ONLY - TEXTS - {"__isabstractmethod__"}
"""Names that are never asked of an instance."""


def _get_attribute(self: object, name: str) -> object:
    if name.startswith(OWN) or name in NEVER_ASKED or not may_cross(name) or DECODING.active:
        raise AttributeError(name)
    peer = _handle(self).peer
    found = peer.request("get", self, name)
    if name in PREDICATES and peer.is_exam and callable(found):
        return lambda *args, **keywords: decided(peer, name, self, args, found(*args, **keywords))
    return found


def _set_attribute(self: object, name: str, value: object) -> None:
    if name in EXCEPTION_STATE and isinstance(self, BaseException):
        object.__setattr__(self, name, value)
        return
    entry = _class_entry(type(self), name)
    if hasattr(type(entry), "__set__") and not isinstance(entry, LiveAttribute):
        type(entry).__set__(entry, self, value)
        return
    _handle(self).peer.request("set", self, name, value)
    if type(entry) is Forwarder or name in TEXTS:
        object.__setattr__(self, name, value)


EXCEPTION_STATE = frozenset(
    {"__traceback__", "__cause__", "__context__", "__suppress_context__", "__notes__", "__assay_location__"}
)


def _delete_attribute(self: object, name: str) -> None:
    _handle(self).peer.request("delete", self, name)
    if type(_class_entry(type(self), name)) is Forwarder:
        object.__delattr__(self, name)


def _class_entry(kind: type, name: str) -> object:
    for each in kind.__mro__:
        entries = type.__getattribute__(each, "__dict__")
        if name in entries:
            return entries[name]
    return None


def _directory(self: object) -> list[str]:
    return list(_handle(self).peer.request("dir", self))


def _state(self: object) -> object:
    return _handle(self).peer.request("get", self, "__dict__")


class _Copier:
    """The `__copy__` of mirrored classes. An iterator seems to have none: `itertools.tee` would use it in its way."""

    def __get__(self, instance: object, owner: type) -> object:
        if instance is not None and hasattr(owner, "__next__"):
            raise AttributeError("__copy__")
        return _copy if instance is None else types.MethodType(_copy, instance)


def _copy(self: object) -> object:
    return _handle(self).peer.request("copy", self)


def _deep_copy(self: object, memo: dict) -> object:
    found = _handle(self).peer.request("deep_copy", self)
    memo[id(self)] = found
    return found


def _reduce(self: object, protocol: int) -> object:
    raise TypeError(f"a `{type(self).__name__}` object lives in the submission and can't be pickled")


ATTRIBUTE_ACCESS: dict[str, Callable] = {
    "__getattr__": _get_attribute,
    "__setattr__": _set_attribute,
    "__delattr__": _delete_attribute,
    "__dir__": _directory,
    "__copy__": _Copier(),
    "__deepcopy__": _deep_copy,
    "__reduce_ex__": _reduce,
}


def special_method(name: str, holder: list[type]) -> Callable:
    """A special method of a mirrored class, which asks the class in `holder` that defines it, so that `super()` works."""

    def ask(self: object, args: tuple, keywords: dict) -> object:
        return _handle(self).peer.request("special", self, holder[0], name, args, Keywords(keywords))

    if name in COMPARISONS:

        def forward(self: object, other: object) -> object:
            return compare(_handle(self).peer, self, name, other, lambda: ask(self, (other,), {}))

    else:

        def forward(self: object, /, *args: object, **keywords: object) -> object:
            if name == "__call__":
                _handle(self).peer.last_call = LastCall(type(self).__qualname__, args, keywords)
            return calculate(_handle(self).peer, self, name, args, lambda: ask(self, args, keywords))

    forward.__name__ = name
    return forward


def _hash(self: object) -> int:
    try:
        return object.__getattribute__(self, "_assay_hash")
    except AttributeError:
        return _handle(self).peer.request("hash", self)


class ClassFacts:
    """The parts of a class definition, read."""

    def __init__(self, reader, form: list) -> None:
        name, qualname, module, doc, file, bases, members, special, about = form
        self.name, self.qualname, self.module, self.doc = str(name), str(qualname), str(module), doc
        self.members = [(str(name), kind, line) for name, kind, line in members]
        self.special = frozenset(str(name) for name in special) & SPECIAL
        self.bases = [reader.value(base) for base in bases]
        self.file = file if type(file) is str else None
        self.about = {fact[0]: fact[1:] for fact in about}
        if not all(isinstance(base, type) for base in self.bases):
            raise Tampering("a class whose base is no class")


def build_mirror(reader, handle: Handle, form: list) -> type:
    """The local class for a class definition."""
    facts = ClassFacts(reader, form)
    holder: list = []
    namespace = _namespace(handle, facts, holder)
    metaclass = _metaclass(facts)
    for bases in _choices_of_bases(facts):
        mirror = _create(metaclass, facts, bases, namespace)
        if mirror is not None:
            break
    else:
        raise Tampering(f"a class `{facts.name}` with bases that don't fit together")
    holder.append(mirror)
    complete(reader, mirror, facts)
    return mirror


def _choices_of_bases(facts: ClassFacts) -> list[list]:
    """Bases to try, best first: with the real library class, without, and a plain exception for odd combinations."""
    if _is_every_error(facts.bases):
        return [[Exception]]
    choices = [facts.bases]
    real = real_base(facts.module, facts.qualname)
    if real is not None:
        choices.insert(0, [base for base in facts.bases if base not in real.__mro__] + [real])
    if any(issubclass(base, BaseException) for base in facts.bases):
        choices.append([Exception])
    else:
        choices.append([base for base in facts.bases if isinstance(base, MirrorBase)])
    return choices


MOST_ERRORS = 2
"""Unrelated real exceptions that one class of the submission may be: `class Missing(KeyError, AttributeError)` is honest."""


def _is_every_error(bases: list) -> bool:
    """Whether a class would be more kinds of error than an honest one is."""
    real = {
        each
        for base in bases
        for each in base.__mro__
        if not isinstance(each, MirrorBase) and issubclass(each, Exception)
    }
    return sum(not any(other is not each and issubclass(other, each) for other in real) for each in real) > MOST_ERRORS


def _namespace(handle: Handle, facts: ClassFacts, holder: list) -> dict:
    namespace: dict = dict(ATTRIBUTE_ACCESS)
    namespace |= {
        "__module__": facts.module,
        "__qualname__": facts.qualname,
        "__doc__": facts.doc if type(facts.doc) is str else None,
        "__dict__": property(_state),
        "_assay_class": handle,
        "_assay_twin": False,
        "_assay_file": facts.file,
        "_assay_asks": "meta" in facts.about or "asks" in facts.about,
    }
    local = _methods_of_plain_values(facts) if handle.peer.is_exam else frozenset()
    for name, kind, line in facts.members:
        if not name.startswith((OWN, FRAMEWORK, "__")) and name != "mro" and name not in local | PREDICATES:
            namespace[name] = LiveAttribute(name, handle) if kind != FUNCTION else Promise(handle, name, facts, line)
    for name in facts.special - {"__init__", "__post_init__", "__copy__", "__deepcopy__", "__hash__"}:
        namespace[name] = special_method(name, holder)
    for name in facts.special & {"__init__", "__post_init__"}:
        namespace[name] = Promise(handle, name, facts, None)
    if "__await__" in namespace:
        namespace["__await__"] = lambda self: steps(_handle(self).peer, self)
    if "documents" in facts.about:
        namespace["__doc__"] = LiveAttribute("__doc__", handle)
    namespace |= {name: None for name in map(str, facts.about.get("blocked", ())) if name in SPECIAL}
    namespace.setdefault("__eq__", special_method("__eq__", holder))
    namespace.setdefault("__ne__", special_method("__ne__", holder))
    namespace["__hash__"] = _hash_method(facts)
    return namespace


def _methods_of_plain_values(facts: ClassFacts) -> frozenset[str]:
    """Methods that an instance carrying an immutable plain value has from the plain type, overridden or not.

    Further constructors (`date.today`) aren't among them: they answer no question about a value.
    """
    base = next((base_of(base) for base in facts.bases if base_of(base) is not None), None)
    constructors = types.ClassMethodDescriptorType
    names = () if base is None else (name for name in dir(base) if not name.startswith("_"))
    return frozenset(name for name in names if type(inspect.getattr_static(base, name)) is not constructors)


def _hash_method(facts: ClassFacts) -> Callable | None:
    if "unhashable" in facts.about:
        return None
    plain = next((base for base in facts.bases if base_of_mirror(base) is not None), None)
    if plain is not None and (base_of_mirror(plain).__hash__ is not None or "__hash__" not in facts.special):
        return base_of_mirror(plain).__hash__
    if "__hash__" in facts.special:
        return _hash
    return facts.bases[0].__hash__ if facts.bases else object.__hash__


class Promise:
    """Stands for a method until its class exists."""

    def __get__(self, instance: object, owner: type) -> object:
        return self

    def __init__(self, handle: Handle, name: str, facts: ClassFacts, line: object) -> None:
        self._parts = (handle, ("function", name, f"{facts.qualname}.{name}", facts.file, line))

    def keep(self, mirror: type) -> Forwarder:
        """The method, now that its class is there."""
        handle, about = self._parts
        return Forwarder(handle, mirror, about)


def _create(metaclass: type, facts: ClassFacts, bases: list, namespace: dict) -> type | None:
    try:
        mirror = metaclass(facts.name, tuple(bases), dict(namespace))
        if base_of_mirror(mirror) is None and not issubclass(mirror, (BaseException, type)):
            object.__new__(mirror)
    except TypeError:
        return None
    return mirror


def complete(reader, mirror: type, facts: ClassFacts) -> None:
    """What a mirrored class gets once it exists."""
    for name, item in list(type.__getattribute__(mirror, "__dict__").items()):
        if type(item) is Promise:
            type.__setattr__(mirror, name, item.keep(mirror))
    inherited = (getattr(base, "_assay_special", ()) for base in mirror.__mro__[1:] if isinstance(base, MirrorBase))
    type.__setattr__(mirror, "_assay_special", facts.special.union(*inherited))
    type.__setattr__(mirror, "_assay_base", base_of_mirror(mirror))
    if "fields" in facts.about:
        type.__setattr__(mirror, "__dataclass_fields__", build_fields(reader, facts.about["fields"]))
    if "abstract" in facts.about:
        type.__setattr__(mirror, "__abstractmethods__", frozenset(map(str, facts.about["abstract"])))


def build_fields(reader, forms: list) -> dict[str, dataclasses.Field]:
    """The `__dataclass_fields__` of a dataclass of the other room."""
    return {field.name: field for field in (_build_field(reader, *form) for form in forms)}


FIELD_KINDS = {kind.name: kind for kind in (dataclasses._FIELD, dataclasses._FIELD_CLASSVAR, dataclasses._FIELD_INITVAR)}


def _build_field(reader, name: object, kind: object, default: list, factory: list, options: list, place: object):
    init, shown, hashed, compared, by_keyword = options
    given = {"default": reader.value(default[0])} if default else {}
    given |= {"default_factory": reader.value(factory[0])} if factory else {}
    field = dataclasses.field(init=init, repr=shown, hash=hashed, compare=compared, kw_only=by_keyword, **given)
    field.name, field.type, field._field_type = str(name), reader.value(kind), FIELD_KINDS[place]
    return field


def _metaclass(facts: ClassFacts) -> type:
    names = [name for name in facts.about.get("meta", ()) if name in META_FORWARDERS]
    if not names:
        return MirrorMeta
    return type("MirrorMeta", (MirrorMeta,), {"__bool__": lambda cls: True} | {name: META_FORWARDERS[name] for name in names})


def _meta_forwarder(name: str) -> Callable:
    def forward(cls: type, *args: object) -> object:
        return cls._assay_class.peer.request("special", cls, None, name, args, Keywords())

    return forward


META_FORWARDERS = {name: _meta_forwarder(name) for name in ("__iter__", "__len__", "__getitem__", "__contains__")}
