"""Text that is safe on a terminal and in a log, and how wide it is there."""

from __future__ import annotations

import re
import unicodedata

TAB = 4
"""Source lines are shown with tab stops this many columns apart."""

_UNSAFE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    """Return the text with everything that could move, hide or recolour it spelt out.

    Control, format (bidirectional included), private-use and unassigned characters become
    ``\\x1b``, ``\\u202e`` or ``\\U000f0000``; a byte that a file name smuggled in as a lone
    surrogate becomes ``\\xff``. A backslash is left alone: the result is for people.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_spelt, text))


def _spelt(character: str) -> str:
    if unicodedata.category(character) not in _UNSAFE:
        return character
    if character in _NAMED:
        return _NAMED[character]
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        code -= 0xDC00
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def columns(text: str) -> int:
    """Return how many columns a terminal needs for text that is already safe."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cells(line: str) -> list[tuple[str, int]]:
    """Return what is shown for each character of a source line, and how many columns it takes."""
    shown: list[tuple[str, int]] = []
    column = 0
    for character in line:
        if character == "\t":
            text = " " * (TAB - column % TAB)
        else:
            text = _spelt(character)
        width = columns(text)
        shown.append((text, width))
        column += width
    return shown


def whole(text: str) -> str:
    """Return the text for a document that escapes by itself, such as JSON.

    Only lone surrogates are spelt out: they have no encoding, and readers refuse them.
    """
    return re.sub("[\ud800-\udfff]", lambda match: _spelt(match[0]), text)
