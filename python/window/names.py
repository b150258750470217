"""Library classes and functions that cross by name: each side uses its own.

The exam room may name any public object of the standard library, NumPy or pandas. The submission room may name only
what is listed here: classes that hold plain values or errors, and pure functions. Nothing listed can run code that it
is given, open files, end the process or be taken for a test framework's own signal.
"""

import builtins
import datetime
import importlib
import sys
import types
from functools import cache

from .limits import Tampering

CLASSES = {
    "builtins": "object type int float complex str bytes bool bytearray list tuple dict set frozenset range slice",
    "collections": "OrderedDict defaultdict Counter deque ChainMap",
    "collections.abc": "Awaitable Coroutine AsyncIterable AsyncIterator AsyncGenerator Hashable Iterable Iterator Generator"
    " Reversible Sized Container Callable Collection Set MutableSet Mapping MutableMapping MappingView KeysView ItemsView"
    " ValuesView Sequence MutableSequence ByteString",
    "abc": "ABC ABCMeta",
    "enum": "Enum IntEnum StrEnum Flag IntFlag EnumType ReprEnum",
    "datetime": "date time datetime timedelta tzinfo timezone",
    "decimal": "Decimal",
    "fractions": "Fraction",
    "numbers": "Number Complex Real Rational Integral",
    "uuid": "UUID",
    "pathlib": "PurePath PurePosixPath PureWindowsPath Path PosixPath",
    "types": "FunctionType MethodType BuiltinFunctionType GeneratorType CoroutineType ModuleType NoneType SimpleNamespace"
    " MappingProxyType",
    "typing": "Any Union Optional Callable Generic Protocol NamedTuple List Dict Set Tuple FrozenSet Iterable Iterator Sequence"
    " Mapping Type Literal ClassVar Final Annotated NoReturn Self Hashable Sized Generator AnyStr Text",
    "array": "array",
    "zoneinfo": "ZoneInfo",
    "numpy": "ndarray generic number integer signedinteger unsignedinteger inexact floating complexfloating flexible character"
    " bool bool_ int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64 longdouble complex64 complex128"
    " str_ bytes_ void object_ datetime64 timedelta64 dtype matrix",
    "pandas": "DataFrame Series Index RangeIndex MultiIndex DatetimeIndex TimedeltaIndex PeriodIndex CategoricalIndex Timestamp"
    " Timedelta Categorical CategoricalDtype",
    "pandas.core.frame": "DataFrame",
    "pandas.core.series": "Series",
    "pandas.core.indexes.base": "Index",
    "http": "HTTPStatus HTTPMethod",
}
ERRORS = {
    "json": "JSONDecodeError",
    "json.decoder": "JSONDecodeError",
    "decimal": "DecimalException InvalidOperation DivisionByZero Overflow Underflow Inexact Rounded Clamped Subnormal"
    " FloatOperation DivisionImpossible DivisionUndefined InvalidContext ConversionSyntax",
    "zoneinfo": "ZoneInfoNotFoundError",
    "zoneinfo._common": "ZoneInfoNotFoundError",
    "asyncio": "InvalidStateError IncompleteReadError LimitOverrunError QueueEmpty QueueFull BrokenBarrierError",
    "asyncio.exceptions": "CancelledError InvalidStateError IncompleteReadError LimitOverrunError BrokenBarrierError TimeoutError",
    "asyncio.queues": "QueueEmpty QueueFull",
    "subprocess": "SubprocessError CalledProcessError TimeoutExpired",
    "sqlite3": "Error DatabaseError IntegrityError OperationalError ProgrammingError InterfaceError DataError InternalError"
    " NotSupportedError Warning",
    "struct": "error",
    "binascii": "Error Incomplete",
    "csv": "Error",
    "_csv": "Error",
    "configparser": "Error NoSectionError NoOptionError DuplicateSectionError DuplicateOptionError ParsingError"
    " InterpolationError MissingSectionHeaderError",
    "dataclasses": "FrozenInstanceError",
    "re": "error PatternError",
    "zipfile": "BadZipFile LargeZipFile",
    "tarfile": "TarError ReadError ExtractError CompressionError StreamError HeaderError",
    "zlib": "error",
    "lzma": "LZMAError",
    "_lzma": "LZMAError",
    "queue": "Empty Full",
    "_queue": "Empty",
    "threading": "BrokenBarrierError",
    "concurrent.futures": "BrokenExecutor TimeoutError InvalidStateError",
    "concurrent.futures._base": "BrokenExecutor TimeoutError InvalidStateError Error",
    "statistics": "StatisticsError",
    "shutil": "Error SameFileError SpecialFileError ReadError",
    "urllib.error": "URLError HTTPError ContentTooShortError",
    "http.client": "HTTPException",
    "socket": "timeout gaierror herror",
    "ipaddress": "AddressValueError NetmaskValueError",
    "email.errors": "MessageError MessageParseError HeaderParseError",
    "xml.etree.ElementTree": "ParseError",
    "argparse": "ArgumentError ArgumentTypeError",
    "graphlib": "CycleError",
    "copy": "Error",
    "pickle": "PickleError PicklingError UnpicklingError",
    "_pickle": "PickleError PicklingError UnpicklingError",
    "ast": "",
    "unicodedata": "",
    "numpy": "",
    "numpy.linalg": "LinAlgError",
    "numpy.exceptions": "AxisError ComplexWarning VisibleDeprecationWarning RankWarning DTypePromotionError TooHardError",
    "pandas.errors": "EmptyDataError ParserError MergeError OutOfBoundsDatetime OutOfBoundsTimedelta DtypeWarning"
    " PerformanceWarning InvalidIndexError IntCastingNaNError UnsortedIndexError DataError SpecificationError"
    " UndefinedVariableError SettingWithCopyWarning SettingWithCopyError NullFrequencyError",
    "pandas._libs.tslibs.parsing": "DateParseError",
    "pandas._libs.tslibs.np_datetime": "OutOfBoundsDatetime OutOfBoundsTimedelta",
}
FUNCTIONS = {
    "builtins": "len sum min max sorted abs round repr any all divmod pow hash ord chr bin hex oct ascii format callable"
    " isinstance issubclass id",
    "_operator": "add sub mul truediv floordiv mod pow neg pos abs inv invert and_ or_ xor lshift rshift not_ truth is_ is_not"
    " lt le eq ne ge gt concat contains countOf getitem index indexOf matmul",
    "math": "sqrt sin cos tan asin acos atan atan2 sinh cosh tanh exp expm1 log log2 log10 log1p floor ceil trunc fabs"
    " factorial gcd lcm hypot degrees radians isclose isfinite isinf isnan copysign fmod modf frexp ldexp comb perm prod"
    " dist fsum isqrt erf erfc gamma lgamma",
}
NEVER = frozenset({"SystemExit", "KeyboardInterrupt", "GeneratorExit", "BaseException", "BaseExceptionGroup"})
"""Built-in exceptions that a submission's exception never becomes."""
LIBRARIES = frozenset(sys.stdlib_module_names) | {"numpy", "pandas"}
FRAMEWORKS = frozenset({"unittest", "doctest", "bdb", "pdb", "__main__"})


