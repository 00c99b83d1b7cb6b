"""Two versions of a schema's text without most of the commands that are the same in both."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from ampgen.frozen import dataclass
from ampgen.parsing import cut

# More are no small change, and are made as fast anew.
_MOST = 40
# Commands that stay on either side of those that differ. What they need is needed in both versions.
_NEIGHBOURS = 1
# As many more stay because a word of theirs is one that a command lost.
_WITNESSES = 8

_COMMAND = re.compile(r"^[ \t]*(?:oneway[ \t]+)?command[ \t]+(\w+)", re.MULTILINE)
_COMMENT = re.compile(r"//[^\n]*")
_CLOSED = re.compile(r"\}\s*")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Two versions of a text, and the names of the commands that were left out of both."""

    old: str
    new: str
    left_out: frozenset[str]


def narrow(old: str, new: str) -> Narrowed | None:
    """Return both texts without most of the commands that they have in common.

    None where they differ in more than a few commands, or in anything else.
    """
    pieces = list(cut(old))
    start = _same_from_start(old, new, min(len(old), len(new)))
    end = len(old) - _same_to_end(old, new, min(len(old), len(new)) - start)
    first = max(bisect_right(pieces, start, key=_begin) - 1, 0)
    last = bisect_left(pieces, end, lo=first, key=_end)
    changed = pieces[first : last + 1]
    if old == new or not 0 < len(changed) <= _MOST:
        return None
    window = new[changed[0][0] : len(new) - (len(old) - changed[-1][1])]
    before = [old[begin:end] for begin, end in changed]
    after = [window[begin:end] for begin, end in cut(window)]
    if len(before) != len(after) or not all(map(_same_but_command, before, after)):
        return None
    common = [old[begin:end] for begin, end in (*pieces[:first], *pieces[last + 1 :])]
    names = {number: name for number, piece in enumerate(common) if (name := _command(piece))}
    staying = _staying(common, list(names), first, before)
    head = "".join(common[number] for number in sorted(staying) if number < first)
    tail = "".join(common[number] for number in sorted(staying) if number >= first)
    return Narrowed(
        head + "".join(before) + tail,
        head + "".join(after) + tail,
        frozenset(name for number, name in names.items() if number not in staying),
    )


def _begin(piece: tuple[int, int]) -> int:
    return piece[0]


def _end(piece: tuple[int, int]) -> int:
    return piece[1]


def _same_from_start(one: str, other: str, most: int) -> int:
    """Return how many characters are the same from the start on."""
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        if one[least:middle] == other[least:middle]:
            least = middle
        else:
            most = middle - 1
    return least


def _same_to_end(one: str, other: str, most: int) -> int:
    """Return how many characters are the same up to the end."""
    least = 0
    ends = len(one), len(other)
    while least < most:
        middle = (least + most + 1) // 2
        parts = (slice(end - middle, end - least) for end in ends)
        if one[next(parts)] == other[next(parts)]:
            least = middle
        else:
            most = middle - 1
    return least


def _same_but_command(one: str, other: str) -> bool:
    """Say whether two pieces are a command each, and the same in what may follow it."""
    (command, rest), (another, more) = _divided(one), _divided(other)
    return rest == more and bool(_command(command) and _command(another))


def _divided(piece: str) -> tuple[str, str]:
    """Return a piece without the brace at its end that closes the interface, and that."""
    start = piece.rfind("}")
    if start >= 0 and _CLOSED.fullmatch(piece, start):
        return piece[:start], piece[start:]
    return piece, ""


def _command(piece: str) -> str:
    """Return the name of the command that a piece is, empty where it may be anything else."""
    if "{" in piece or "}" in piece or (found := _COMMAND.search(piece)) is None:
        return ""
    alone = piece.count("command") == 1 or _WORD.findall(_bare(piece)).count("command") == 1
    return found[1] if alone else ""


def _staying(
    common: Sequence[str], plain: Sequence[int], start: int, changed: Iterable[str]
) -> set[int]:
    """Return the numbers of the pieces that stay: all but most commands, which are ``plain``.

    ``start`` is where in their midst the ones stood that ``changed``.
    """
    staying = set(range(len(common))) - set(plain)
    here = sum(number < start for number in plain)
    staying.update(plain[max(0, here - _NEIGHBOURS) : here + _NEIGHBOURS])
    wanted = {word for piece in changed for word in _words(piece)}
    for number in sorted(staying):
        wanted -= _words(common[number])
    found = 0
    for number in plain:
        if not wanted or found == _WITNESSES:
            break
        if any(word in common[number] for word in wanted) and wanted & _words(common[number]):
            wanted -= _words(common[number])
            staying.add(number)
            found += 1
    return staying


def _words(piece: str) -> set[str]:
    return set(_WORD.findall(_bare(piece)))


def _bare(piece: str) -> str:
    return _COMMENT.sub("", piece)
