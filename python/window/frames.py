"""Frames on a stream socket: `u32 total length, u32 JSON length, JSON, binary blobs`, big-endian.

The JSON text is UTF-8 with lone surrogates passed through, so that every `str` survives. What the JSON means is
`codec`'s business.
"""

import json
import struct
from collections.abc import Sequence

from .limits import Limits, RoomEnded, Tampering, TooLarge

HEADER = struct.Struct("!II")
LONGEST_DECIMAL_BITS = 13_000
"""Integers above this many bits travel as hexadecimal: the interpreter refuses long decimal texts."""

_encoder = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))
if json.encoder.c_make_encoder is None:
    _encode_text = _encoder.encode
else:
    _in_chunks = json.encoder.c_make_encoder(
        None, _encoder.default, json.encoder.encode_basestring, None, ":", ",", False, False, True
    )

    def _encode_text(message: list) -> str:
        """What `JSONEncoder.encode` does, without making a new C encoder for each message."""
        return "".join(_in_chunks(message, 0))


_decode_text = json.JSONDecoder().decode


def pack(message: list, blobs: Sequence[bytes], limits: Limits) -> bytes:
    """The frame that carries `message` and its blobs. Raises `TooLarge` beyond `limits.message_bytes`."""
    try:
        text = _encode_text(message)
    except ValueError:
        text = _encode_text(_long_integers_as_hexadecimal(message))
    except RecursionError:
        raise TooLarge("the value is nested too deeply to be passed between the rooms") from None
    data = text.encode("utf-8", "surrogatepass")
    body = b"".join((data, *blobs)) if blobs else data
    if len(body) > limits.message_bytes:
        raise TooLarge(f"a message of {len(body)} bytes is over the limit of {limits.message_bytes} bytes between the rooms")
    return HEADER.pack(len(body), len(data)) + body


def unpack(body: bytes, text_length: int) -> tuple[object, memoryview]:
    """The message and its blob region. Raises `Tampering` for anything that isn't JSON."""
    try:
        text = body[:text_length].decode("utf-8", "surrogatepass")
        return _decode_text(text), memoryview(body)[text_length:]
    except (ValueError, RecursionError) as error:
        raise Tampering(f"malformed message: {type(error).__name__}") from None


def _long_integers_as_hexadecimal(item: object) -> object:
    if type(item) is list:
        return [_long_integers_as_hexadecimal(part) for part in item]
    if type(item) is int and item.bit_length() > LONGEST_DECIMAL_BITS:
        return ["I", hex(item)]
    return item


class FrameReader:
    """Cuts a byte stream into frames; keeps what it has read if a signal handler interrupts it."""

    def __init__(self, sock, limits: Limits) -> None:
        self._receive = sock.recv
        self._limits = limits
        self._buffer = b""
        self._received_bytes = 0

    def next(self) -> tuple[object, memoryview]:
        """The next message. Raises `RoomEnded` at the end of the stream, `Tampering` for a broken frame."""
        while len(self._buffer) < 8:
            self._read_more(65_536)
        total, text_length = HEADER.unpack_from(self._buffer)
        self._check(total, text_length)
        if len(self._buffer) < 8 + total:
            self._read_rest(8 + total)
        body = self._buffer[8 : 8 + total]
        self._buffer = self._buffer[8 + total :]
        return unpack(body, text_length)

    def _check(self, total: int, text_length: int) -> None:
        self._received_bytes += total
        if total > self._limits.message_bytes:
            raise Tampering(f"a message of {total} bytes is over the limit of {self._limits.message_bytes}")
        if self._received_bytes > self._limits.total_bytes:
            raise Tampering(f"more than {self._limits.total_bytes} bytes were sent in all")
        if text_length > total:
            raise Tampering("malformed message: the text is longer than its frame")

    def _read_more(self, size: int) -> None:
        try:
            data = self._receive(size)
        except OSError:
            data = b""
        if not data:
            raise RoomEnded("the other room has ended")
        self._buffer += data

    def _read_rest(self, wanted: int) -> None:
        parts = [self._buffer]
        missing = wanted - len(self._buffer)
        try:
            while missing > 0:
                data = self._receive(min(missing + 65_536, 1 << 20))
                if not data:
                    raise RoomEnded("the other room has ended")
                parts.append(data)
                missing -= len(data)
        except OSError:
            raise RoomEnded("the other room has ended") from None
        finally:
            self._buffer = b"".join(parts)
