"""NumPy and pandas values: dtype, shape and buffer, or column by column; never pickled.

Arrays are shared like lists, so that changing one in place is seen by both rooms. Scalars, series, frames and indexes
are copies. The libraries are only touched when the room or the message already uses them.
"""

import importlib
import sys

from .codec import READERS, WRITERS, Reader, Writer, expect
from .containers import KINDS, TAGS
from .limits import Tampering

SAFE_KINDS = frozenset("biufcSUMmV?")


def _library(name: str):
    return sys.modules.get(name) or importlib.import_module(name)


def install() -> bool:
    """Teach the codec what the libraries that are loaded by now bring; True if there was something new."""
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    new = False
    if numpy is not None and hasattr(numpy, "ndarray") and numpy.ndarray not in TAGS:
        TAGS[numpy.ndarray] = "N"
        new = True
    if pandas is not None and hasattr(pandas, "DataFrame") and pandas.DataFrame not in WRITERS:
        _install_pandas(pandas)
        new = True
    return new


def write(writer: Writer, value: object) -> list | None:
    """The form of a scalar of NumPy or of a value of pandas that has no writer of its own; None for anything else."""
    numpy = sys.modules.get("numpy")
    if numpy is not None and hasattr(numpy, "generic") and isinstance(value, numpy.generic):
        if type(value).__module__ != "numpy" or value.dtype.kind not in SAFE_KINDS:
            return None
        return ["ns", _describe(value.dtype), *writer.blob(value.tobytes())]
    if numpy is not None and hasattr(numpy, "dtype") and isinstance(value, numpy.dtype) and value.kind in SAFE_KINDS | {"O"}:
        return ["nd", _describe(value)]
    return None


def stripped(value: object) -> object:
    """An instance of a subclass of an array, series, frame or index as the plain one: no overridden method crosses."""
    numpy, pandas = sys.modules.get("numpy"), sys.modules.get("pandas")
    if pandas is not None and hasattr(pandas, "DataFrame"):
        for kind in (pandas.DataFrame, pandas.Series):
            if isinstance(value, kind):
                return kind(value)
    if numpy is not None and isinstance(value, numpy.ndarray) and not isinstance(value, numpy.ma.MaskedArray):
        return value.view(numpy.ndarray)
    return value


def _describe(dtype) -> object:
    """A dtype as text, or as a list of fields."""
    if dtype.names is None:
        return [dtype.base.str, list(dtype.shape)] if dtype.shape else dtype.str
    fields = [[name, _describe(dtype.fields[name][0]), dtype.fields[name][1]] for name in dtype.names]
    return ["struct", fields, dtype.itemsize]


def _dtype(form: object):
    numpy = _library("numpy")
    if type(form) is str:
        found = numpy.dtype(form)
        if found.names is not None or found.subdtype is not None:
            raise Tampering("a dtype in disguise")
        return found
    if form[0] == "struct":
        _, fields, size = form
        names, formats, offsets = zip(*((str(name), _dtype(each), int(place)) for name, each, place in fields), strict=True)
        parts = {"names": list(names), "formats": list(formats), "offsets": list(offsets), "itemsize": int(size)}
        found = numpy.dtype(parts)
    else:
        found = numpy.dtype((form[0], tuple(int(size) for size in form[1])))
    if found.hasobject:
        raise Tampering("a dtype of objects where none can be")
    return found


class Arrays:
    """NumPy arrays among the shared containers: the snapshot is their bytes, or their elements if they're objects."""

    base = None

    def about(self, writer: Writer, value) -> list:
        return [_describe(value.dtype) if value.dtype.kind != "O" else "O", list(value.shape), value.flags.writeable]

    def create(self, reader: Reader, about: list):
        numpy = _library("numpy")
        kind, shape, _ = about
        dtype = numpy.dtype(object) if kind == "O" else _dtype(kind)
        sizes = tuple(expect(size, int) for size in shape)
        room = reader.limits.message_bytes // max(1, dtype.itemsize)
        count = 1
        for size in sizes:
            count *= size
        if len(sizes) > 32 or min(sizes, default=0) < 0 or count > room:
            raise Tampering("an array larger than a message can be")
        return numpy.zeros(sizes, dtype)

    def snapshot(self, value) -> object:
        return value.tobytes() if value.dtype.kind != "O" else (value.shape, value.ravel().tolist())

    def changed(self, value, snapshot: object) -> bool:
        if value.dtype.kind != "O":
            return not value.flags.writeable is False and value.tobytes() != snapshot
        shape, items = self.snapshot(value)
        return shape != snapshot[0] or any(new is not old for new, old in zip(items, snapshot[1], strict=True))

    def contents(self, writer: Writer, value) -> list:
        if value.dtype.kind == "O":
            return [value.flags.writeable, "O", *writer.items(value.ravel().tolist())]
        return [value.flags.writeable, *writer.blob(value.tobytes())]

    def difference(self, writer: Writer, value, snapshot: object) -> list:
        return self.contents(writer, value)

    def apply(self, reader: Reader, value, form: list) -> None:
        numpy = _library("numpy")
        writeable, *parts = form
        value.flags.writeable = True
        if parts[0] == "O":
            items = reader.items(parts[1:])
            flat = numpy.empty(len(items), object)
            for place, item in enumerate(items):
                flat[place] = item
            value[...] = flat.reshape(value.shape)
        else:
            data = numpy.frombuffer(reader.blob(*parts), numpy.uint8)
            value[...] = data.view(value.dtype).reshape(value.shape) if value.size else value
        value.flags.writeable = expect(writeable, bool)


