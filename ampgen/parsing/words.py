"""The words of a schema, made ready for the parser."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from ampgen.findings import Edit, Finding, Frame, Severity
from ampgen.text import Place, Source

KEYWORDS = frozenset(
    "SCHEMA IMPORT AS ENUM RECORD RESERVED ERROR PYTHON TYPE OVER INTERFACE COMMAND ONEWAY "
    "RAISES FATAL PROTOCOL ANSWERS".split()
)

MOST_WORDS = 400_000
MOST_MENDED = 70_000
LONGEST_LINE = 400_000  # characters

# Read whole by the lexer and never given to the parser.
UNWANTED = (
    "DOC",
    "OPEN_STRING",
    "SINGLE_QUOTED",
    "HASH_COMMENT",
    "BLOCK_COMMENT",
    "DASHED",
    "FOREIGN_NAME",
    "STRAY",
)

# Stands in for a string that is missing. No text can hold the character between its quotes.
MISSING_STRING = '"\0"'

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_ESCAPE = re.compile(r'\\(?:[\\"nrt]|x[0-9A-Fa-f]{2}|u(?![dD][89A-Fa-f])[0-9A-Fa-f]{4}|(.))')
LONGEST_NUMBER = 1000
# Nobody reads more, and a hostile file may hold as many as it has bytes.
MANY = 500


class Doc:
    """A documentation comment; ``taken`` once it has found what it documents."""

    __slots__ = ("lines", "place", "taken")

    def __init__(self, line: str, place: Place) -> None:
        self.lines = [line]
        self.place = place
        self.taken = False

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class Word(str):
    """The text of a word that knows its kind, its place, its documentation and its line.

    ``type`` is the name of its terminal in the grammar, and ``first`` whether it begins a line.
    ``starts`` is DECLARATION, COMMAND or RAISES where one begins here beyond doubt.
    """

    type: str
    place: Place
    doc: Doc | None = None
    first = False
    starts = ""


def make_word(kind: str, text: str, place: Place, first: bool = False) -> Word:
    word = Word(text)
    word.type = kind
    word.place = place
    if first:
        word.first = True
    return word


class Token(Protocol):
    """A token as the grammar's lexer makes it: a text of a kind, and where it stands."""

    @property
    def type(self) -> str: ...
    @property
    def start_pos(self) -> int | None: ...
    @property
    def end_pos(self) -> int | None: ...


def is_name(word: Word) -> bool:
    """Say whether a word may be a name, keywords included."""
    return word.type == "NAME" or word.type in KEYWORDS


def is_right_number(text: str) -> bool:
    """Say whether a number is one of this language."""
    if len(text) > LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        return False
    # Only what has an exponent or 309 digits can be infinite.
    return text.lstrip("-").isdigit() or abs(float(text)) != float("inf")


def is_right_string(text: str) -> bool:
    """Say whether all escapes of a string, quotes included, are of this language."""
    if "\\" not in text:
        return True
    return all(match[1] is None for match in _ESCAPE.finditer(text, 1, len(text) - 1))


def words_of(text: str) -> str:
    """Return what a line of documentation says: without its slashes and the blank behind them."""
    return text[3:].removeprefix(" ").rstrip()


def stray_behind(place: Place) -> Finding:
    """Tell about documentation that stands behind something in its line."""
    return Finding(
        "stray-doc",
        "a documentation comment stands before what it documents",
        Frame(place, "this documents nothing"),
        "put it on a line of its own before the name, or begin it with `//`",
        severity=Severity.WARNING,
    )


def stray_ahead(place: Place) -> Finding:
    """Tell about documentation after which nothing comes that can be documented."""
    return Finding(
        "stray-doc",
        "a documentation comment stands before what it documents",
        Frame(place, "nothing that can be documented follows"),
        "move it, or begin it with `//`",
        severity=Severity.WARNING,
    )