def _built_in_errors() -> frozenset[str]:
    return frozenset(
        name
        for name, value in vars(builtins).items()
        if isinstance(value, type) and issubclass(value, BaseException) and name not in NEVER
    )


BUILT_IN_ERRORS = _built_in_errors()


KINDS = {kind: name for name, kind in reversed(vars(types).items()) if isinstance(kind, type) and kind.__module__ == "builtins"}
"""Classes that are built in but named in the module `types` only."""


@cache
def allowed(module: str, name: str) -> bool:
    """Whether the submission side may name this object."""
    if module == "builtins" and name in BUILT_IN_ERRORS:
        return True
    return any(name in table.get(module, "").split() for table in (CLASSES, ERRORS, FUNCTIONS))


ORIGINALS = {("datetime", kind.__name__): kind for kind in (datetime.date, datetime.datetime, datetime.time, datetime.timedelta)}
"""Classes that tests often patch: their names mean the real ones, whatever the modules hold now."""


def resolve(module: str, qualname: str) -> object:
    """The object with this name, or None; imports the module."""
    if (module, qualname) in ORIGINALS:
        return ORIGINALS[module, qualname]
    try:
        found = importlib.import_module(module)
        for part in qualname.split("."):
            found = getattr(found, part)
    except Exception:
        return None
    return found


def name_of(value: object, is_exam: bool, sealed: bool = False) -> tuple[str, str] | None:
    """The name under which the other side may find its own `value`; None if it has to be a handle.

    Of a `sealed` room the exam may name no more than a submission may.
    """
    module, qualname = _module_of(value), getattr(value, "__qualname__", None) or getattr(value, "_name", None)
    if module == "builtins" and isinstance(value, type) and value in KINDS:
        module, qualname = "types", KINDS[value]
    if type(module) is not str or type(qualname) is not str:
        return None
    if is_exam:
        top = module.partition(".")[0]
        if top not in LIBRARIES or top in FRAMEWORKS or qualname.startswith("_") or "._" in qualname:
            return None
    if (sealed or not is_exam) and not allowed(module, qualname):
        return None
    return (module, qualname) if resolve(module, qualname) is value else None


def _module_of(value: object) -> object:
    if isinstance(value, type):
        return type.__getattribute__(value, "__module__")
    return getattr(value, "__module__", None)


def named(module: object, qualname: object, is_exam: bool) -> object:
    """This side's object for a name from the other side. Raises `Tampering` for one that isn't allowed."""
    if type(module) is not str or type(qualname) is not str or (is_exam and not allowed(module, qualname)):
        raise Tampering("a name that the submission room may not use")
    found = resolve(module, qualname)
    if found is None:
        raise Tampering(f"unknown library object `{module}.{qualname}`")
    return found


def real_base(module: str, qualname: str) -> type | None:
    """A standard-library class that a mirrored class may have among its bases, so that `isinstance` holds.

    Only what the exam has imported itself counts; test frameworks never do, nor does a class with a finaliser: that
    would run here on whatever the submission says its attributes are, closing its streams or removing our files.
    """
    top = module.partition(".")[0]
    if top not in sys.stdlib_module_names or top in FRAMEWORKS or module not in sys.modules:
        return None
    found = sys.modules[module]
    for part in qualname.split("."):
        found = vars(found).get(part) if isinstance(found, (type, types.ModuleType)) else None
    if not isinstance(found, type) or issubclass(found, (BaseException, *PLAIN)) or hasattr(found, "__del__"):
        return None
    return found


PLAIN = (int, float, complex, str, bytes, bytearray, tuple, list, dict, set, frozenset, type)
"""Types of which no mirror becomes a subclass without carrying a value."""
