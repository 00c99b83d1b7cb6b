"""The bytes of one value, for the straight-line code of a package.

Writers take exactly the type that they are named for, readers exactly what Twisted would have
written or read without doubt; for anything else they raise (`Unusual` or whatever Python raises),
and the general path decides. So they never need to say what is wrong.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from math import isfinite
from typing import Any, Optional, TypeVar, Union

from twisted.python.filepath import FilePath

from .errors import Problem, Unusual

JSON = Union[None, bool, int, float, str, "list[JSON]", "dict[str, JSON]"]
"""What a ``json`` field holds."""

T = TypeVar("T")

UNDERSCORE = 0x5F
"""Python takes it in numbers; Twisted's peers never send it. To look for the byte by its number is
ten times as fast as to look for ``b"_"``."""

new = object.__new__
"""Makes a record or result of this package that straight-line code then fills."""

CHUNK = 65_535
"""How many bytes AMP carries in one value, and `big` in each of its keys."""

_DATETIME = re.compile(
    rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}[+-]\d\d:[0-5]\d", re.DOTALL
).fullmatch
_AS_IT_IS = re.compile(rb"[!-^`-~]+").fullmatch
_DIGITS = re.compile(rb"[2-9]|[1-9][0-9]+").fullmatch


def write_integer(value: int) -> bytes:
    """A whole number in decimal digits."""
    if type(value) is not int:
        raise Unusual
    return b"%d" % value


def read_integer(data: bytes) -> int:
    """What ``int`` reads, but no underscores."""
    if UNDERSCORE in data:
        raise Unusual
    return int(data)


def write_float(value: float) -> bytes:
    """The shortest digits that give back ``value``, which must be finite."""
    if type(value) is not float:
        if type(value) is not int:
            raise Unusual
        value = float(value)
    if not isfinite(value):
        raise Unusual
    return b"%a" % value


def read_float(data: bytes) -> float:
    """What ``float`` reads, but no underscores and nothing that is not finite."""
    value = float(data)
    if not isfinite(value) or UNDERSCORE in data:
        raise Unusual
    return value


def write_nonfinite_float(value: float) -> bytes:
    """As `write_float`, infinities and not-a-number too."""
    if type(value) is not float:
        if type(value) is not int:
            raise Unusual
        value = float(value)
    return b"%a" % value


def read_nonfinite_float(data: bytes) -> float:
    """As `read_float`, infinities and not-a-number too."""
    if UNDERSCORE in data:
        raise Unusual
    return float(data)


def write_boolean(value: bool) -> bytes:
    """``True`` or ``False``."""
    if value is True:
        return b"True"
    if value is False:
        return b"False"
    raise Unusual


def read_boolean(data: bytes) -> bool:
    """``True`` or ``False`` and nothing else."""
    if data == b"True":
        return True
    if data == b"False":
        return False
    raise Unusual


def write_text(value: str) -> bytes:
    """UTF-8."""
    if type(value) is not str:
        raise Unusual
    return value.encode()


def read_text(data: bytes) -> str:
    """UTF-8, strictly."""
    return data.decode()


def write_blob(value: bytes) -> bytes:
    """Bytes as they are."""
    if type(value) is not bytes:
        raise Unusual
    return value


def read_blob(data: bytes) -> bytes:
    """Bytes as they are."""
    return data


def write_decimal(value: Decimal) -> bytes:
    """A decimal number as ``str`` spells it."""
    if type(value) is not Decimal:
        raise Unusual
    return str(value).encode("ascii")


def read_decimal(data: bytes) -> Decimal:
    """A decimal number: no blanks, no underscores."""
    if _AS_IT_IS(data) is None:
        raise Unusual
    return Decimal(data.decode("ascii"))


def write_datetime(value: datetime) -> bytes:
    """32 characters, with Twisted's ``-00:00`` for UTC."""
    if type(value) is not datetime:
        raise Unusual
    text = value.isoformat("T", "microseconds")
    if len(text) != 32:
        raise Unusual
    if text[26:] == "+00:00":
        text = text[:26] + "-00:00"
    return text.encode("ascii")


def read_datetime(data: bytes) -> datetime:
    """32 characters with everything in its place."""
    if _DATETIME(data) is None:
        raise Unusual
    return datetime.fromisoformat(data.decode("ascii"))


def write_path(value: FilePath[str]) -> bytes:
    """A path in UTF-8."""
    if type(value) is not FilePath:
        raise Unusual
    return value.asTextMode().path.encode()


def read_path(data: bytes) -> FilePath[str]:
    """A path in UTF-8; a relative one is taken from the current folder, as Twisted does."""
    return FilePath(data.decode())


