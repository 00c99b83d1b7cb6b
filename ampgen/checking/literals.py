"""What literals mean."""

from __future__ import annotations

import re

from ampgen import syntax

_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|(.))")
_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", '"': '"'}


def text_of(string: syntax.String) -> str:
    """Return the text of a string; ``\\xNN`` is the character of that number."""

    def replace(match: re.Match[str]) -> str:
        number = match.group(1) or match.group(2)
        return chr(int(number, 16)) if number else _SIMPLE.get(match.group(3), "?")

    return _ESCAPE.sub(replace, string.raw)


def bytes_of(string: syntax.String) -> bytes:
    """Return the bytes of a string; ``\\xNN`` is that byte, every other character is UTF-8."""
    pieces: list[bytes] = []
    done = 0
    for match in _ESCAPE.finditer(string.raw):
        pieces.append(string.raw[done : match.start()].encode())
        done = match.end()
        if match.group(1):
            pieces.append(bytes([int(match.group(1), 16)]))
        elif match.group(2):
            # A surrogate was told about where the string was read.
            pieces.append(chr(int(match.group(2), 16)).encode("utf-8", "replace"))
        else:
            pieces.append(_SIMPLE.get(match.group(3), "?").encode())
    pieces.append(string.raw[done:].encode())
    return b"".join(pieces)


def whole_number(value: object) -> int | None:
    """Return the value of a literal that is a whole number, or None."""
    if isinstance(value, syntax.Number) and value.text.lstrip("-").isdigit():
        return int(value.text)
    return None


def is_missing(value: object) -> bool:
    """Say whether a literal stands where the text was not understood, which is told already."""
    if isinstance(value, syntax.Number):
        return not value.text
    if isinstance(value, syntax.String):
        return value.raw == "\0"
    if isinstance(value, syntax.Path):
        return not all(part.text for part in value.parts)
    return False


def spelled(data: bytes) -> str:
    """Return bytes as a message shows them."""
    return data.decode("utf-8", "backslashreplace")
