"""Go through the words of a file, copying them."""

from __future__ import annotations

from collections.abc import Sequence

from ampgen.findings import Edit, Finding, Frame
from ampgen.parsing.words import Word, is_name, make_word
from ampgen.text import Place

# No type is so long; looking farther would take long in a long file.
FAR = 100
# Nothing is nested deeper.
_NEAR = 20
# What stands for no value, or for no response.
NOTHING = frozenset({"void", "None", "null", "nil", "unit", "empty", "undefined"})
# Nobody reads more.
_MANY = 500
_OPENED_BY = {"RBRACE": "LBRACE", "RPAR": "LPAR", "RSQB": "LSQB"}
_CLOSED_BY = {opens: closes for closes, opens in _OPENED_BY.items()}
_HOLDING = frozenset({"ENUM", "RECORD", "INTERFACE", "PROTOCOL"})
# A word behind one of these is a name whatever it says.
_NAMED_BEHIND = _HOLDING | frozenset(
    "ERROR TYPE SCHEMA IMPORT AS DOT RAISES FATAL COMMA COLON OVER ANSWERS COMMAND".split()
)
# How many words are looked at in vain. Nobody makes so many mistakes, but on purpose.
_PATIENCE = 5_000


class Walker:
    """The words of a file, and how far they are copied.

    ``open`` holds the open brackets: each one's kind, and the keyword of the declaration whose
    braces they are, or FIELDS where it holds those of a command; ``declared`` is that keyword. What
    is found is in ``findings``; ``lost`` are names that were left out, and ``left`` where what was
    left out begins and ends. From ``length`` on stand words that were moved there, by at most so
    many looks as ``nested`` counts; ``full`` says whether as much was found as anybody reads, and
    ``patience`` is how often one may still look ahead in vain.
    """

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.index = 0
        self.out: list[Word] = []
        self.open: list[tuple[str, str]] = []
        self.declaring = ""
        self._named = False
        self.declared: Word | None = None
        self.length = len(words)
        self.patience = _PATIENCE
        self.full = False
        self.nested = 0
        self.left: list[tuple[int, int]] = []
        self.commas_told = False
        self.semicolons: list[Word] = []
        self.numbers: list[tuple[Word, Word]] = []
        self.findings: list[Finding] = []
        self.lost: set[str] = set()

    def copy(self, word: Word) -> None:
        """Copy a word, and note what it opens or closes."""
        kind = word.type
        if kind in ("LBRACE", "LPAR", "LSQB"):
            owner = self.declaring if kind == "LBRACE" else ""
            if kind == "LPAR" and self.out:
                command = len(self.out) > 1 and self.out[-2].type == "COMMAND"
                owner = "FIELDS" if command or self.out[-1].type == "_ARROW" else ""
            self.open.append((kind, owner))
            self.commas_told = False
        elif kind in _OPENED_BY and any(_OPENED_BY[kind] == one for one, _ in self.open[-_NEAR:]):
            while self.open.pop()[0] != _OPENED_BY[kind]:
                pass
            if not self.open:
                self.declaring = ""
        elif not self.open and kind in _HOLDING and not self._named:
            self.declaring = kind
            self.declared = word
        self._named = kind in _NAMED_BEHIND and not self._named
        self.out.append(word)

    def at(self, ahead: int) -> Word | None:
        """Return a word ahead, 0 being the one at hand, or None at the end."""
        index = self.index + ahead
        return self.words[index] if 0 <= index < len(self.words) else None

    def text(self, ahead: int) -> str:
        """Return the text of a word ahead, empty at the end."""
        word = self.at(ahead)
        return "" if word is None else str(word)

    def kind(self, ahead: int) -> str:
        """Return the kind of a word ahead."""
        word = self.at(ahead)
        return word.type if word is not None else "$END"

    def is_name(self, ahead: int) -> bool:
        """Say whether a word ahead may be a name."""
        word = self.at(ahead)
        return word is not None and is_name(word)

    def within(self) -> tuple[str, str]:
        """Return the innermost open bracket, or two empty texts."""
        return self.open[-1] if self.open else ("", "")

    def in_field(self) -> bool:
        """Say whether the innermost bracket holds fields, of a record or of a command."""
        return self.within() in (("LBRACE", "RECORD"), ("LPAR", "FIELDS"))

    def closing(self, ahead: int) -> int:
        """Return how far ahead the bracket ends that opens there, or 0 where it does not, soon."""
        depth = 0
        for end in range(ahead, ahead + min(FAR, self.patience)):
            kind = self.kind(end)
            depth += (kind in _CLOSED_BY) - (kind in _OPENED_BY)
            if not depth:
                return end if kind == _CLOSED_BY.get(self.kind(ahead)) else 0
        self.patience -= FAR
        return 0

    def put(self, ahead: int, end: int, words: Sequence[Word]) -> None:
        """Put words in place of those from one ahead up to, without it, another."""
        self.words[self.index + ahead : self.index + end] = words
        self.length += len(words) - (end - ahead)

    def place(self, ahead: int, end: int) -> Place:
        """Return the place from a word ahead up to, without it, another."""
        first = self.words[self.index + ahead].place
        last = self.words[self.index + end - 1].place
        # Words that were moved stand behind others that come later in the text.
        return Place(first.source, first.start, max(first.end, last.end))

    def tell(
        self, fact: str, place: Place, label: str, help: str, edits: tuple[Edit, ...] = ()
    ) -> None:
        self.findings.append(Finding("foreign-syntax", fact, Frame(place, label), help, (), edits))
        self.full = len(self.findings) >= _MANY

    def leave(self, place: Place) -> None:
        """Note that nothing else is to be told about a place."""
        if len(self.left) < _MANY:
            self.left.append((place.start, place.end))

    def unquote(self, word: Word, fact: str, otherwise: str) -> bool:
        """Tell about a name in quotes, and copy it without them.

        ``otherwise`` is the way out where what is in the quotes can be no name.
        """
        name = str(word)[1:-1]
        fits = name.isidentifier() and name.isascii()
        edits = (Edit(word.place, name),) if fits else ()
        self.tell(fact, word.place, "a string", f"write `{name}`" if fits else otherwise, edits)
        self.copy(make_word("NAME", name if fits else "", word.place, word.first))
        self.index += 1
        return True

    def replace(self, word: Word, kind: str, text: str, fact: str) -> bool:
        """Tell about the word at hand, and copy another in its place."""
        self.tell(
            fact,
            word.place,
            "not a word of this language" if str(word).isalpha() else "not here",
            f"write `{text}`",
            (Edit(word.place, text),),
        )
        replaced = make_word(kind, text, word.place, word.first)
        replaced.doc = word.doc
        self.words[self.index] = replaced
        self.copy(replaced)
        self.index += 1
        return True

    def drop_line(self, word: Word, fact: str, help: str) -> bool:
        """Tell about the line that the word at hand begins, and leave it out."""
        end = 1
        while (inner := self.at(end)) is not None and not inner.first:
            end += 1
        line = self.words[self.index : self.index + end]
        for inner in line[1:]:
            text = str(inner).strip('"').removesuffix(".amp")
            self.lost.add(text.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[-1])
        last = [one for one in line if str(one) != ";"][-1]
        place = Place(word.place.source, word.place.start, last.place.end)
        self.tell(fact, place, "not understood", help)
        self.index += end
        return True
