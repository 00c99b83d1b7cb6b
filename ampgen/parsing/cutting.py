"""Cut the text of a file into its declarations, and interfaces into their commands."""

from __future__ import annotations

import re
from collections.abc import Iterator

# No word goes on in the next line, so a text may be cut before any. These are the lines before
# which that has a meaning: one of them begins a declaration, or a command.
_BEGINS = re.compile(
    r"^(?:(?:schema|import|enum|record|error|type|interface|protocol)[ \t]"
    r"|[ \t]*(?:oneway[ \t]+)?command[ \t]+[A-Za-z_][A-Za-z0-9_]*[ \t]*\()",
    re.MULTILINE,
)
# Comments, documentation, annotations and empty lines belong to what follows them.
_AHEAD = ("//", "@")
# How many characters are looked at for blank lines at once.
_BLOCK = 4096


def cut(text: str) -> Iterator[tuple[int, int]]:
    """Yield where the pieces of a schema's text begin and end; together they are all of it.

    A piece is what stands before the first declaration, a declaration, the head of an interface,
    or a command; each with its documentation and annotations, and with whatever follows it, such
    as the brace that closes an interface. What looks like the beginning of one need not be one:
    the pieces are a place to cut, and say nothing about what is right.
    """
    done = 0
    for match in _BEGINS.finditer(text):
        start = _with_what_belongs(text, match.start(), done)
        if start > done:
            yield done, start
            done = start
    if done < len(text):
        yield done, len(text)


def _with_what_belongs(text: str, start: int, done: int) -> int:
    """Return the start of the lines right before a line that belong to it, not before ``done``."""
    while start > done:
        before = text.rfind("\n", done, start - 1) + 1 or done
        line = text[before:start].strip(" \t\n")
        if line and not line.startswith(_AHEAD):
            break
        start = before if line else _blank_from(text, before, done)
    return start


def _blank_from(text: str, start: int, done: int) -> int:
    """Return the start of the first of many blank lines before a line, not before ``done``."""
    before = text[max(done, start - _BLOCK) : start]
    end = text.find("\n", start - len(before) + len(before.rstrip(" \t\n")), start)
    return start if end < 0 else end + 1
