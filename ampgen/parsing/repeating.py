"""Build what has the form of something that was built before.

A long file says the same things again and again: commands of as many arguments, with the same
annotations. What is built of a piece depends on the kinds of its words and on the state of the
parser alone; the words themselves go in as they are. So where a form occurs often, a stand-in of
that form is parsed, and straight-line code is made that builds the same of other words.

That code is made of the kinds of words, of classes of nodes and of numbers; no text of a schema
goes into it.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate
from typing import Any, cast

from ampgen.parsing.expecting import SPELLED
from ampgen.parsing.pieces import COMMENT, DOC, UNSETTLED, Doubt, Piece, Reader
from ampgen.parsing.reducing import Parser
from ampgen.parsing.words import words_of
from ampgen.text import Place, Source

# How often a form occurs before code is made for it, which takes as long as to parse about ten of it.
_OFTEN = 16
_LONGEST = 1_000  # words
_MOST = 500  # forms

_Build = Callable[[Source, "list[str]", "list[int]"], object]


class _Form:
    """A form of a piece.

    ``list`` is the index, among the values of the parser, of the list to which what is built is
    added; behind it stand values equal to ``behind``, before and after. ``docs`` are the indices
    of what has to end a line before documentation.
    """

    __slots__ = ("behind", "build", "docs", "list")

    def __init__(
        self, index: int, behind: list[object], docs: tuple[int, ...], build: _Build
    ) -> None:
        self.list = index
        self.behind = behind
        self.docs = docs
        self.build = build


class Forms:
    """The forms that occurred in a source, for its parser."""

    def __init__(self, source: Source, parser: Parser) -> None:
        self._source = source
        self._parser = parser
        self._known: dict[tuple[object, ...], int | _Form | None] = {}
        self._made = 0

    def take(self, piece: Piece, ahead: str) -> bool:
        """Take in a whole piece, if its form is known.

        ``ahead`` is the kind of the word behind the piece. The parser has looked at the first
        word of the piece, and will have looked at that one.
        """
        parser = self._parser
        key = (*parser.states, ahead, piece.kinds)
        form = self._known.get(key, 0)
        if isinstance(form, int):
            self._known[key] = form + 1
            if form + 1 < _OFTEN or self._made >= _MOST or len(piece.kinds) > _LONGEST:
                return False
            self._made += 1
            form = self._known[key] = _form_of(piece.kinds, ahead, parser)
        if form is None or parser.values[form.list + 1 :] != form.behind:
            return False
        parts = piece.parts
        for index in form.docs:
            if "\n" not in parts[index]:
                return False
        offsets = list(accumulate(map(len, parts), initial=piece.start))
        grown = cast("list[object]", parser.values[form.list])
        grown.append(form.build(self._source, parts, offsets))
        return True


def _form_of(kinds: tuple[str, ...], ahead: str, parser: Parser) -> _Form | None:
    """Return the form of pieces of these kinds for a parser in this state.

    None unless all that becomes of them is one more part of a list.
    """
    if not UNSETTLED.isdisjoint(kinds):
        return None
    words = [_stand_in(kind, index) for index, kind in enumerate(kinds)]
    source = Source("", " ".join(words))
    reader, trial = Reader(source), parser.copy()
    try:
        piece = reader.split(0, len(source.text))
        read, made = reader.read(piece)
    except Doubt:
        return None
    if piece.kinds != kinds or trial.feed(read, made, 0) < len(read):
        return None
    trial.look(ahead)
    if trial.states != parser.states or reader.told:
        return None
    index = _grown(parser.values, trial.values)
    if index is None:
        return None
    root = cast("list[object]", trial.values[index])[-1]
    printer = _Printer(piece, [word.strip("\n") for word in words])
    try:
        build = printer.function(root)
    except _Unlike:
        return None
    docs = tuple(
        2 * number
        for number, kind in enumerate(kinds)
        if kind == DOC and number and kinds[number - 1] not in (COMMENT, DOC)
    )
    return _Form(index, parser.values[index + 1 :], docs, build)


def _stand_in(kind: str, index: int) -> str:
    """Return a word of a kind that is like no other word."""
    if kind == "NAME":
        return f"n{index}"
    if kind == "STRING":
        return f'"s{index}"'
    if kind == "NUMBER":
        return f"{index}"
    if kind in (COMMENT, DOC):
        return f"\n{kind}d{index}\n"
    return SPELLED[kind]


def _grown(before: list[object], after: list[object]) -> int | None:
    """Return the index of the one list that has one part more, if nothing else is different."""
    found: list[int] = []
    for index, (old, new) in enumerate(zip(before, after)):
        if old is new or old == new:
            continue
        if not isinstance(old, list) or not isinstance(new, list):
            return None
        grown = cast("list[object]", new)
        if len(grown) != len(cast("list[object]", old)) + 1 or grown[:-1] != old:
            return None
        found.append(index)
    return found[0] if len(found) == 1 else None


class _Unlike(Exception):
    """Something was built of what does not stand in the piece."""


class _Printer:
    """Prints a function that builds of other words what was built of those of a piece."""

    def __init__(self, piece: Piece, words: list[str]) -> None:
        self._texts = {"": '""'} | {word: f"t[{2 * n + 1}]" for n, word in enumerate(words)}
        for index, word in enumerate(words):
            if word.startswith('"'):
                self._texts[word[1:-1]] = f"t[{2 * index + 1}][1:-1]"
            elif word.startswith(DOC):
                self._texts[words_of(word)] = f"words_of(t[{2 * index + 1}])"
        offsets = list(accumulate(map(len, piece.parts), initial=0))
        self._starts = {offsets[n]: n for n in range(1, len(offsets) - 1, 2)}
        self._ends = {offsets[n]: n for n in range(2, len(offsets), 2)}
        self._known: dict[str, object] = {"Place": Place, "words_of": words_of}
        self._places: dict[tuple[int, int], str] = {}
        self._constants: dict[object, str] = {}

    def function(self, root: object) -> _Build:
        result = self._value(root)
        lines = [f"{name} = Place(s, o[{a}], o[{b}])" for (a, b), name in self._places.items()]
        body = "\n    ".join([*lines, f"return {result}"])
        exec(f"def build(s, t, o):\n    {body}", self._known)
        return cast("_Build", self._known["build"])

    def _value(self, value: object) -> str:
        if value is None or isinstance(value, bool):
            return repr(value)
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, tuple):
            return f"({''.join(f'{self._value(one)}, ' for one in cast('tuple[object, ...]', value))})"
        if isinstance(value, Place):
            return self._place(value)
        kind = cast("Any", type(value))
        if not hasattr(kind, "__match_args__"):
            raise _Unlike
        parts = [self._value(getattr(value, name)) for name in kind.__match_args__]
        if all(part in ("None", "True", "False", '""', "()") for part in parts):
            # It is the same for every piece, and nothing changes it.
            name = self._constants.setdefault(value, f"c{len(self._constants)}")
            self._known[name] = value
            return name
        self._known[kind.__name__] = kind
        return f"{kind.__name__}({', '.join(parts)})"

    def _text(self, text: str) -> str:
        found = self._texts.get(text)
        if found is not None:
            return found
        lines = [self._texts.get(line) for line in text.split("\n")]
        if None in lines or len(lines) < 2:
            raise _Unlike
        return f"'\\n'.join(({', '.join(map(str, lines))})).strip('\\n')"

    def _place(self, place: Place) -> str:
        try:
            key = self._starts[place.start], self._ends[place.end]
        except KeyError:
            raise _Unlike from None
        return self._places.setdefault(key, f"p{key[0]}_{key[1]}")
