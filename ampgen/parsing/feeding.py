"""Feed the words of a file to the parser, and go on after what it does not understand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ampgen.findings import Finding
from ampgen.frozen import dataclass
from ampgen.parsing.expecting import CLOSERS, OPENERS, SPELLED
from ampgen.parsing.telling import Teller
from ampgen.parsing.trying import Automaton
from ampgen.parsing.words import MISSING_STRING, Word, is_name, make_word
from ampgen.text import Place, Source

# How far beyond a repair the parser looks before it believes in it.
_WINDOW = 8
_ENOUGH = 2
_MANY = 50

# What may have been left out, the likeliest first. An empty name stands for any.
_REPAIRS: tuple[tuple[str, ...], ...] = (
    ("COLON",),
    ("COMMA",),
    ("RPAR",),
    ("RSQB",),
    ("LBRACE",),
    ("LPAR",),
    ("RBRACE",),
    ("_ARROW",),
    ("EQUAL",),
    ("NAME",),
    ("COLON", "NAME"),
    ("STRING",),
    ("LPAR", "RPAR"),
    ("LBRACE", "RBRACE"),
    ("AS",),
    ("COMMAND",),
    ("ANSWERS",),
    ("PYTHON",),
    ("OVER",),
)
# What may be missing right before a bracket that is supplied.
_UNFINISHED = (("NAME",), ("COLON", "NAME"), ("NAME", "COLON", "NAME"), ("STRING",))
_STANDS_IN = {"NAME": "", "STRING": MISSING_STRING}
_DECLARED = ("ENUM", "RECORD", "ERROR", "TYPE", "INTERFACE", "IMPORT", "AS", "DOT")


@dataclass(frozen=True, slots=True)
class Fed:
    """What the parser made of the words.

    ``whole`` is false where it gave up. ``lost`` are names that it left out, and None where
    something of unknown name was declared. ``spoilt`` are lines of which something was left out.
    """

    items: tuple[object, ...]
    findings: tuple[Finding, ...]
    whole: bool
    lost: frozenset[str] | None
    spoilt: frozenset[int]


def feed(parser: Any, words: list[Word], source: Source) -> Fed:
    """Parse words with lark's interactive parser; repair or leave out what is wrong with them."""
    return _Feeder(parser, words, source).run()


