"""The one way in which text of a schema gets into Python text: as a literal."""

from __future__ import annotations

import math
from functools import lru_cache

from ampgen.views import Constant


def literal(value: Constant) -> str:
    """Return the Python literal of a value, in the shape that black gives it."""
    if isinstance(value, bool | int):
        return repr(value)
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError("only finite numbers have a literal")
        return repr(value).replace("e+", "e")
    if isinstance(value, bytes):
        return "b" + _quoted(_plain(value) or "".join(map(_byte, value)))
    return _quoted(_spelt(value))


def docstring(text: str) -> str:
    """Return the docstring, quotes included, of a text that ``normal`` has made.

    Its first line stands at the place of the statement, the others at the left margin.
    """
    body = text
    if "\\" in text or not text.replace("\n", "").isprintable():
        body = "\n".join(map(_spelt, text.split("\n")))
    body = body.replace('"""', '\\"\\"\\"')
    if "\n" in body:
        # A quote before the closing ones is told apart by the line break.
        return f'"""{_kept_apart(body)}\n"""'
    return f'"""{_kept_apart(body)}{" " if body.endswith(chr(34)) else ""}"""'


@lru_cache(4096)
def normal(text: str) -> str:
    """Return documentation as formatters leave it.

    Lines keep their words; blanks at their ends, blank lines around the whole, tabs and the
    common indentation go.
    """
    lines = [line.rstrip() for line in text.expandtabs(4).split("\n")]
    while lines and not lines[0]:
        del lines[0]
    whole = "\n".join(lines).rstrip("\n")
    if not whole.startswith(" ") and "\n " not in whole:
        return whole
    # Only here, because few texts are set in, and this takes long to import.
    import inspect

    return inspect.cleandoc(whole)


def _spelt(text: str) -> str:
    """Return text as it stands between quotes, but for the quotes in it."""
    if text.isprintable() and "\\" not in text:
        return text
    return "".join(map(_character, text))


def _plain(value: bytes) -> str:
    """Return bytes as they stand between quotes, or nothing where some have to be escaped."""
    text = value.decode("ascii", "ignore")
    return text if len(text) == len(value) and _spelt(text) is text else ""


def _kept_apart(body: str) -> str:
    return f" {body}" if body.startswith('"') else body


def _quoted(body: str) -> str:
    # The quote that needs fewer escapes, as black chooses it.
    quote = "'" if body.count('"') > body.count("'") else '"'
    return quote + body.replace(quote, "\\" + quote) + quote


def _byte(value: int) -> str:
    if value == 0x5C:
        return "\\\\"
    if 0x20 <= value < 0x7F:
        return chr(value)
    return {9: "\\t", 10: "\\n", 13: "\\r"}.get(value, f"\\x{value:02x}")


def _character(character: str) -> str:
    if character == "\\":
        return "\\\\"
    if character.isprintable():
        return character
    code = ord(character)
    if code < 0x80:
        return _byte(code)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
