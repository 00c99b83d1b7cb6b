"""Parse a file in which nothing is wrong, piece by piece.

This is the way of nearly every file. It holds the words of one piece at a time and needs nothing
but the tables of the grammar. At the first doubt of any kind it gives up, and the file is parsed
from its beginning by what words mistakes; both build the same nodes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import cast

from ampgen.findings import Finding
from ampgen.frozen import dataclass
from ampgen.parsing.building import METHODS
from ampgen.parsing.cutting import cut
from ampgen.parsing.expecting import SPELLED
from ampgen.parsing.readying import DEEPEST, mark_starts, settle
from ampgen.parsing.tables import END, Rule, Tables, tables
from ampgen.parsing.words import (
    KEYWORDS,
    MANY,
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

_SPELT = (
    r'"[^"\\\n]*(?:\\[^\n][^"\\\n]*)*"|[A-Za-z_][A-Za-z0-9_]*'
    r"|[+-]?[0-9][0-9A-Za-z_]*(?:\.[0-9A-Za-z_]*)?(?:(?<=[eE])[+-][0-9]+)?"
    r"|->|[][{}():,=?.@]"
)
_WORD = re.compile(rf"(//[^\n]*|{_SPELT})")
_COMMENT = "//"
# Words of which no node is made.
_BARE = frozenset({"COLON", "COMMA", "EQUAL", "DOT", "LBRACE", "RBRACE", "_ARROW"})
# Whether these are names is settled by the words around them.
_UNSETTLED = frozenset({"RESERVED", "FATAL"})
_DECLARING = frozenset({"ENUM", "RECORD", "ERROR", "TYPE", "INTERFACE", "PROTOCOL", "COMMAND"})
# Characters of a piece that is cut once more.
_LONG = 50_000


class _Doubt(Exception):
    """Something is wrong, or may be."""


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
    reader, parser = _Reader(source), _Parser(tables())
    start = 0
    try:
        for start, end in _short(source.text):
            kinds, words = reader.read(start, end)
            index = 0
            while (index := parser.feed(kinds, words, index)) < len(kinds):
                reader.check_name(kinds, words, index)
                kinds[index] = "NAME"
        return Streamed(parser.finish(), reader.finish(), len(source.text))
    except _Doubt:
        return Streamed(None, (), start)


def _short(text: str) -> Iterator[tuple[int, int]]:
    """Yield the pieces of a text, long ones cut once more, so that few words are held at once."""
    for start, end in cut(text):
        while end - start > _LONG:
            middle = text.rfind("\n", start, start + _LONG) + 1
            if middle <= start:
                raise _Doubt
            yield start, middle
            start = middle
        yield start, end


def count_words(text: str, most: int = -1) -> int:
    """Return how many words a text has that are neither comments nor documentation.

    With ``most``, return where the word stands that is one too many, or -1.
    """
    # A comment is found as no text. Only long files are counted.
    counted = re.compile(rf"//[^\n]*|({_SPELT})")
    count = 0
    for start, end in _stretches(text):
        found = counted.findall(text, start, end)
        count += len(found) - found.count("")
        if count > most >= 0:
            # The ones too many are the last of the stretch.
            words = [match for match in counted.finditer(text, start, end) if match[1]]
            return words[most - count].start()
    return -1 if most >= 0 else count


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield stretches of whole lines, so that few words are held at once."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _LONG) + 1 or len(text)
        yield start, end
        start = end


class _Kinds(dict[str, str]):
    """The kind of each word that was met, by its text."""

    def __missing__(self, text: str) -> str:
        first = text[0]
        if first == "/":
            return _COMMENT
        if first == '"':
            if not is_right_string(text):
                raise _Doubt
            kind = "STRING"
        elif first in "+-0123456789":
            if not is_right_number(text):
                raise _Doubt
            kind = "NUMBER"
        else:
            kind = "NAME"
        self[text] = kind
        return kind


class _Reader:
    """Reads the words of a source, piece by piece."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._kinds = _Kinds({text: kind for kind, text in SPELLED.items()})
        self._start = 0
        self._parts: list[str] = []
        self._doc: Doc | None = None
        self._docs: list[Doc] = []
        self._many = 100
        self._findings: list[Finding] = []

    def read(self, start: int, end: int) -> tuple[list[str], list[Word | None]]:
        """Return the kinds of the words of a piece, and those words of which nodes are made."""
        self._start = start
        self._parts = parts = _WORD.split(self._source.text[start:end])
        for gap in set(parts[::2]):
            if gap.strip(" \t\n"):
                raise _Doubt
        if len(self._docs) > self._many:
            self._docs = [doc for doc in self._docs if not doc.taken]
            self._many = 2 * len(self._docs) + 100
        kinds, words = self._words()
        if not _UNSETTLED.isdisjoint(kinds):
            if kinds[-1] in _UNSETTLED or kinds[-2] in _UNSETTLED and kinds[-1] in KEYWORDS:
                # What would settle it stands in the next piece.
                raise _Doubt
            whole = self._whole(kinds, words)
            settle(whole)
            kinds = [word.type for word in whole]
            words[:] = whole
        if "LSQB" in kinds:
            _check_brackets(kinds)
        return kinds, words

    def check_name(self, kinds: list[str], words: list[Word | None], index: int) -> None:
        """Doubt unless a keyword that cannot stand where it does is a name there."""
        if kinds[index] not in KEYWORDS or kinds[index] in _UNSETTLED:
            raise _Doubt
        if index and kinds[index - 1] in _DECLARING:
            # What is declared there is never spelt in lower case.
            raise _Doubt
        whole = self._whole(kinds, words)
        if not whole[index].first and kinds[index] != "RAISES":
            return
        ahead = 4 if kinds[index] == "ENUM" else 3
        if index + ahead >= len(kinds) and (
            index + 1 == len(kinds) or (_named(kinds[index + 1]) and not whole[index + 1].first)
        ):
            # What would decide it may stand in the next piece.
            raise _Doubt
        mark_starts(whole)
        if whole[index].starts:
            raise _Doubt

    def finish(self) -> tuple[Finding, ...]:
        """Return warnings about documentation that documents nothing."""
        return (
            *self._findings,
            *(stray_ahead(doc.place) for doc in self._docs if not doc.taken),
        )

    def _words(self) -> tuple[list[str], list[Word | None]]:
        source, known, start = self._source, self._kinds, self._start
        kinds: list[str] = []
        words: list[Word | None] = []
        # A piece begins at the beginning of a line, and a comment ends with its line.
        begins = True
        for gap, text in zip(self._parts[::2], self._parts[1::2]):
            start += len(gap)
            end = start + len(text)
            kind = known[text]
            if kind is _COMMENT:
                if text[:3] == "///" and text[3:4] != "/":
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
        start, begins = self._start, True
        for gap, text in zip(self._parts[::2], self._parts[1::2]):
            begins = begins or "\n" in gap
            start += len(gap)
            end = start + len(text)
            if self._kinds[text] is _COMMENT:
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
                raise _Doubt
        if depth > DEEPEST:
            raise _Doubt


