"""Values as the literals of a schema."""

from __future__ import annotations

_SIMPLE = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def quoted_bytes(data: bytes) -> str:
    """Return bytes as a string of the language whose escapes are bytes."""
    return '"' + "".join(map(_byte, data)) + '"'


def _byte(byte: int) -> str:
    character = chr(byte)
    if character in _SIMPLE:
        return _SIMPLE[character]
    return character if 0x20 <= byte < 0x7F else f"\\x{byte:02x}"


def quoted_text(text: str) -> str:
    """Return text as a string of the language."""
    return '"' + "".join(map(_character, text)) + '"'


def _character(character: str) -> str:
    if character in _SIMPLE:
        return _SIMPLE[character]
    if character.isprintable() or ord(character) > 0xFFFF:
        return character
    return f"\\u{ord(character):04x}"