class _Feeder:
    def __init__(self, parser: Any, words: list[Word], source: Source) -> None:
        self._parser = Automaton(parser)
        self._words = words
        self._teller = Teller(source)
        self._open = self._teller.open
        self._lost: set[str] | None = set()
        self._spoilt: set[int] = set()

    def run(self) -> Fed:
        words = self._words
        index = 0
        while index < len(words):
            word = words[index]
            if self._open and word.starts == "DECLARATION":
                self._close(0, word)
            elif self._open and word.starts == "COMMAND" and self._open[-1].word.type != "LBRACE":
                braces = [n for n, one in enumerate(self._open) if one.word.type == "LBRACE"]
                self._close(braces[-1] + 1 if braces else 0, word)
            if self._is_missing_before(index):
                accepted = self._parser.accepted()
                self._supply(("NAME",), word, accepted)
            if self._shift(word):
                index += 1
                continue
            if len(self._teller.findings) >= _MANY:
                return Fed((), tuple(self._teller.findings), False, None, frozenset())
            index = self._recover(index)
        if self._open:
            # A wrong bracket at the very end was told about: it is the one that is missing.
            told = self._teller.left_out and words[-1].type in CLOSERS
            self._close(0, None, told)
        result = self._finish()
        lost = None if self._lost is None else frozenset(self._lost)
        items = result if result is not None else ()
        whole = result is not None
        return Fed(items, tuple(self._teller.findings), whole, lost, frozenset(self._spoilt))

    def _is_missing_before(self, index: int) -> bool:
        """Say whether a type or a value is missing at the end of the line before a word."""
        word = self._words[index]
        if not word.first or not is_name(word) or index + 1 >= len(self._words):
            return False
        before = self._teller.kind_before
        after = self._words[index + 1].type
        return (before == "COLON" and after == "COLON") or (
            before == "EQUAL" and after in ("COLON", "EQUAL")
        )

    def _shift(self, word: Word) -> bool:
        if not self._parser.shift(word):
            return False
        self._teller.note(word)
        return True

    def _recover(self, index: int) -> int:
        """Tell about the word at the index, and return where to go on."""
        word = self._words[index]
        accepted = self._parser.accepted()
        if accepted == frozenset({"COLON"}) and word.first:
            # The field before has no type, and this is the next one.
            self._supply(("COLON", "NAME"), word, accepted)
            return index
        ahead = self._words[index : index + _WINDOW]
        enough = min(_ENOUGH, len(ahead))
        dropped = self._parser.reach((), ahead[1:]) + 1
        best, reach = self._best(accepted, ahead, enough)
        if best and reach >= dropped:
            self._supply(best, word, accepted)
            return index
        self._leave_out(word, accepted)
        if not word.starts:
            instead, reach = self._best(accepted, ahead[1:], enough)
            if instead and reach + 1 > dropped:
                self._put(instead, word.place)
                return index + 1
            if dropped > enough:
                return index + 1
        return self._skip(index)

    def _leave_out(self, word: Word, accepted: frozenset[str]) -> None:
        """Tell about a word that is left out, once for its line: the rest is a consequence."""
        line = word.place.line
        if line not in self._spoilt:
            self._teller.tell(word, accepted)
        self._spoilt.add(line)
        self._teller.left_out = True
        self._lose(word)

    def _best(
        self, accepted: frozenset[str], ahead: Sequence[Word], enough: int
    ) -> tuple[tuple[str, ...], int]:
        """Return the repair after which most of the words are understood, and how many."""
        best: tuple[str, ...] = ()
        reach = 0
        for repair in _REPAIRS:
            if repair[0] in accepted:
                reached = self._parser.reach(repair, ahead)
                if reached >= enough and reached > reach:
                    best, reach = repair, reached
        return best, reach

    def _put(self, kinds: tuple[str, ...], place: Place) -> None:
        if kinds[0] == "NAME" and self._teller.kind_before in _DECLARED:
            self._lost = None
        for kind in kinds:
            self._shift(make_word(kind, _STANDS_IN.get(kind, SPELLED.get(kind, "")), place))

    def _supply(self, kinds: tuple[str, ...], word: Word, accepted: frozenset[str]) -> None:
        spot = self._teller.after()
        if len(kinds) == 1 and kinds[0] in SPELLED:
            self._teller.tell_missing(kinds[0], accepted)
        else:
            self._teller.tell(word, accepted, missing=word.first)
        if not self._open:
            self._lose(word)
        self._put(kinds, spot)

    def _lose(self, word: Word) -> None:
        """Note that a word is left out, which may have been the name of something."""
        before = self._teller.kind_before
        if before in _DECLARED and not is_name(word):
            self._lost = None
        if self._lost is not None and is_name(word):
            self._lost.add(str(word))

    def _skip(self, index: int) -> int:
        """Leave out words up to where the parser can go on for certain, and return that index."""
        words = self._words
        depth = 0
        if words[index].type not in CLOSERS and not self._back(words[index]):
            index += 1
        while index < len(words):
            word = words[index]
            if self._back(word):
                return index
            self._lose(word)
            if word.type in OPENERS:
                depth += 1
            elif word.type in CLOSERS:
                if depth:
                    depth -= 1
                elif any(OPENERS[one.word.type] == word.type for one in self._open):
                    self._unwind(word)
                    return index
            elif not depth and self._goes_on(index):
                return index
            index += 1
        return index

    def _back(self, word: Word) -> bool:
        """Forget what is unfinished where a declaration or a command begins, if one does."""
        if word.starts == "DECLARATION":
            return bool(self._open) or self._parser.forget(word.type)
        if word.starts == "COMMAND" and any(one.owner == "INTERFACE" for one in self._open):
            return self._open[-1].owner != "INTERFACE" or self._parser.forget(word.type)
        return False

    def _goes_on(self, index: int) -> bool:
        word = self._words[index]
        if not word.first and word.type not in ("COMMA", "AT"):
            return False
        ahead = self._words[index : index + 4]
        return self._parser.reach((), ahead) == len(ahead)

    def _unwind(self, closer: Word) -> None:
        """Forget what is unfinished within the bracket that a word closes."""
        while self._open and OPENERS[self._open[-1].word.type] != closer.type:
            self._open.pop()
        if not self._parser.forget(closer.type) and self._open:
            self._open.pop()

    def _close(self, keep: int, word: Word | None, told: bool = False) -> None:
        """Supply the brackets that are still open, all but the first ``keep``."""
        quiet = told
        while len(self._open) > keep:
            kind = OPENERS[self._open[-1].word.type]
            spot = self._teller.after()
            if quiet:
                quiet = False
            elif (not told or kind == "RBRACE") and len(self._teller.findings) < _MANY:
                told = True
                self._teller.tell_unclosed(word)
            supplied = make_word(kind, SPELLED[kind], spot)
            if not self._shift(supplied):
                repair = next(
                    (
                        repair
                        for repair in _UNFINISHED
                        if self._parser.reach((*repair, kind), ()) == 0
                    ),
                    None,
                )
                if repair is not None:
                    self._put(repair, spot)
                else:
                    self._unwind(supplied)
                if not self._shift(supplied):
                    self._open.pop()

    def _finish(self) -> tuple[object, ...] | None:
        if not self._parser.accepts("$END"):
            # What was left out may have been the rest of what is unfinished.
            if not self._teller.left_out:
                self._teller.tell(None, self._parser.accepted())
            self._parser.forget("$END")
        return self._parser.finish()
