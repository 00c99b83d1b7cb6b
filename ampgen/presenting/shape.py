"""The shape that black gives to what does not fit in a line.

What is printed in this shape already need not go through black, which would take most of the time
of a compilation. A trailing comma tells black to leave one item a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

WIDTH = 88
# Stands between two names, or what has no blanks either.
_COMPARISON = re.compile(r" (?:==|is not) ")


def fits(text: str, column: int) -> bool:
    """Return whether a text that begins at a column, counted from 0, is a line of its own."""
    return "\n" not in text and column + len(text) <= WIDTH


def bracketed(
    opening: str, items: Sequence[str], closing: str, column: int, *, single: bool = False
) -> str:
    """Return items between brackets: in a line, or one a line with a comma behind each.

    ``single`` is for a tuple, in which one item alone has a comma in any case. Lines after the
    first stand as they will when the whole is indented to ``column``.
    """
    lone = "," if single and len(items) == 1 else ""
    line = f"{opening}{', '.join(items)}{lone}{closing}"
    if not items or fits(line, column):
        return line
    return "\n".join([opening, *(f"{indented(item)}," for item in items), closing])


def tuple_of(items: Sequence[str], column: int, opening: str = "(", closing: str = ")") -> str:
    return bracketed(opening, items, closing, column, single=True)


def any_of(operator: str, parts: Sequence[str], before: str, after: str, column: int) -> str:
    """Return ``before``, parts joined by an operator and ``after``, in brackets where long."""
    line = f"{before}{f' {operator} '.join(parts)}{after}"
    if len(parts) < 2 or fits(line, column):
        return line
    first, *rest = parts
    body = f" {operator} ".join(parts)
    lines = [first, *(f"{operator} {part}" for part in rest)]
    if fits(body, column + 4):
        lines = [body]
    else:
        lines = [one for line in lines for one in _at_comparison(line, column + 4)]
    return "\n".join([f"{before}(", *map(indented, lines), f"){after}"])


def _at_comparison(line: str, column: int) -> list[str]:
    """Return a line, or the two that it is divided into where it is too long."""
    found = None if fits(line, column) else _COMPARISON.search(line)
    return [line] if found is None else [line[: found.start()], line[found.start() + 1 :]]


def returned(text: str, column: int) -> str:
    """Return one literal as it stands behind a ``return`` at a column.

    It has brackets of its own where it fits in a line with them and not without.
    """
    if fits(text, column + len("return ")) or not fits(text, column + 4):
        return text
    return f"(\n    {text}\n)"


def indented(text: str) -> str:
    if "\n" not in text:
        return f"    {text}" if text else ""
    return "\n".join(f"    {line}" if line else "" for line in text.split("\n"))
