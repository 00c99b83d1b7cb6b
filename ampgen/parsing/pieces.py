"""Read the words of a file in which nothing is wrong, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ampgen.findings import Finding
from ampgen.parsing.counting import SPELT
from ampgen.parsing.expecting import SPELLED
from ampgen.parsing.readying import DEEPEST, mark_starts, settle
from ampgen.parsing.words import (
    KEYWORDS,
    MANY,
    MOST_WORDS,
    Doc,
    Word,
    is_right_number,
    is_right_string,
    make_word,
    stray_ahead,
    stray_behind,
    words_of,
)
from ampgen.text import Place, Source

COMMENT = "//"
DOC = "///"
UNSETTLED = frozenset({"RESERVED", "FATAL"})
"""Whether these are names is settled by the words around them."""
_WORD = re.compile(rf"(//[^\n]*|{SPELT})")
# Words of which no node is made.
_BARE = frozenset({"COLON", "COMMA", "EQUAL", "DOT", "LBRACE", "RBRACE", "_ARROW"})
_DECLARING = frozenset({"ENUM", "RECORD", "ERROR", "TYPE", "INTERFACE", "PROTOCOL", "COMMAND"})


class Doubt(Exception):
    """Something is wrong, or may be."""


class Piece:
    """A piece of a text as it is spelt.

    ``parts`` are by turns what stands between words and a word, comments among them; ``kinds``
    are the kinds of the words, where a comment is `COMMENT` or `DOC`. ``start`` and ``end`` are
    offsets in the text, and nothing else tells where the piece stands.
    """

    __slots__ = ("end", "kinds", "parts", "start")

    def __init__(self, start: int, end: int, parts: list[str], kinds: tuple[str, ...]) -> None:
        self.start = start
        self.end = end
        self.parts = parts
        self.kinds = kinds

    def first(self) -> str | None:
        """Return the kind of the first word that is not a comment, if there is one."""
        return next((kind for kind in self.kinds if kind not in (COMMENT, DOC)), None)


class _Kinds(dict[str, str]):
    """The kind of each word that was met, by its text."""

    def __missing__(self, text: str) -> str:
        first = text[0]
        if first == "/":
            return DOC if text[:3] == "///" and text[3:4] != "/" else COMMENT
        if first == '"':
            if not is_right_string(text):
                raise Doubt
            kind = "STRING"
        elif first in "+-0123456789":
            if not is_right_number(text):
                raise Doubt
            kind = "NUMBER"
        else:
            kind = "NAME"
        self[text] = kind
        return kind


class Reader:
    """Reads the words of a source, piece by piece."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._known = _Kinds({text: kind for kind, text in SPELLED.items()})
        self._piece = Piece(0, 0, [], ())
        self._count = 0
        self._doc: Doc | None = None
        self._docs: list[Doc] = []
        self._many = 100
        self._findings: list[Finding] = []

    def split(self, start: int, end: int) -> Piece:
        """Return a piece of the source.

        Doubts where not all of it is words, and where with those before it has too many.
        """
        parts = _WORD.split(self._source.text[start:end])
        for gap in set(parts[::2]):
            if gap.strip(" \t\n"):
                raise Doubt
        kinds = tuple(map(self._known.__getitem__, parts[1::2]))
        self._count += len(kinds) - kinds.count(COMMENT) - kinds.count(DOC)
        if self._count > MOST_WORDS:
            raise Doubt
        return Piece(start, end, parts, kinds)

    def read(self, piece: Piece) -> tuple[list[str], list[Word | None]]:
        """Return the kinds of the words of a piece, and those words of which nodes are made."""
        self._piece = piece
        if len(self._docs) > self._many:
            self._docs = [doc for doc in self._docs if not doc.taken]
            self._many = 2 * len(self._docs) + 100
        kinds, words = self._words()
        if not UNSETTLED.isdisjoint(kinds):
            if kinds[-1] in UNSETTLED or kinds[-2] in UNSETTLED and kinds[-1] in KEYWORDS:
                # What would settle it stands in the next piece.
                raise Doubt
            whole = self._whole(kinds, words)
            settle(whole)
            kinds = [word.type for word in whole]
            words[:] = whole
        if "LSQB" in kinds:
            _check_brackets(kinds)
        return kinds, words

    def check_name(self, kinds: list[str], words: list[Word | None], index: int) -> None:
        """Doubt unless a keyword that cannot stand where it does is a name there."""
        if kinds[index] not in KEYWORDS or kinds[index] in UNSETTLED:
            raise Doubt
        if index and kinds[index - 1] in _DECLARING:
            # What is declared there is never spelt in lower case.
            raise Doubt
        whole = self._whole(kinds, words)
        if not whole[index].first and kinds[index] != "RAISES":
            return
        ahead = 4 if kinds[index] == "ENUM" else 3
        if index + ahead >= len(kinds) and (
            index + 1 == len(kinds) or (_named(kinds[index + 1]) and not whole[index + 1].first)
        ):
            # What would decide it may stand in the next piece.
            raise Doubt
        mark_starts(whole)
        if whole[index].starts:
            raise Doubt

    @property
    def told(self) -> bool:
        """Whether there is documentation that documents nothing, or does not yet."""
        return bool(self._findings) or not all(doc.taken for doc in self._docs)

    def finish(self) -> tuple[Finding, ...]:
        """Return warnings about documentation that documents nothing."""
        return (
            *self._findings,
            *(stray_ahead(doc.place) for doc in self._docs if not doc.taken),
        )

    def _words(self) -> tuple[list[str], list[Word | None]]:
        source, piece, start = self._source, self._piece, self._piece.start
        kinds: list[str] = []
        words: list[Word | None] = []
        # A piece begins at the beginning of a line, and a comment ends with its line.
        begins = True
        for gap, text, kind in zip(piece.parts[::2], piece.parts[1::2], piece.kinds):
            start += len(gap)
            end = start + len(text)
            if kind is COMMENT:
                begins = True
            elif kind is DOC:
                self._read_doc(text, start, begins or "\n" in gap)
                begins = True
            elif kind in _BARE and self._doc is None:
                begins = False
                kinds.append(kind)
                words.append(None)
            else:
                begins = False
                word = Word(text)
                word.type = kind
                word.place = Place(source, start, end)
                if self._doc is not None:
                    word.doc, self._doc = self._doc, None
                kinds.append(kind)
                words.append(word)
            start = end
        return kinds, words

    def _read_doc(self, text: str, start: int, first: bool) -> None:
        place = Place(self._source, start, start + len(text))
        if not first:
            if len(self._findings) < MANY:
                self._findings.append(stray_behind(place))
        elif self._doc is None:
            self._doc = Doc(words_of(text), place)
            self._docs.append(self._doc)
        else:
            self._doc.lines.append(words_of(text))

    def _whole(self, kinds: Sequence[str], words: Sequence[Word | None]) -> list[Word]:
        """Return every word of the piece, each with whether it begins its line."""
        whole: list[Word] = []
        piece, start, begins = self._piece, self._piece.start, True
        for gap, text, kind in zip(piece.parts[::2], piece.parts[1::2], piece.kinds):
            begins = begins or "\n" in gap
            start += len(gap)
            end = start + len(text)
            if kind in (COMMENT, DOC):
                begins = True
            else:
                word = words[len(whole)]
                if word is None:
                    word = make_word(kinds[len(whole)], text, Place(self._source, start, end))
                word.first = begins
                whole.append(word)
                begins = False
            start = end
        return whole


def _named(kind: str) -> bool:
    return kind == "NAME" or kind in KEYWORDS


def _check_brackets(kinds: Sequence[str]) -> None:
    """Doubt where square brackets are nested too deep, or are empty in a type."""
    depth = 0
    before = ["", "", *kinds]
    for earlier, previous, kind in zip(before, before[1:], kinds):
        if kind == "LSQB":
            depth += 1
        elif kind == "RSQB":
            depth -= 1
            if previous == "LSQB" and earlier in ("NAME", *KEYWORDS):
                raise Doubt
        if depth > DEEPEST:
            raise Doubt
