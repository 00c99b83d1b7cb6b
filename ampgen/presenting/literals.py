"""The one way in which text of a schema gets into Python text: as a literal."""

from __future__ import annotations

import inspect
import math

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
        return "b" + _quoted("".join(map(_byte, value)))
    return _quoted("".join(map(_character, value)))


def docstring(text: str) -> str:
    """Return the docstring, quotes included, of a text that ``normal`` has made.

    Its first line stands at the place of the statement, the others at the left margin.
    """
    body = "".join(c if c == "\n" else _character(c) for c in text)
    body = body.replace('"""', '\\"\\"\\"')
    if "\n" in body:
        # A quote before the closing ones is told apart by the line break.
        return f'"""{_kept_apart(body)}\n"""'
    return f'"""{_kept_apart(body)}{" " if body.endswith(chr(34)) else ""}"""'


def normal(text: str) -> str:
    """Return documentation as formatters leave it.

    Lines keep their words; blanks at their ends, blank lines around the whole, tabs and the
    common indentation go.
    """
    lines = [line.rstrip() for line in text.expandtabs(4).split("\n")]
    while lines and not lines[0]:
        del lines[0]
    return inspect.cleandoc("\n".join(lines))


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