class _Parser:
    """The automaton of the grammar, and what it has built so far."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._reduce = [_reducer(rule) for rule in tables.rules]
        self._states = [tables.start]
        self._values: list[object] = []

    def feed(self, kinds: Sequence[str], words: Sequence[object], index: int) -> int:
        """Take in words from an index on; return the index of one that must not stand there."""
        actions, rules, reduce = self._tables.actions, self._tables.rules, self._reduce
        states, values = self._states, self._values
        for index in range(index, len(kinds)):
            kind = kinds[index]
            action = actions[states[-1]].get(kind)
            while action is not None and action < 0:
                rule = rules[~action]
                size = rule.size
                if size:
                    value = reduce[~action](values[-size:])
                    del states[-size:], values[-size:]
                else:
                    value = reduce[~action]([])
                states.append(actions[states[-1]][rule.origin])
                values.append(value)
                if states[-1] == self._tables.end and kind == END:
                    return index
                action = actions[states[-1]].get(kind)
            if action is None:
                return index
            states.append(action)
            values.append(words[index])
        return len(kinds)

    def finish(self) -> Sequence[object]:
        """Return what was built of all words. Doubts where they do not end there."""
        self.feed([END], [None], 0)
        if self._states[-1] != self._tables.end:
            raise _Doubt
        return cast("Sequence[object]", self._values[-1])


def _reducer(rule: Rule) -> Callable[[list[object]], object]:
    """Return what makes of the parts of a rule what the rule becomes."""
    kept = rule.kept
    plain = [index for index, several in kept if not several]
    if rule.collects:
        # The list goes on growing: nobody else has it.
        if kept and kept[0][1]:
            rest = plain

            def extend(parts: list[object]) -> object:
                whole = cast("list[object]", parts[0])
                for index in rest:
                    whole.append(parts[index])
                return whole

            return extend
        return lambda parts: [parts[index] for index in plain]
    if not rule.name:
        only = plain[0]
        return lambda parts: parts[only]
    method = METHODS[rule.name]
    if len(plain) == rule.size:
        return lambda parts: method(*parts)
    if len(plain) == len(kept):
        return lambda parts: method(*[parts[index] for index in plain])

    def spread(parts: list[object]) -> object:
        whole: list[object] = []
        for index, several in kept:
            if several:
                whole += cast("list[object]", parts[index])
            else:
                whole.append(parts[index])
        return method(*whole)

    return spread
