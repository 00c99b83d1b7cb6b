"""Items of lists that are too long for a line, divided at their brackets as black does it."""

from __future__ import annotations

import re
from ampgen.presenting.shape import fits, indented

_PART = re.compile(r"""(?:"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')|[\[({]|[\])}]|, """)
_OPENERS, _CLOSERS = frozenset("[({"), frozenset("])}")
# What a bracket may belong to: a name behind a keyword of a call or a parameter, or nothing, where
# the brackets are a display.
_BEFORE = re.compile(r"(?:\w+(?:=|: ))?(?P<called>[\w.]*)")


def divided(text: str, column: int, behind: int = 1) -> str:
    """Return an item as it stands in a line of its own, without the comma behind it.

    It begins at a column, counted from 0, and ``behind`` it stand as many characters; lines after
    the first stand as they will when the whole is indented to there. What cannot be divided here is
    left in one line, to black.
    """
    found = None if fits(text, column + behind) else _brackets(text)
    if found is None:
        return text
    opening, items, closing = found
    before = _BEFORE.fullmatch(opening[:-1])
    if before is None or not items[-1]:
        return text
    body = ", ".join(items)
    if len(items) == 1:
        inner = divided(body, column + 4, 0)
    elif before["called"] and fits(body, column + 4):
        inner = body
    else:
        # In a display each item has a line of its own, however short they are.
        inner = "\n".join(f"{divided(item, column + 4)}," for item in items)
    return f"{opening}\n{indented(inner)}\n{closing}"


def _brackets(text: str) -> tuple[str, list[str], str] | None:
    """Return a text up to its outermost bracket, what stands between the commas in it, and the end.

    None where it is not one name, or none, with brackets behind it.
    """
    depth = start = 0
    opening = ""
    items: list[str] = []
    for match in _PART.finditer(text):
        part = match[0]
        if part in _OPENERS:
            depth += 1
            if depth == 1:
                if opening:
                    return None
                opening, start = text[: match.end()], match.end()
        elif part in _CLOSERS:
            depth -= 1
            if depth == 0:
                if match.end() != len(text):
                    return None
                items.append(text[start : match.start()])
        elif part == ", " and depth == 1:
            items.append(text[start : match.start()])
            start = match.end()
        elif part == ", " and not depth:
            return None
    return (opening, items, text[-1]) if items else None
