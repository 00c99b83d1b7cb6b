"""Big values: the bytes of one value over as many keys as they need.

The convention is older than this package: ``name``, ``name.2``, ``name.3``, … or ``name.0``,
``name.1``, …, each of at most 65,535 bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Optional

from .errors import Problem, Unusual

CHUNK = 65_535
"""How many bytes AMP carries in one value, and `big` in each of its keys."""


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
    return int(digits) if _is_later(digits) else None


def _is_later(digits: bytes) -> bool:
    """Whether a key with these digits is one of those after the first two, as they are spelt."""
    return digits.isdigit() and digits[:1] != b"0" and digits != b"1"


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
        if name.startswith(prefix) and _is_later(name[len(prefix) :]):
            if int(name[len(prefix) :]) > number:
                raise Problem(ValueError, f"lacks its part {number}")
    return b"".join(pieces)
