"""Settle by the words around a word what it is: the grammar sees one word ahead only."""

from __future__ import annotations

from ampgen.findings import Finding, Frame
from ampgen.parsing.words import Word, is_name, make_word

DEEPEST = 16

_BRACES_FOLLOW = ("ENUM", "RECORD", "INTERFACE", "PROTOCOL")
# A word that follows one of these is a name whatever it says.
_NAME_FOLLOWS = (
    "COLON DOT EQUAL LSQB COMMAND ENUM RECORD ERROR TYPE RAISES FATAL ANSWERS INTERFACE PROTOCOL"
).split()
_CLOSERS = {"LBRACE": "RBRACE", "LPAR": "RPAR", "LSQB": "RSQB"}


def _kind(words: list[Word], index: int) -> str:
    return words[index].type if 0 <= index < len(words) else "$END"


def begins_declaration(words: list[Word], index: int) -> bool:
    """Say whether a declaration begins here beyond doubt, whatever brackets are open."""
    word = words[index]
    if not word.first or index + 1 >= len(words):
        return False
    name = words[index + 1]
    if name.first or not is_name(name):
        return False
    after = _kind(words, index + 2)
    if word.type in _BRACES_FOLLOW:
        return (
            after == "LBRACE"
            or (after == "COLON" and word.type == "ENUM" and _kind(words, index + 4) == "LBRACE")
            or (after == "RAISES" and word.type == "INTERFACE")
        )
    if column(word) != 1:
        return False
    if word.type == "TYPE":
        return after == "EQUAL"
    return word.type in ("SCHEMA", "IMPORT", "ERROR") and after != "COLON"


def begins_command(words: list[Word], index: int) -> bool:
    """Say whether a command begins here beyond doubt, whatever brackets but braces are open."""
    word = words[index]
    if not word.first:
        return False
    if word.type == "ONEWAY":
        index += 1
    return (
        _kind(words, index) == "COMMAND"
        and index + 2 < len(words)
        and is_name(words[index + 1])
        and _kind(words, index + 2) == "LPAR"
    )


def column(word: Word) -> int:
    """Return in which column, from 1, a word begins."""
    start = word.place.start
    return start - word.place.source.text.rfind("\n", 0, start)


def settle(words: list[Word]) -> None:
    """Settle what `reserved` and `fatal` are, and the commas that go on with a `reserved`."""
    open: list[str] = []
    for index, word in enumerate(words):
        kind = word.type
        if kind in _CLOSERS:
            open.append(kind)
        elif kind in _CLOSERS.values():
            if open and _CLOSERS[open[-1]] == kind:
                open.pop()
        elif kind == "FATAL":
            if not (
                _kind(words, index - 1) in ("RAISES", "COMMA")
                and index + 1 < len(words)
                and is_name(words[index + 1])
                and not begins_command(words, index + 1)
                and not begins_declaration(words, index + 1)
            ):
                word.type = "NAME"
        elif kind == "RESERVED":
            if _reserves(words, index, open[-1] if open else ""):
                _join(words, index + 1)
            else:
                word.type = "NAME"


def _reserves(words: list[Word], index: int, bracket: str) -> bool:
    """Say whether the word ``reserved`` at an index is the language's own."""
    if index + 1 >= len(words) or not _may_be_held(words[index + 1]):
        return False
    before = _kind(words, index - 1)
    if not words[index].first and before in _NAME_FOLLOWS:
        return False
    # Outside a list of fields, a comma goes on with names of errors or interfaces.
    if before == "COMMA" and bracket != "LPAR":
        return False
    return words[index + 1].type != "ANSWERS" and _kind(words, index + 2) != "EQUAL"


def _may_be_held(word: Word) -> bool:
    return word.type == "STRING" or is_name(word)


def _join(words: list[Word], index: int) -> None:
    """Mark the commas that go on with a `reserved` whose first name stands at the index."""
    while (
        _kind(words, index + 1) == "COMMA"
        and index + 2 < len(words)
        and _may_be_held(words[index + 2])
        and _kind(words, index + 3) != "COLON"
        and not (words[index + 2].type == "RESERVED" and _kind(words, index + 3) != "COMMA")
    ):
        words[index + 1].type = "JOIN"
        index += 2


def mark_starts(words: list[Word]) -> None:
    """Mark the words at which something begins beyond doubt."""
    for index, word in enumerate(words):
        if word.first:
            if begins_declaration(words, index):
                word.starts = "DECLARATION"
            elif begins_command(words, index):
                word.starts = "COMMAND"
        if (
            word.type == "RAISES"
            and _kind(words, index - 1) in ("RPAR", "COMMA")
            and index + 1 < len(words)
            and is_name(words[index + 1])
        ):
            word.starts = "RAISES"


def cut_depths(words: list[Word]) -> tuple[list[Word], list[Finding]]:
    """Put a missing name in place of what stands in more than 16 square brackets."""
    depth = 0
    kept: list[Word] = []
    findings: list[Finding] = []
    for index, word in enumerate(words):
        if word.type == "LSQB":
            depth += 1
            if depth == DEEPEST + 1:
                findings.append(
                    Finding(
                        "nested-too-deep",
                        f"types are nested at most {DEEPEST} deep",
                        Frame(word.place, f"level {DEEPEST + 1} begins here"),
                        "declare a record for the inner part",
                    )
                )
                kept.append(word)
                kept.append(make_word("NAME", "", word.place))
                continue
        elif word.type == "RSQB":
            depth = max(depth - 1, 0)
            if depth == DEEPEST:
                kept.append(word)
                continue
        elif depth and (
            word.type in ("LBRACE", "RBRACE", "LPAR", "RPAR")
            or begins_declaration(words, index)
            or begins_command(words, index)
        ):
            depth = 0
        if depth <= DEEPEST:
            kept.append(word)
    return kept, findings
