"""Boxes as bytes: keys and values, each behind its length, and two zero bytes at the end."""

from __future__ import annotations

from collections.abc import Mapping

from twisted.protocols.amp import MAX_KEY_LENGTH, MAX_VALUE_LENGTH, TooLong

from .errors import Problem

Scan = tuple[int, int, bool]
"""How far a box has been looked through: where its next key begins, or what follows it if it is
whole; how many keys were passed; whether it is whole."""


class BadKey(Exception):
    """A key's length is over 255, so this is no box.

    :ivar length: the length that stands there.
    """

    def __init__(self, length: int) -> None:
        super().__init__(length)
        self.length = length


def scan(data: bytes | bytearray, at: int, keys: int = 0) -> Scan:
    """Look for the end of a box without reading it.

    :param at: where a key of the box begins.
    :param keys: how many keys stand before it; for going on where another scan stopped.
    :raises BadKey: where a key is longer than any key can be.
    """
    size = len(data)
    while at + 2 <= size:
        if data[at]:
            raise BadKey(data[at] << 8 | data[at + 1])
        length = data[at + 1]
        if not length:
            return at + 2, keys, True
        value = at + 2 + length
        if value + 2 > size:
            break
        after = value + 2 + (data[value] << 8 | data[value + 1])
        if after > size:
            break
        at = after
        keys += 1
    return at, keys, False


def read_box(data: bytes, at: int, strings: dict[bytes, bytes]) -> int:
    """Put the keys and values of a whole box into ``strings``; of a key twice, the last counts.

    :return: where the next box begins.
    :raises Problem: where the box is not whole.
    """
    size = len(data)
    while at + 2 <= size:
        key = at + 2
        if data[at]:
            break
        length = data[at + 1]
        if not length:
            return key
        value = key + length
        if value + 2 > size:
            break
        start = value + 2
        at = start + (data[value] << 8 | data[value + 1])
        if at > size:
            break
        strings[data[key:value]] = data[start:at]
    raise Problem(ValueError, "ends in the middle of a box")


def read_boxes(data: bytes) -> list[dict[bytes, bytes]]:
    """The boxes that stand one after the other in ``data``.

    :raises Problem: where the last one is not whole.
    """
    boxes: list[dict[bytes, bytes]] = []
    at = 0
    while at < len(data):
        strings: dict[bytes, bytes] = {}
        at = read_box(data, at, strings)
        boxes.append(strings)
    return boxes


def check_size(payload: bytes) -> bytes:
    """``payload``, if a value of AMP can hold it.

    :raises Problem: where it is too long.
    """
    if len(payload) > MAX_VALUE_LENGTH:
        raise Problem(
            TooLong,
            f"takes {len(payload):,} bytes; AMP carries at most {MAX_VALUE_LENGTH:,} in a value",
            len(payload),
        )
    return payload


def write_box(strings: Mapping[bytes, bytes]) -> bytes:
    """A box with its keys in the order that Twisted gives them.

    :raises Problem: where a value is too long.
    """
    pieces: list[bytes] = []
    for key, value in sorted(strings.items()):
        size = len(check_size(value))
        if len(key) > MAX_KEY_LENGTH:
            raise Problem(TooLong, f"needs a key of {len(key)} bytes", len(key))
        pieces.append(b"\0%c%b%c%c%b" % (len(key), key, size >> 8, size & 255, value))
    pieces.append(b"\0\0")
    return b"".join(pieces)