KINDS["N"] = Arrays()


def _read_scalar(reader: Reader, items: list) -> object:
    _, form, *place = items
    return _library("numpy").frombuffer(reader.blob(*place), _dtype(form))[0]


READERS["ns"] = _read_scalar
READERS["nd"] = lambda reader, items: _library("numpy").dtype(object) if items[1] == "|O" else _dtype(items[1])


def _install_pandas(pandas) -> None:
    WRITERS[pandas.DataFrame] = _write_frame
    WRITERS[pandas.Series] = lambda writer, value: ["PS", *_column(writer, value), writer.value(value.name), writer.value(value.index)]
    for kind in (pandas.Index, pandas.DatetimeIndex, pandas.TimedeltaIndex, pandas.CategoricalIndex, pandas.PeriodIndex):
        WRITERS[kind] = lambda writer, value: ["PI", *_column(writer, value), writer.value(value.name), _frequency(value)]
    WRITERS[pandas.RangeIndex] = lambda writer, value: ["PR", value.start, value.stop, value.step, writer.value(value.name)]
    WRITERS[pandas.MultiIndex] = _write_levels
    WRITERS[pandas.Timestamp] = lambda writer, value: ["Pt", *_moment(value), writer.value(value.tzinfo)]
    WRITERS[pandas.Timedelta] = lambda writer, value: ["Pd", value.value if value.unit == "ns" else value.as_unit("ns").value]
    WRITERS[type(pandas.NaT)] = lambda writer, value: ["P0", "NaT"]
    WRITERS[type(pandas.NA)] = lambda writer, value: ["P0", "NA"]
    WRITERS[pandas.Categorical] = lambda writer, value: ["PC", *_column(writer, value)]
    for name in ("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64", "Float32", "Float64", "Boolean"):
        WRITERS[getattr(pandas, f"{name}Dtype")] = lambda writer, value: ["Py", value.name]
    WRITERS[pandas.CategoricalDtype] = _write_categories
    WRITERS[pandas.DatetimeTZDtype] = lambda writer, value: ["Py", str(value)]
    WRITERS[pandas.StringDtype] = lambda writer, value: _string_dtype(value)


def _string_dtype(value) -> list:
    missing = value.na_value is not sys.modules["pandas"].NA
    return ["Pstr", value.storage, missing]


def _frequency(value) -> str | None:
    found = getattr(value, "freqstr", None)
    return found if type(found) is str else None


def _moment(value) -> list:
    nanoseconds = value.as_unit("ns").value
    return [nanoseconds, value.unit, value.fold]


def _write_categories(writer: Writer, value) -> list:
    return ["Pcat", writer.value(value.categories), value.ordered]


def _column(writer: Writer, value) -> list:
    """The values of a series or index: `[how, data, extra]`."""
    numpy, pandas = sys.modules["numpy"], sys.modules["pandas"]
    dtype = value.dtype
    if isinstance(dtype, pandas.CategoricalDtype):
        codes = value.codes if isinstance(value, (pandas.Categorical, pandas.CategoricalIndex)) else value.cat.codes.to_numpy()
        return ["category", _raw(writer, numpy.asarray(codes)), _write_categories(writer, dtype)]
    if isinstance(dtype, pandas.DatetimeTZDtype):
        naive = pandas.DatetimeIndex(value).tz_convert("UTC").tz_localize(None).to_numpy()
        return ["zoned", _raw(writer, naive), str(dtype)]
    if isinstance(dtype, pandas.PeriodDtype):
        return ["period", _raw(writer, numpy.asarray(value.astype("int64"))), str(dtype)]
    if isinstance(dtype, numpy.dtype) and dtype.kind in SAFE_KINDS:
        return ["raw", _raw(writer, value.to_numpy()), None]
    items = [value.array[place] for place in range(len(value))] if not isinstance(value, pandas.Categorical) else list(value)
    return ["items", writer.items(items), writer.value(dtype)]


