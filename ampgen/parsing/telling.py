"""Where the parser stands in a file, and what it says about the words there."""

from __future__ import annotations

from ampgen.findings import Edit, Finding, Frame
from ampgen.parsing.expecting import CLOSERS, IN_BRACES, OPENERS, SPELLED, Opened, describe, found
from ampgen.parsing.words import Word
from ampgen.text import Place, Source

# What is written right behind the word before it.
_CLOSE_UP = ("COMMA", "COLON", "RPAR", "RSQB", "LPAR")
# Nobody indents farther.
_FARTHEST = 200


def _indent(word: Word) -> int:
    """Return how far in the line of a word begins."""
    text = word.place.source.text
    start = text.rfind("\n", 0, word.place.start) + 1
    end = min(word.place.start, start + _FARTHEST)
    return len(text[start:end]) - len(text[start:end].lstrip(" \t"))


class Teller:
    """Follows the words that were understood, and collects findings about the others.

    ``before`` is the last word that was understood, ``open`` are the brackets that are open
    behind it, and ``left_out`` says whether a word was left out since.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._earlier = ""
        self._declaring = ""
        self.findings: list[Finding] = []
        self.open: list[Opened] = []
        self.before: Word | None = None
        self.left_out = False

    @property
    def kind_before(self) -> str:
        """The kind of the last word that was understood, empty at the start."""
        return self.before.type if self.before is not None else ""

    def note(self, word: Word) -> None:
        """Take note of a word that was understood."""
        kind = word.type
        if kind in OPENERS:
            self.open.append(Opened(word, self._owner(kind)))
        elif kind in CLOSERS and self.open:
            self.open.pop()
        elif kind in IN_BRACES and not self.open:
            self._declaring = kind
        self._earlier = self.kind_before
        self.before = word
        self.left_out = False

    def _owner(self, kind: str) -> str:
        before = self.kind_before
        if kind == "LBRACE":
            return self._declaring
        if kind == "LSQB":
            return "VALUES" if before in ("EQUAL", "LSQB", "LPAR", "COMMA") else "TYPES"
        if before == "_ARROW":
            return "ANSWER"
        if self._earlier == "AT":
            return "SETTINGS"
        return "ARGUMENTS" if self.open else "PARAMETERS"

    def after(self) -> Place:
        """Return the place right after the last word that was understood."""
        end = self.before.place.end if self.before is not None else 0
        return Place(self._source, end, end)

    def tell(self, word: Word | None, accepted: frozenset[str], missing: bool = False) -> None:
        """Tell about a word, or about the end, that is none of the accepted kinds.

        With ``missing`` nothing is wrong with the word: what is told about is missing before it.
        """
        fact, help = describe(accepted, self.before, self.open)
        inside = any(one.owner == "INTERFACE" for one in self.open)
        if word is not None and word.starts == "COMMAND" and not inside:
            fact, help = (
                "a command stands in an interface",
                "write `interface Name { … }` around it",
            )
        if word is None:
            spot, label = self.after(), "the file ends here"
        elif missing and self.before is not None:
            spot, label = self.after(), "it is missing here"
        else:
            spot, label = word.place, found(word)
        others: tuple[Frame, ...] = ()
        if word is not None and word.type in CLOSERS:
            if not self.open:
                fact, help = f"`{word}` closes nothing", "take it out, or open a bracket before it"
            elif OPENERS[self.open[-1].word.type] != word.type:
                others = self._openers()
        self._add(fact, spot, label, help, others)

    def tell_missing(self, kind: str, accepted: frozenset[str]) -> None:
        """Tell that a word of a kind that is always spelt alike is missing here."""
        if kind == "ANSWERS" and self.before is not None and self.before == SPELLED[kind]:
            self._add(
                "a role stands before `answers`",
                self.before.place,
                "nobody answers",
                "say who does, as in `server answers …`",
            )
            return
        text = SPELLED[kind]
        fact, _ = describe(accepted, self.before, self.open)
        if kind not in ("COLON", "_ARROW") or "type" not in fact:
            fact = f"expected `{text}`"
            fact += f" after `{self.before}`" if self.before is not None else ""
        spot = self.after()
        edit = Edit(spot, text if kind in _CLOSE_UP else f" {text}")
        others = self._openers() if kind in CLOSERS else ()
        self._add(fact, spot, f"`{text}` is missing here", f"write `{text}` here", others, edit)

    def tell_unclosed(self, word: Word | None) -> None:
        """Tell that the innermost open bracket is never closed: what follows is a word, or not."""
        opened = self.open[-1].word
        text = SPELLED[OPENERS[opened.type]]
        spot = self.after()
        edit = Edit(spot, f"\n{text}" if text == "}" else text)
        # What stands farther in may have been meant to be closed first.
        sure = word is None or not word.first or _indent(word) <= _indent(opened)
        self._add(
            f"`{opened}` is never closed",
            spot,
            f"expected `{text}` before " + ("the end" if word is None else "what follows"),
            f"write `{text}` here",
            self._openers(),
            edit if sure else None,
            rule="unclosed",
        )

    def _openers(self) -> tuple[Frame, ...]:
        return (Frame(self.open[-1].word.place, "opened here"),) if self.open else ()

    def _add(
        self,
        fact: str,
        place: Place,
        label: str,
        help: str,
        others: tuple[Frame, ...] = (),
        edit: Edit | None = None,
        rule: str = "unexpected",
    ) -> None:
        edits = (edit,) if edit is not None else ()
        self.findings.append(Finding(rule, fact, Frame(place, label), help, others, edits))
