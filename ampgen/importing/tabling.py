"""The table that says whether generated commands are those that were written by hand."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from ampgen.escaping import columns, visible
from ampgen.importing.verifying import Row

_HEAD = ("command", "requests", "answers", "")


def same(rows: Sequence[Row]) -> bool:
    """Say whether nothing differs."""
    return not any(row.differences for row in rows)


def table(rows: Sequence[Row], width: int) -> str:
    """Return the table as text; ``width`` is that of the terminal, in columns."""
    cells = [(_name(row), str(row.requests), str(row.responses), _verdict(row)) for row in rows]
    widths = [max(map(columns, column)) for column in zip(_HEAD, *cells)]
    lines = [_line(_HEAD, widths)]
    for row, line in zip(rows, cells):
        lines.append(_line(line, widths))
        for text in (*row.differences, *row.notes):
            lines += textwrap.wrap(
                visible(text),
                max(width, 40),
                initial_indent="    ",
                subsequent_indent="      ",
                break_on_hyphens=False,
            )
    wrong = sum(bool(row.differences) for row in rows)
    boxes = sum(row.requests + row.responses for row in rows)
    whole = f"{len(rows)} command{'s' * (len(rows) != 1)}, {boxes:,} boxes made and read both ways"
    verdict = f"{wrong} differ" if wrong else "all are the same, byte for byte"
    lines += ["", f"{whole}: {verdict}"]
    return "\n".join(lines) + "\n"


def _name(row: Row) -> str:
    name = row.command
    return name if row.generated == name else f"{name} (now {row.generated})"


def _verdict(row: Row) -> str:
    if row.differences:
        return "DIFFERENT"
    return "same, but see below" if row.notes else "same"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    name, *others = zip(cells, widths)
    text = name[0] + " " * (name[1] - columns(name[0]))
    for index, (cell, size) in enumerate(others):
        text += "  " + (cell.ljust(size) if index == 2 else cell.rjust(size))
    return text.rstrip()