def write_json(value: JSON) -> bytes:
    """JSON text without blanks."""
    _check_keys(value)
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, separators=(",", ":")
    ).encode()


def read_json(data: bytes) -> JSON:
    """JSON text; ``NaN`` and the infinities are no JSON."""
    value: JSON = json.loads(data.decode(), parse_constant=_no_constant)
    return value


def _no_constant(name: str) -> None:
    raise Unusual(name)


def _check_keys(value: Any) -> None:
    # json.dumps would turn other keys into text, and the peer would get another value.
    given: Any = value
    if isinstance(value, dict):
        for key, inner in given.items():
            if not isinstance(key, str):
                raise Unusual
            _check_keys(inner)
    elif isinstance(value, (list, tuple)):
        for inner in given:
            _check_keys(inner)


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


def chunks(key: bytes, payload: bytes, first: int) -> dict[bytes, bytes]:
    """The keys and values that carry a big ``payload``.

    :param first: 0 for ``key.0``, ``key.1``, … where an empty payload has no key at all;
        otherwise ``key``, ``key.2``, ``key.3``, …
    """
    pieces = [payload[start : start + CHUNK] for start in range(0, len(payload), CHUNK)]
    if first == 0:
        return {b"%b.%d" % (key, number): piece for number, piece in enumerate(pieces)}
    boxed = {
        b"%b.%d" % (key, number): piece for number, piece in enumerate(pieces[1:], 2)
    }
    boxed[key] = pieces[0] if pieces else b""
    return boxed


def write_big(key: bytes, payload: bytes, first: int) -> bytes:
    """The keys and values of a big payload in the order of the wire, ready to stand in a box."""
    if first != 0 and len(payload) <= CHUNK:
        size = len(payload)
        return b"\0%c%b%c%c%b" % (len(key), key, size >> 8, size & 255, payload)
    return b"".join(
        [
            b"\0%c%b%c%c%b"
            % (len(name), name, len(piece) >> 8, len(piece) & 255, piece)
            for name, piece in sorted(chunks(key, payload, first).items())
        ]
    )


def read_big(data: bytes, at: int, key: bytes, first: int) -> tuple[bytes, int]:
    """A big payload from a box, its keys standing together as `write_big` puts them.

    :param at: where its first key begins (the two length bytes of it).
    :return: the payload, and where the next key begins. With ``first=0`` a payload that is not
        there at all is empty; otherwise that is `Unusual`.
    """
    pieces: dict[int, bytes] = {}
    prefix = key + b"."
    skip = len(prefix)
    while data[at] == 0:
        start = at + 2
        end = start + data[at + 1]
        name = data[start:end]
        number = _chunk_number(name, key, prefix, skip, first)
        if number is None:
            break
        if number in pieces:
            raise Unusual
        start = end + 2
        at = start + (data[end] << 8 | data[end + 1])
        pieces[number] = data[start:at]
    lowest = 0 if first == 0 else 1
    if lowest == 1 and 1 not in pieces:
        raise Unusual
    # A KeyError when a piece is missing from the middle.
    return (
        b"".join([pieces[number] for number in range(lowest, lowest + len(pieces))]),
        at,
    )


def _chunk_number(
    name: bytes, key: bytes, prefix: bytes, skip: int, first: int
) -> Optional[int]:
    if name == key:
        return 1 if first != 0 else None
    digits = name[skip:]
    if not name.startswith(prefix):
        return None
    if first == 0 and digits in (b"0", b"1"):
        return int(digits)
    return int(digits) if _DIGITS(digits) else None


def gather(key: bytes, strings: Mapping[bytes, bytes], first: int) -> bytes:
    """The payload that a box holds over the keys that `chunks` gives.

    :raises KeyError: where the first of them is not there, which for ``first=0`` is fine.
    :raises Problem: where one is missing from the middle.
    """
    pieces: list[bytes] = [] if first == 0 else [strings[key]]
    number = 0 if first == 0 else 2
    while (piece := strings.get(b"%b.%d" % (key, number))) is not None:
        pieces.append(piece)
        number += 1
    prefix = key + b"."
    for name in strings:
        if name.startswith(prefix) and _DIGITS(name[len(prefix) :]):
            if int(name[len(prefix) :]) > number:
                raise Problem(ValueError, f"lacks its part {number}")
    return b"".join(pieces)


def close_descriptor(descriptor: int) -> None:
    """Close a file that came from the peer and that nobody will use."""
    with suppress(OSError):
        os.close(descriptor)
