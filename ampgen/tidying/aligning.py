"""Lines of a schema, and the columns that several of them share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ampgen.escaping import columns
from ampgen.frozen import dataclass

INDENT = 4
WIDTH = 88
"""Columns that a line without its comment has at most, where it can be divided."""

# What is wider moves no other line: one long name, or a hostile one, spoils no column.
_WIDEST_NAME = 40
_WIDEST_LINE = 64


@dataclass(frozen=True, slots=True)
class Line:
    """One line: ``text`` at a level of ``indent``, and a ``comment`` behind it.

    ``blank`` puts an empty line before it. ``first`` is how long the part is behind which the rest
    of the text begins in a column, and 0 where none does.
    """

    text: str
    indent: int = 0
    blank: bool = False
    comment: str = ""
    first: int = 0


def printed(lines: Sequence[Line]) -> str:
    """Return the text of lines, with their columns."""
    texts: list[str] = []
    for run in _runs(lines):
        run = _with_names_aligned(run)
        column = _column(run)
        for line in run:
            text = " " * (INDENT * line.indent) + line.text
            if line.comment:
                text += " " * (column - columns(text)) + "  " + line.comment
            if line.blank and texts:
                texts.append("")
            texts.append(text)
    return "\n".join(texts) + "\n" if texts else ""


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Yield the runs of lines that are at one level and have no empty line between them."""
    run: list[Line] = []
    for line in lines:
        if run and (line.blank or line.indent != run[-1].indent):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _with_names_aligned(run: Sequence[Line]) -> list[Line]:
    widest = _widest((line.first for line in run), _WIDEST_NAME)
    return [
        (
            replace(
                line,
                text=f"{line.text[: line.first]:<{widest}} {line.text[line.first :].lstrip(' ')}",
            )
            if line.first
            else line
        )
        for line in run
    ]


def _column(run: Sequence[Line]) -> int:
    return _widest(
        (INDENT * line.indent + columns(line.text) for line in run if line.comment), _WIDEST_LINE
    )


def _widest(widths: Iterable[int], most: int) -> int:
    return max((width for width in widths if width <= most), default=0)
