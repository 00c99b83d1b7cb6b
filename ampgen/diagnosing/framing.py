"""Source lines with carets under the spots that matter."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from itertools import accumulate

from ampgen.diagnosing.colouring import Paint
from ampgen.escaping import cells, columns, visible
from ampgen.findings import Finding, Frame
from ampgen.frozen import dataclass

_CUT = "…"
_LABEL = 24  # columns: a label is not squeezed into less


@dataclass(frozen=True, slots=True)
class _Mark:
    """A spot in a shown line: columns from 0."""

    start: int
    end: int
    label: str
    primary: bool


def frames(finding: Finding, gutter: int, paint: Paint, width: int) -> list[str]:
    """Return the lines that show a finding's places; ``gutter`` columns hold the line numbers."""
    bar = paint.gutter(" " * gutter + " |")
    lines: list[str] = []
    pending = _by_line(finding)
    while pending:
        group = pending.pop(0)
        place = group[0].place
        if group[0] is not finding.frame:
            name = f"{visible(place.source.name)}:{place.line}:{place.column}"
            lines.append(paint.gutter(" " * gutter + ":::") + " " + name)
        lines.append(bar)
        text, marks, hidden = _line(group, finding.frame, width - gutter - 3)
        if hidden:
            pending.insert(0, hidden)
        number = paint.gutter(f"{place.line:>{gutter}} |")
        lines.append(f"{number} {text}".rstrip())
        for mark in marks:
            for row in _rows(mark, paint, width - gutter - 3):
                lines.append(f"{bar} {row}")
    return lines


def _by_line(finding: Finding) -> list[list[Frame]]:
    groups: dict[tuple[str, int], list[Frame]] = {}
    for frame in (finding.frame, *finding.others):
        groups.setdefault((frame.place.source.name, frame.place.line), []).append(frame)
    return list(groups.values())


def _line(
    group: Sequence[Frame], primary: Frame, room: int
) -> tuple[str, list[_Mark], list[Frame]]:
    """Return the visible part of a line, the marks below it, and the frames that lie outside."""
    place = group[0].place
    room = max(room, 20)
    whole = place.source.line(place.line)
    # A line may be a megabyte long: only what could be shown is measured.
    origin = max(place.column - 1 - 2 * room, 0)
    shown = cells(whole[origin : origin + 4 * room])
    edges = list(accumulate((size for _, size in shown), initial=0))
    marks: list[_Mark] = []
    for frame in group:
        first = min(max(frame.place.column - 1 - origin, 0), len(shown))
        last = min(first + max(frame.place.end - frame.place.start, 0), len(shown))
        start = edges[first]
        marks.append(_Mark(start, max(edges[last], start + 1), frame.label, frame is primary))
    more = origin + len(shown) < len(whole)
    if not origin and not more and edges[-1] <= room:
        return "".join(text for text, _ in shown), marks, []
    low, high = _window(marks[0], edges[-1], room)
    before = after = ""
    if low or origin:
        low += 1
        # A wide character may straddle the edge: blanks stand for what is left of it.
        before = _CUT + " " * (next((edge for edge in edges if edge >= low), low) - low)
    if more or high < edges[-1]:
        high -= 1
        after = _CUT
    inside = [
        text
        for (text, _), start, end in zip(shown, edges, edges[1:])
        if start >= low and end <= high
    ]
    shift = low - 1 if before else 0
    seen = [low <= mark.start < max(high, low + 1) for mark in marks]
    seen[0] = True
    moved = [_moved(mark, low, high, shift) for mark, is_seen in zip(marks, seen) if is_seen]
    hidden = [frame for frame, is_seen in zip(group, seen) if not is_seen]
    return before + "".join(inside) + after, moved, hidden


def _moved(mark: _Mark, low: int, high: int, shift: int) -> _Mark:
    """Return the mark as it falls within the shown columns."""
    start = min(max(mark.start, low), high)
    end = max(min(mark.end, high), start + 1)
    from dataclasses import replace

    return replace(mark, start=start - shift, end=end - shift)


def _window(mark: _Mark, total: int, room: int) -> tuple[int, int]:
    """Return the columns to show of a line that is too long: around the mark, its start first."""
    if mark.end < room:
        return 0, room
    spare = max(room - (mark.end - mark.start), 4)
    low = max(mark.start - spare // 2, 0)
    low = min(low, max(total + 1 - room, 0))
    return low, min(low + room, total + 1)


def _rows(mark: _Mark, paint: Paint, room: int) -> list[str]:
    """Return the caret line and, where it does not fit beside it, the label below it."""
    sign = ("^" if mark.primary else "-") * (mark.end - mark.start)
    ink = paint.primary if mark.primary else paint.secondary
    lead = " " * mark.start
    label = visible(mark.label)
    if not label:
        return [lead + ink(sign)]
    if mark.end + 1 + columns(label) <= room:
        return [lead + ink(f"{sign} {label}")]
    indent = mark.start
    if room - indent < min(columns(label), _LABEL):
        indent = max(room - min(columns(label), room), 0)
    lines = textwrap.wrap(label, max(room - indent, _LABEL), break_on_hyphens=False)
    return [lead + ink(sign), *(" " * indent + ink(line) for line in lines)]
