"""Lists of each scalar, for the straight-line code of a package: elements behind their lengths.

As in `payloads`, what is unusual raises and is left to the general path.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from twisted.python.filepath import FilePath

from .errors import Unusual
from .payloads import (
    JSON,
    UNDERSCORE,
    read_blob,
    read_boolean,
    read_datetime,
    read_decimal,
    read_float,
    read_json,
    read_nonfinite_float,
    read_path,
    write_blob,
    write_boolean,
    write_datetime,
    write_decimal,
    write_float,
    write_json,
    write_nonfinite_float,
    write_path,
    write_text,
)

T = TypeVar("T")

# The length of a short element with its two bytes, ready to be joined.
_SHORT = tuple("\0" + chr(size) for size in range(256))
_SHORT_BYTES = tuple(bytes((0, size)) for size in range(256))


def write_list_of_integers(values: list[int]) -> bytes:
    """Each with its two length bytes."""
    if type(values) is not list or not _INTEGER >= set(map(type, values)):
        raise Unusual
    short = _SHORT
    return "".join([short[len(text)] + text for text in map(str, values)]).encode(
        "latin-1"
    )


_INTEGER = frozenset({int})


_BLANKED = bytes(max(byte, 0x20) for byte in range(256))
_ZEROED = bytes.maketrans(b"-123456789", b"0" * 10)
_FEW = 100
"""Bytes of a list below which it is faster to read its numbers one by one."""


def read_list_of_integers(data: bytes) -> list[int]:
    """Each with its two length bytes, whole; in a long list, only digits and signs."""
    if len(data) < _FEW:
        if UNDERSCORE in data:
            raise Unusual
        return _read_list(data, int)
    # All at once is twice as fast as one by one. Lengths below 33 are no digits: cut there, the
    # texts must be as long as the lengths say, and a length, not a digit, must follow each zero.
    texts = data.translate(_BLANKED).split()
    lengths = bytearray(2 * len(texts))
    lengths[1::2] = bytes(map(len, texts))
    if (
        data[0]
        or data.translate(None, b"-0123456789") != bytes(lengths)
        or b"\x000" in data.translate(_ZEROED)
    ):
        raise Unusual
    return list(map(int, texts))


def _write_list(values: list[T], write: Callable[[T], bytes]) -> bytes:
    if type(values) is not list:
        raise Unusual
    parts: list[bytes] = []
    append = parts.append
    short = _SHORT_BYTES
    for value in values:
        data = write(value)
        size = len(data)
        append(short[size] if size < 256 else b"%c%c" % (size >> 8, size & 255))
        append(data)
    return b"".join(parts)


def _read_list(data: bytes, read: Callable[[bytes], T]) -> list[T]:
    values: list[T] = []
    append = values.append
    at = 0
    size = len(data)
    while at < size:
        start = at + 2
        at = start + (data[start - 2] << 8 | data[start - 1])
        append(read(data[start:at]))
    if at != size:
        raise Unusual
    return values


def write_list_of_texts(values: list[str]) -> bytes:
    """Each with its two length bytes."""
    return _write_list(values, write_text)


def read_list_of_texts(data: bytes) -> list[str]:
    """Each with its two length bytes, whole."""
    return _read_list(data, bytes.decode)


def write_list_of_blobs(values: list[bytes]) -> bytes:
    """Each with its two length bytes."""
    return _write_list(values, write_blob)


def read_list_of_blobs(data: bytes) -> list[bytes]:
    """Each with its two length bytes, whole."""
    return _read_list(data, read_blob)


def write_list_of_floats(values: list[float]) -> bytes:
    """Each with its two length bytes, finite."""
    return _write_list(values, write_float)


def read_list_of_floats(data: bytes) -> list[float]:
    """Each with its two length bytes, whole; finite."""
    return _read_list(data, read_float)


def write_list_of_nonfinite_floats(values: list[float]) -> bytes:
    """Each with its two length bytes."""
    return _write_list(values, write_nonfinite_float)


def read_list_of_nonfinite_floats(data: bytes) -> list[float]:
    """Each with its two length bytes, whole."""
    return _read_list(data, read_nonfinite_float)


def write_list_of_booleans(values: list[bool]) -> bytes:
    """Each with its two length bytes."""
    return _write_list(values, write_boolean)


def read_list_of_booleans(data: bytes) -> list[bool]:
    """Each with its two length bytes, whole."""
    return _read_list(data, read_boolean)


def write_list_of_decimals(values: list[Decimal]) -> bytes:
    """Each with its two length bytes."""
    return _write_list(values, write_decimal)


def read_list_of_decimals(data: bytes) -> list[Decimal]:
    """Each with its two length bytes, whole."""
    return _read_list(data, read_decimal)


def write_list_of_datetimes(values: list[datetime]) -> bytes:
    """Each with its two length bytes."""
    return _write_list(values, write_datetime)


def read_list_of_datetimes(data: bytes) -> list[datetime]:
    """Each with its two length bytes, whole."""
    return _read_list(data, read_datetime)


def write_list_of_paths(values: list[FilePath[str]]) -> bytes:
    """Each with its two length bytes."""
    return _write_list(values, write_path)


def read_list_of_paths(data: bytes) -> list[FilePath[str]]:
    """Each with its two length bytes, whole."""
    return _read_list(data, read_path)


def write_list_of_jsons(values: list[JSON]) -> bytes:
    """Each with its two length bytes."""
    return _write_list(values, write_json)


def read_list_of_jsons(data: bytes) -> list[JSON]:
    """Each with its two length bytes, whole."""
    return _read_list(data, read_json)
