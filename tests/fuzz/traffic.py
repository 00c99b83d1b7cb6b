"""Boxes as a peer may send them, and what can be wrong with them."""

from __future__ import annotations

import random

Pairs = list[tuple[bytes, bytes]]

# What tends to be right or wrong in an interesting way, wherever it stands.
PAYLOADS = (
    b"",
    b"0",
    b"-0",
    b"+7",
    b" 1 ",
    b"1_0",
    b"9" * 5000,
    b"nan",
    b"inf",
    b"1e400",
    b"0x1p3",
    b"True",
    b"true",
    b"\xff",
    b"\xed\xa0\x80",
    b"\0\0",
    b"\0\1",
    b"\0\1a\0",
    b"\0\3key\0\1a\0\5value\0\1b\0\0",
    b"\0\3key\0\0011\0\5value\0\0012\0\0",
    b"2012-01-23T12:34:56.054321-01:23",
    b"2012-01-23T12:34:56.054321-00:00",
    b"2012-01-23T12:34:56.054321+99:99",
    b"2012-13-23T12:34:56.054321-01:23",
    b"[" * 3000,
    b'{"a":NaN}',
    b"1E+999999999",
    b"sNaN",
    b"x" * 65_535,
)
KEYS = (b"", b"_ask", b"_answer", b"_error", b"_error_code", b"_command", b"z", b"A", b"k" * 255)


def packed(pairs: Pairs) -> bytes:
    """Write a box with its keys as they come."""
    parts = [
        b"\0%c%b%c%c%b" % (len(key), key, len(payload) >> 8, len(payload) & 255, payload)
        for key, payload in ((key, payload[:65_535]) for key, payload in pairs)
    ]
    return b"".join(parts) + b"\0\0"


def mangled(rng: random.Random, pairs: Pairs) -> bytes:
    """Write a box with one or two things changed, sometimes such that it is none any more."""
    pairs = list(pairs)
    for _ in range(rng.choice((1, 1, 2))):
        at = rng.randrange(len(pairs))
        if pairs[at][0].startswith(b"_") and rng.random() < 0.8:
            # Most of what is done to these ends the connection, and there is more to see.
            continue
        key, payload = pairs[at]
        match rng.randrange(10):
            case 0:
                del pairs[at]
                if not pairs:
                    return b"\0\0"
            case 1:
                pairs.insert(rng.randrange(len(pairs) + 1), pairs[at])
            case 2:
                pairs.insert(rng.randrange(len(pairs) + 1), (key, rng.choice(PAYLOADS)))
            case 3:
                pairs.insert(rng.randrange(len(pairs) + 1), (rng.choice(KEYS[1:]), b"1"))
            case 4:
                rng.shuffle(pairs)
            case 5 | 6:
                pairs[at] = key, rng.choice(PAYLOADS)
            case 7:
                pairs[at] = key, bent(rng, payload)
            case 8:
                pairs[at] = rng.choice(KEYS[1:]), payload
            case _:
                pairs[at] = key, payload[: rng.randrange(len(payload) + 1)]
    data = packed(pairs)
    return bent(rng, data) if rng.random() < 0.02 else data


def bent(rng: random.Random, data: bytes) -> bytes:
    """Flip a bit, or put a byte in or take one out."""
    if not data:
        return bytes([rng.randrange(256)])
    at = rng.randrange(len(data))
    match rng.randrange(4):
        case 0:
            return data[:at] + data[at + 1 :]
        case 1:
            return data[:at] + bytes([rng.randrange(256)]) + data[at:]
        case _:
            return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def cut(rng: random.Random, data: bytes) -> list[bytes]:
    """Cut bytes into the pieces that they may come in."""
    if rng.random() < 0.4 or len(data) > 20_000:
        return [data]
    size = rng.choice((1, 2, 3, 17, 100, 1000))
    pieces: list[bytes] = []
    at = 0
    while at < len(data):
        step = rng.randrange(1, size + 1)
        pieces.append(data[at : at + step])
        at += step
    return pieces
