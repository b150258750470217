"""Pickles that a test loads: they rebuild data, never call what a pickle names.

Whatever reads pickles (`pickle`, `shelve`, NumPy, pandas, joblib) asks for classes by name, and an audit hook sees each
question. Allowed are data of the standard library, NumPy and pandas, and classes of the exam's own modules. A pickle that
names classes of the submission is loaded in its room.
"""

import _compat_pickle
import builtins
import pickle
import sys
from collections.abc import Callable
from typing import Any
from unittest import TestCase

from ..window import Peer, is_stand_in

DATA = {
    "builtins": "object int float complex str bytes bool bytearray list tuple dict set frozenset range slice Ellipsis",
    "collections": "OrderedDict defaultdict Counter deque",
    "copyreg": "_reconstructor __newobj__ __newobj_ex__",
    "_codecs": "encode",
    "datetime": "date time datetime timedelta timezone",
    "decimal": "Decimal",
    "fractions": "Fraction",
    "uuid": "UUID SafeUUID",
    "pathlib": "Path PosixPath PurePath PurePosixPath PureWindowsPath",
    "pathlib._local": "Path PosixPath PurePath PurePosixPath PureWindowsPath",
    "types": "SimpleNamespace",
    "time": "struct_time",
    "array": "array _array_reconstructor",
    "re": "_compile",
    "zoneinfo": "ZoneInfo._unpickle",
    "ipaddress": "IPv4Address IPv6Address IPv4Network IPv6Network IPv4Interface IPv6Interface",
    "numpy": "ndarray dtype",
    "joblib.numpy_pickle": "NumpyArrayWrapper",
    "pandas": "DataFrame Series Index RangeIndex MultiIndex DatetimeIndex TimedeltaIndex PeriodIndex CategoricalIndex"
    " IntervalIndex Timestamp Timedelta Period Interval Categorical NA NaT StringDtype CategoricalDtype DatetimeTZDtype"
    " PeriodDtype IntervalDtype SparseDtype BooleanDtype Int8Dtype Int16Dtype Int32Dtype Int64Dtype UInt8Dtype UInt16Dtype"
    " UInt32Dtype UInt64Dtype Float32Dtype Float64Dtype ArrowDtype",
    "pandas._libs.internals": "_unpickle_block",
    "pandas._libs.arrays": "__pyx_unpickle_NDArrayBacked",
    "pandas._libs.tslibs.timestamps": "_unpickle_timestamp",
    "pandas._libs.tslibs.timedeltas": "_timedelta_unpickle",
    "pandas._libs.tslibs.nattype": "_nat_unpickle",
    "pandas._libs.tslibs.period": "_period_unpickle",
    "pandas._libs.interval": "Interval",
    "pandas._libs.missing": "NAType _nat_unpickle",
    "pandas.core.frame": "DataFrame",
    "pandas.core.series": "Series",
}
NUMPY = ("numpy.core.", "numpy._core.", "numpy.random.", "numpy.ma.", "numpy.dtypes")
NUMPY_NAMES = frozenset(
    """_reconstruct scalar _frombuffer __randomstate_ctor __generator_ctor __bit_generator_ctor _mareconstruct
    MaskedArray""".split()
)
PANDAS = ("pandas.arrays", "pandas.core.indexes.", "pandas.core.arrays.", "pandas.core.dtypes.dtypes", "pandas.core.internals.")
PANDAS_NAMES = ("_new_", "_unpickle", "__pyx_unpickle")
OWN_PIPES = ("multiprocessing.", "concurrent.futures.")
OLD_MODULES = frozenset(_compat_pickle.IMPORT_MAPPING) | {module for module, _ in _compat_pickle.NAME_MAPPING}


class ForeignPickle(pickle.UnpicklingError):
    """A pickle names a class of the submission."""