class Reading:
    """The words of one source and what is wrong with them one by one.

    ``whole`` is false where there are more words than anybody would have mended at once.
    """

    def __init__(self, source: Source) -> None:
        self.source = source
        self.words: list[Word] = []
        self.docs: list[Doc] = []
        self.findings: list[Finding] = []
        self._told = dict.fromkeys(Severity, 0)
        self.whole = True
        self._doc: Doc | None = None

    def read(self, tokens: Iterable[Token]) -> None:
        text = self.source.text
        previous = 0
        for count, token in enumerate(tokens):
            # Comments are words too where they are mistakes, and there may be millions.
            if (
                len(self.words) == MOST_MENDED
                or count == 3 * MOST_MENDED
                or self._told[Severity.ERROR] >= MANY
            ):
                self.whole = False
                return
            start, end = token.start_pos or 0, token.end_pos or 0
            first = previous == 0 or text.find("\n", previous, start) >= 0
            previous = end
            place = Place(self.source, start, end)
            kind = token.type
            if kind == "DOC":
                self._read_doc(str(token), place, first)
                continue
            value = str(token)
            if kind in UNWANTED:
                kind, value = self._refuse(kind, value, place)
                if not kind:
                    continue
            elif kind == "STRING":
                if not self._escapes_are_right(value, place):
                    value = MISSING_STRING
            elif kind == "NUMBER" and not self._number_is_right(value, place):
                value = ""
            word = make_word(kind, value, place, first)
            word.doc, self._doc = self._doc, None
            self.words.append(word)

    def _read_doc(self, text: str, place: Place, first: bool) -> None:
        line = words_of(text)
        if not first:
            if self._told[Severity.WARNING] < MANY:
                self._told[Severity.WARNING] += 1
                self.findings.append(stray_behind(place))
            return
        if self._doc is None:
            self._doc = Doc(line, place)
            self.docs.append(self._doc)
        else:
            self._doc.lines.append(line)

    def _refuse(self, kind: str, text: str, place: Place) -> tuple[str, str]:
        """Tell about a word that the language does not have; return what stands in for it."""
        if kind == "OPEN_STRING":
            self._add(
                "unclosed-string",
                "this string has no closing quote",
                Place(self.source, place.start, place.start + 1),
                "opened here",
                'end it with `"` on the same line; a quote inside it is written `\\"`',
            )
            return "STRING", MISSING_STRING
        if kind == "SINGLE_QUOTED":
            content = text[1:].removesuffix("'")
            safe = text.endswith("'") and len(text) > 1 and not set(content) & set('"\\')
            self._add(
                "foreign-syntax",
                "a string stands in double quotes",
                place,
                "single quotes",
                f'write `"{content}"`' if safe else "use double quotes",
                edits=(Edit(place, f'"{content}"'),) if safe else (),
            )
            return "STRING", f'"{content}"' if safe else MISSING_STRING
        if kind == "HASH_COMMENT":
            self._add(
                "foreign-syntax",
                "a comment begins with `//`",
                Place(self.source, place.start, place.start + 1),
                "not a comment here",
                "write `//` in place of `#`",
                edits=(Edit(Place(self.source, place.start, place.start + 1), "//"),),
            )
            return "", ""
        if kind == "BLOCK_COMMENT":
            self._add(
                "foreign-syntax",
                "a comment begins with `//` and ends with its line",
                Place(self.source, place.start, place.start + 2),
                "there are no block comments",
                "begin every line of the comment with `//`",
            )
            return "", ""
        if kind == "DASHED":
            fixed = text.replace("-", "_")
            self._add(
                "bad-name",
                f"`{text}` is not a name: a name has no dash",
                place,
                "a dash in a name",
                f'write `{fixed}`, and where the wire must say `{text}`: `@wire("{text}")`',
            )
            return "NAME", fixed
        if kind == "FOREIGN_NAME":
            self._add(
                "bad-name",
                f"`{text}` is not a name: names are of ASCII letters, digits and `_`",
                place,
                "not ASCII",
                f'spell it in ASCII, and where the wire must say it: `@wire("{text}")`',
            )
            return "NAME", ""
        return "STRAY", text

    def _escapes_are_right(self, text: str, place: Place) -> bool:
        if is_right_string(text):
            return True
        for match in _ESCAPE.finditer(text, 1, len(text) - 1):
            if match.group(1) is None:
                continue
            if self._told[Severity.ERROR] >= MANY:
                break
            spot = Place(self.source, place.start + match.start(), place.start + match.end())
            surrogate = re.match(r"\\u[dD][89A-Fa-f]", text[match.start() : match.end() + 4])
            self._add(
                "bad-escape",
                (
                    "half of a surrogate pair is not a character"
                    if surrogate
                    else f"`{match.group()}` is not an escape"
                ),
                spot,
                "not a character" if surrogate else "unknown escape",
                (
                    "write the character itself"
                    if surrogate
                    else 'the escapes are `\\\\`, `\\"`, `\\n`, `\\r`, `\\t`, `\\xNN` and `\\uNNNN`'
                ),
            )
        return False

    def _number_is_right(self, text: str, place: Place) -> bool:
        if is_right_number(text):
            return True
        if len(text) > LONGEST_NUMBER:
            self._add(
                "bad-number",
                f"a number has at most {LONGEST_NUMBER:,} characters",
                Place(self.source, place.start, place.start + 1),
                f"{len(text):,} characters",
                "write a shorter number",
            )
            return False
        if not _NUMBER.fullmatch(text):
            self._add(
                "bad-number",
                f"`{text}` is not a number",
                place,
                "not a number",
                "write it in decimal, as `12`, `-3`, `1.5` or `2e10`; a name begins with a letter",
            )
            return False
        self._add(
            "bad-number",
            f"`{text}` is too large for a float",
            place,
            "this is infinite",
            "write a number below 1.8e308",
        )
        return False

    def _add(
        self,
        rule: str,
        fact: str,
        place: Place,
        label: str,
        help: str,
        edits: tuple[Edit, ...] = (),
        severity: Severity = Severity.ERROR,
    ) -> None:
        # Each kind is counted alone, or many warnings would hide an error.
        if self._told[severity] >= MANY:
            return
        self._told[severity] += 1
        self.findings.append(
            Finding(rule, fact, Frame(place, label), help, edits=edits, severity=severity)
        )
