"""How values become JSON and come back: the writer and reader of one message.

Scalars stand for themselves; every JSON array is a tagged value `[tag, ...]`; JSON objects never occur. Which types
cross by value is in `by_value` and `science`; shared containers are in `shared`; all else is a handle (`objects`).
The reader trusts nothing: whatever isn't exactly as the writer writes it raises `Tampering`.
"""

from collections.abc import Callable, Iterable

from .limits import Limits, Tampering, TooLarge

SCALARS = frozenset({type(None), bool, int, float, str})
SHORT_BYTES = 256
FORMS_PER_ELEMENT = 16
"""JSON values that the form of one element has at most; the reader allows for them."""

WRITERS: dict[type, Callable] = {}
"""Exact type -> `write(writer, value) -> JSON`."""
READERS: dict[str, Callable] = {}
"""Tag -> `read(reader, items) -> value`; `items[0]` is the tag."""


def crosses_by_value(kind: type, tag: str, write: Callable) -> Callable:
    """Decorator of a reader: `kind` travels as `[tag, *write(writer, value)]`; the reader gets the reader and the parts."""

    def register(read: Callable) -> Callable:
        WRITERS[kind] = lambda writer, value: [tag, *write(writer, value)]
        READERS[tag] = lambda reader, items: read(reader, *items[1:])
        return read

    return register


class Writer:
    """Encodes the values of one message. `objects(writer, value)` encodes what has no writer of its own."""

    def __init__(self, objects: Callable, limits: Limits) -> None:
        self.objects = objects
        self.limits = limits
        self.blobs: list[bytes] = []
        self.blob_bytes = 0
        self.definitions: list = []
        self.newly_shared: list = []
        self.undo: list[Callable[[], object]] = []
        self.depth = 0
        self.elements = 0
        self.as_key = False
        """True while a dict key or set element is written: its hash goes along, so that reading needs no question."""

    def value(self, value: object) -> object:
        """The JSON form of `value`. Raises `TooLarge` for what is nested too deeply."""
        kind = type(value)
        if kind in SCALARS:
            return value
        write = WRITERS.get(kind)
        return self.objects(self, value) if write is None else write(self, value)

    def items(self, values: Iterable) -> list:
        """The JSON forms of a sized iterable, fast if all are scalars."""
        self.elements += len(values)
        if self.elements > self.limits.elements:
            raise TooLarge(f"a value of more than {self.limits.elements} elements can't be passed between the rooms")
        if SCALARS.issuperset(map(type, values)):
            return list(values)
        self.deeper()
        value = self.value
        forms = [value(each) for each in values]
        self.depth -= 1
        return forms

    def keys(self, values: Iterable) -> list:
        """Like `items`, for dict keys and set elements."""
        before, self.as_key = self.as_key, True
        try:
            return self.items(values)
        finally:
            self.as_key = before

    def deeper(self) -> None:
        """Count one more level of nesting; the caller takes it back."""
        self.depth += 1
        if self.depth > self.limits.depth:
            raise TooLarge(f"a value nested more than {self.limits.depth} levels deep can't be passed between the rooms")

    def blob(self, data: bytes) -> list:
        """Place binary data behind the text; returns `[offset, length]`."""
        place = [self.blob_bytes, len(data)]
        self.blobs.append(data)
        self.blob_bytes += len(data)
        return place


class Reader:
    """Decodes the values of one message. `resolve(reader, items)` is the peer's reader of handles."""

    def __init__(self, limits: Limits, blobs: memoryview) -> None:
        self.limits = limits
        self.blobs = blobs
        self.depth = 0
        self.elements = 0
        self.arriving: dict = {}

    def value(self, item: object) -> object:
        """The value of a JSON form. Raises `Tampering` if it isn't one."""
        kind = type(item)
        if kind is not list:
            if kind is dict:
                raise Tampering("malformed message: a JSON object")
            return item
        self.depth += 1
        if self.depth > self.limits.depth + 20:
            raise Tampering("malformed message: nested too deeply")
        self.elements += len(item)
        if self.elements > self.limits.elements * FORMS_PER_ELEMENT:
            raise Tampering("malformed message: too many elements")
        read = READERS.get(item[0]) if item and type(item[0]) is str else None
        if read is None:
            raise Tampering("malformed message: unknown tag")
        value = read(self, item)
        self.depth -= 1
        return value

    def items(self, forms: list) -> list:
        """The values of a list of JSON forms."""
        if SCALARS.issuperset(map(type, forms)):
            self.elements += len(forms)
            return forms
        value = self.value
        return [value(form) for form in forms]

    def blob(self, offset: object, length: object) -> memoryview:
        """The binary data at a place named by `Writer.blob`."""
        if type(offset) is not int or type(length) is not int or not 0 <= offset <= offset + length <= len(self.blobs):
            raise Tampering("malformed message: a blob outside its frame")
        return self.blobs[offset : offset + length]


def expect(value: object, *kinds: type) -> object:
    """`value` if its exact type is one of `kinds`; else `Tampering`."""
    if type(value) not in kinds:
        raise Tampering(f"malformed message: `{type(value).__name__}` where `{kinds[0].__name__}` belongs")
    return value


def _write_tuple(writer: Writer, value: tuple) -> list:
    return ["t", *writer.items(value)]


def _read_tuple(reader: Reader, items: list) -> tuple:
    return tuple(reader.items(items[1:]))


def _write_bytes(writer: Writer, value: bytes) -> list:
    if len(value) <= SHORT_BYTES:
        return ["y", value.decode("latin-1")]
    return ["Y", *writer.blob(value)]


def _read_keywords(reader: Reader, items: list) -> dict:
    values = reader.items(items[1:])
    names = [expect(name, str) for name in values[::2]]
    return dict(zip(names, values[1::2], strict=True))


WRITERS[tuple] = _write_tuple
WRITERS[bytes] = _write_bytes
READERS["t"] = _read_tuple
READERS["y"] = lambda reader, items: expect(items[1], str).encode("latin-1")
READERS["Y"] = lambda reader, items: bytes(reader.blob(items[1], items[2]))
READERS["I"] = lambda reader, items: int(expect(items[1], str), 16)
READERS["K"] = _read_keywords


def write_keywords(writer: Writer, keywords: dict) -> list:
    """Keyword arguments: by value, unlike a dict that the test holds."""
    forms: list = ["K"]
    for name, value in keywords.items():
        forms += (name, writer.value(value))
    return forms
