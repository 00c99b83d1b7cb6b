"""Parse a file in which nothing is wrong, piece by piece.

This is the way of nearly every file. It holds the words of two pieces at a time and needs nothing
but the tables of the grammar. At the first doubt of any kind it gives up, and the file is parsed
from its beginning by what words mistakes; both build the same nodes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ampgen.findings import Finding
from ampgen.frozen import dataclass
from ampgen.parsing.cutting import cut
from ampgen.parsing.pieces import UNSETTLED, Doubt, Piece, Reader
from ampgen.parsing.reducing import Parser
from ampgen.parsing.repeating import Forms
from ampgen.parsing.tables import tables
from ampgen.text import Source

# Characters of a piece that is cut once more.
_LONG = 50_000


@dataclass(frozen=True, slots=True)
class Streamed:
    """What stands in a source, one after the other, and warnings about it.

    ``items`` is None where there was any doubt, and ``understood`` is up to where there was none.
    """

    items: Sequence[object] | None
    findings: tuple[Finding, ...]
    understood: int


def stream(source: Source) -> Streamed:
    """Parse a source as far as there is nothing wrong with it."""
    reader, parser = Reader(source), Parser(tables())
    forms = Forms(source, parser)
    start = understood = 0
    try:
        for piece, ahead in _with_next(source.text, reader):
            if ahead is None or not forms.take(piece, ahead):
                _feed(reader, parser, piece)
                if ahead is not None:
                    parser.look(ahead)
            start, understood = piece.start, piece.end
    except Doubt:
        return Streamed(None, (), understood)
    items = parser.finish()
    return Streamed(items, reader.finish() if items is not None else (), start)


def _with_next(text: str, reader: Reader) -> Iterator[tuple[Piece, str | None]]:
    """Yield each piece, and the kind of the word behind it if there is one and that is certain."""
    before: Piece | None = None
    for start, end in _short(text):
        try:
            piece = reader.split(start, end)
        except Doubt:
            if before is not None:
                yield before, None
            raise
        if before is not None:
            first = piece.first()
            yield before, None if first in UNSETTLED else first
        before = piece
    if before is not None:
        yield before, None


def _feed(reader: Reader, parser: Parser, piece: Piece) -> None:
    kinds, words = reader.read(piece)
    index = 0
    while (index := parser.feed(kinds, words, index)) < len(kinds):
        reader.check_name(kinds, words, index)
        kinds[index] = "NAME"


def _short(text: str) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a text, long ones cut once more, so that few words are held at once."""
    for start, end in cut(text):
        while end - start > _LONG:
            middle = text.rfind("\n", start, start + _LONG) + 1
            if middle <= start:
                # Where no line ends soon enough, the next one is bounded too.
                middle = text.find("\n", start + _LONG, end) + 1 or end
            yield start, middle
            start = middle
        if start < end:
            yield start, end