class Unpickling:
    """Decides which names pickles may use here."""

    def __init__(self, peer: Peer, is_exams: Callable[[str], bool]) -> None:
        self._peer = peer
        self._is_exams = is_exams

    def install(self) -> None:
        """Watch every unpickler, and load the submission's own classes over there."""
        sys.addaudithook(lambda event, args: self._check(*args) if event == "pickle.find_class" else None)
        pickle.loads = self._routed(pickle.loads)
        pickle.load = self._reading(pickle.loads)
        pickle.dumps = self._dumping(pickle.dumps)

    def _check(self, module: str, name: str) -> None:
        """Raise when a pickle may not use this name; older pickles have older names, which may become others."""
        if not self._peer.touched or _comes_through_a_pipe():
            return
        if is_stand_in(sys.modules.get(module)):
            raise ForeignPickle(f"`{module}.{name}` belongs to the submission: this pickle can't be loaded here")
        newer = _newer(module, name)
        if not self._may_use(*newer) or not (module in OLD_MODULES or self._may_use(module, name)):
            raise pickle.UnpicklingError(
                f"a pickle that the submission may have written names `{module}.{name}`, which is not loaded in the exam "
                "room: data of the standard library, NumPy and pandas and classes of the exam are"
            )

    def _may_use(self, module: str, name: str) -> bool:
        if name in DATA.get(module, "").split():
            return True
        if module.startswith(NUMPY):
            return name in NUMPY_NAMES or name.endswith("DType") and "." not in name
        if module.startswith("pandas._libs.tslibs.offsets"):
            return "." not in name and (name[:1].isupper() or name.startswith(PANDAS_NAMES))
        if module.startswith(PANDAS):
            return "." not in name and (name.startswith(PANDAS_NAMES) or _is_class(module, name))
        return _is_error(module, name) or self._is_own_class(module, name)

    def _is_own_class(self, module: str, name: str) -> bool:
        """Whether this is a class that a module of the exam defines itself."""
        found: Any = sys.modules.get(module)
        if found is None or is_stand_in(found) or not self._is_exams(str(vars(found).get("__file__", ""))):
            return False
        for part in name.split("."):
            found = vars(found).get(part)
            if found is None:
                return False
            if not isinstance(found, type):
                return False
        return found.__module__ == module and not issubclass(found, TestCase)

    def _routed(self, plain: Any) -> Any:
        def loads(data: Any, /, **keywords: Any) -> Any:
            try:
                return plain(data, **keywords)
            except ForeignPickle:
                return self._peer.ask("unpickle", bytes(data))

        return loads

    def _reading(self, loads: Any) -> Any:
        plain = pickle.load

        def load(file: Any, **keywords: Any) -> Any:
            begin = file.tell() if getattr(file, "seekable", bool)() else None
            try:
                return plain(file, **keywords)
            except ForeignPickle:
                if begin is None:
                    raise
                file.seek(begin)
                return loads(file.read(), **keywords)

        return load

    def _dumping(self, plain: Any) -> Any:
        def dumps(value: Any, protocol: int | None = None, **keywords: Any) -> bytes:
            if not is_stand_in(value):
                return plain(value, protocol, **keywords)
            made = self._peer.ask("pickle", value, protocol)
            if type(made) is not bytes:
                raise TypeError(f"a `{type(value).__name__}` object of the submission can't be pickled")
            return made

        return dumps


def _newer(module: str, name: str) -> tuple[str, str]:
    if (module, name) in _compat_pickle.NAME_MAPPING:
        return _compat_pickle.NAME_MAPPING[module, name]
    return _compat_pickle.IMPORT_MAPPING.get(module, module), name


def _is_class(module: str, name: str) -> bool:
    return isinstance(vars(sys.modules[module]).get(name), type) if module in sys.modules else False


def _is_error(module: str, name: str) -> bool:
    """Whether this is a built-in exception that stands for an ordinary error."""
    found = vars(builtins).get(name) if module == "builtins" else None
    return isinstance(found, type) and issubclass(found, Exception)


def _comes_through_a_pipe() -> bool:
    """Whether the exam's own processes exchange this pickle: no other room can write to their pipes."""
    frame: Any = sys._getframe(3)
    for _ in range(3):
        if frame is None:
            return False
        if str(frame.f_globals.get("__name__")).startswith(OWN_PIPES):
            return True
        frame = frame.f_back
    return False