def _raw(writer: Writer, values) -> list:
    return [_describe(values.dtype), list(values.shape), *writer.blob(values.tobytes())]


def _from_raw(reader: Reader, form: list):
    kind, shape, *place = form
    sizes = tuple(expect(size, int) for size in shape)
    return _library("numpy").frombuffer(reader.blob(*place), _dtype(kind)).reshape(sizes).copy()


def _values(reader: Reader, how: object, data: list, extra: object):
    """The array of a column, ready for a constructor of pandas."""
    numpy, pandas = _library("numpy"), _library("pandas")
    if how == "raw":
        return _from_raw(reader, data)
    if how == "category":
        return pandas.Categorical.from_codes(_from_raw(reader, data), dtype=reader.value(extra))
    if how == "zoned":
        return pandas.DatetimeIndex(_from_raw(reader, data)).tz_localize("UTC").astype(expect(extra, str)).array
    if how == "period":
        return pandas.PeriodIndex.from_ordinals(_from_raw(reader, data), freq=expect(extra, str)[7:-1]).array
    items, dtype = reader.items(data), reader.value(extra)
    if isinstance(dtype, numpy.dtype):
        values = numpy.empty(len(items), object)
        for place, item in enumerate(items):
            values[place] = item
        return values
    return pandas.array(items, dtype=dtype)


def _write_frame(writer: Writer, value) -> list:
    columns = [_column(writer, value.iloc[:, place]) for place in range(value.shape[1])]
    return ["PF", columns, writer.value(value.columns), writer.value(value.index)]


def _write_levels(writer: Writer, value) -> list:
    names = writer.items(list(value.names))
    return ["PM", [writer.value(level) for level in value.levels], [_raw(writer, codes) for codes in value.codes], names]


def _read_frame(reader: Reader, items: list):
    pandas = _library("pandas")
    _, columns, names, index = items
    index = reader.value(index)
    series = {place: pandas.Series(_values(reader, *form), index=index, copy=False) for place, form in enumerate(columns)}
    frame = pandas.DataFrame(series, index=index, columns=range(len(columns)))
    frame.columns = reader.value(names)
    return frame


def _read_series(reader: Reader, items: list):
    _, *column, name, index = items
    values = _values(reader, *column)
    dtype = object if getattr(values, "dtype", None) == object else None
    return _library("pandas").Series(values, index=reader.value(index), name=reader.value(name), dtype=dtype)


def _read_index(reader: Reader, items: list):
    _, *column, name, frequency = items
    values = _values(reader, *column)
    dtype = object if getattr(values, "dtype", None) == object else None
    index = _library("pandas").Index(values, name=reader.value(name), dtype=dtype)
    if frequency is not None and hasattr(index, "freq") and index.dtype.kind in "mM" and index.freq is None:
        index.freq = expect(frequency, str)
    return index


def _read_range_index(reader: Reader, items: list):
    _, *bounds, name = items
    return _library("pandas").RangeIndex(*(expect(bound, int) for bound in bounds), name=reader.value(name))


def _read_levels(reader: Reader, items: list):
    _, levels, codes, names = items
    parts = {"levels": reader.items(levels), "codes": [_from_raw(reader, form) for form in codes]}
    return _library("pandas").MultiIndex(**parts, names=reader.items(names))


def _read_timestamp(reader: Reader, items: list):
    _, nanoseconds, unit, _, zone = items
    zone = reader.value(zone)
    made = _library("pandas").Timestamp(expect(nanoseconds, int), unit="ns", tz="UTC" if zone is not None else None)
    return (made.tz_convert(zone) if zone is not None else made).as_unit(expect(unit, str))


READERS["PF"] = _read_frame
READERS["PS"] = _read_series
READERS["PI"] = _read_index
READERS["PR"] = _read_range_index
READERS["PM"] = _read_levels
READERS["Pt"] = _read_timestamp
READERS["Pd"] = lambda reader, items: _library("pandas").Timedelta(expect(items[1], int), unit="ns")
READERS["P0"] = lambda reader, items: {"NaT": _library("pandas").NaT, "NA": _library("pandas").NA}[items[1]]
READERS["PC"] = lambda reader, items: _values(reader, *items[1:])
READERS["Py"] = lambda reader, items: _library("pandas").api.types.pandas_dtype(expect(items[1], str))
READERS["Pcat"] = lambda reader, items: _library("pandas").CategoricalDtype(reader.value(items[1]), expect(items[2], bool))
READERS["Pstr"] = lambda reader, items: _string(expect(items[1], str), expect(items[2], bool))


def _string(storage: str, not_a_number: bool):
    pandas = _library("pandas")
    return pandas.StringDtype(storage, na_value=float("nan")) if not_a_number else pandas.StringDtype(storage)
