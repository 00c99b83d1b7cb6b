"""Parse a file in which something is wrong, with lark: tell every mistake, and go on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from ampgen.findings import Finding, Frame, Severity
from ampgen.parsing.cutting import cut
from ampgen.parsing.feeding import feed
from ampgen.parsing.habits import translate
from ampgen.parsing.grammar import lark_parser
from ampgen.parsing.parsed import Parsed, file_of, unreadable
from ampgen.parsing.readying import cut_depths, mark_starts, settle
from ampgen.parsing.words import MOST_MENDED, Reading, Word, stray_ahead
from ampgen.parsing.counting import count_words
from ampgen.text import Place, Source

_DECLARES = re.compile(
    r"^(schema|import|enum|record|error|type|interface|protocol)[ \t]", re.MULTILINE
)
# Characters of a piece that stays though it is known to be right.
_LONGEST_KEPT = 100_000


def mend(source: Source, text: str, findings: Sequence[Finding], understood: int = 0) -> Parsed:
    """Parse a source, telling every mistake in it and going on behind it.

    ``text`` is the source's, with something harmless in place of characters that were told about
    in ``findings``. ``understood`` is how far it is known to be right: in a long file that part,
    and what comes very long after it, is not looked at.
    """
    window = _window(text, understood)
    # lark says little about the types of its interactive parser.
    parser: Any = lark_parser().parse_interactive(window)
    reading = Reading(source)
    reading.read(parser.lexer_thread.lex(parser.parser_state))
    if reading.whole and window is text:
        return _mended(source, parser, reading, list(findings))
    if not reading.whole and len(reading.words) < MOST_MENDED:
        # So many words are wrong by themselves that what is between them is not looked at.
        return unreadable(source, [*reading.findings, *findings])
    last = reading.words[-1].place.start if reading.words else 0
    mended = _mended(source, parser, reading, [])
    # What is told about the end is told about an end that is none.
    told = [one for one in mended.findings if reading.whole or one.frame.place.start < last]
    told += findings
    if all(one.severity is Severity.WARNING for one in told):
        told.append(_unclear(source, understood))
    return unreadable(source, told)


def _window(text: str, understood: int) -> str:
    """Return a long text with blanks for what is done with before a place.

    What stays is the piece before it, in which something may not have been closed, the head of
    the interface that is open there, and what a file begins with.
    """
    if not understood or count_words(text) <= MOST_MENDED:
        return text
    pieces = [text[start:end] for start, end in cut(text) if start < understood]
    head = -1
    for index, piece in enumerate(pieces[:-1]):
        begins = _DECLARES.search(piece)
        if begins is not None and begins[1] in ("schema", "import"):
            continue
        if begins is not None and head >= 0:
            pieces[head] = _blank(pieces[head])
        if begins is not None and begins[1] == "interface":
            head = index
        else:
            head = -1 if begins is not None else head
            pieces[index] = _blank(piece)
    if head >= 0 and _DECLARES.search(pieces[-1]):
        pieces[head] = _blank(pieces[head])
    done = sum(map(len, pieces))
    if len(pieces[-1]) > _LONGEST_KEPT:
        # What comes after it would not be looked at.
        pieces[-1] = _blank(pieces[-1])
    return "".join(pieces) + text[done:]


def _blank(text: str) -> str:
    return " " * (len(text) - 1) + "\n"


def _unclear(source: Source, start: int) -> Finding:
    end = source.text.find("\n", start)
    return Finding(
        "unexpected",
        "this cannot be understood in so long a file",
        Frame(Place(source, start, len(source.text) if end < 0 else end), "from here on"),
        "divide the file into several schemas that import each other",
    )


def _mended(source: Source, parser: Any, reading: Reading, findings: list[Finding]) -> Parsed:
    findings += reading.findings
    settle(reading.words)
    translated = translate(reading.words)
    findings = [
        one
        for one in findings
        if not any(start <= one.frame.place.start < end for start, end in translated.left)
    ]
    findings += translated.findings
    words, deep = cut_depths(translated.words)
    findings += deep
    mark_starts(words)
    fed = feed(parser, words, source)
    # What follows an unclosed string on its line may have been meant to stand in it.
    spoilt = {one.frame.place.line for one in findings if one.rule == "unclosed-string"}
    # A word that was told about by itself is not told about once more for where it stands.
    told = {(one.frame.place.start, one.frame.place.end) for one in findings}
    findings += (
        one
        for one in fed.findings
        if one.frame.place.line not in spoilt
        and (one.frame.place.start, one.frame.place.end) not in told
    )
    findings += (
        stray_ahead(doc.place) for doc in reading.docs if not doc.taken and not fed.findings
    )
    lost: frozenset[str] | None = frozenset()
    if fed.findings or translated.findings:
        lost = None if fed.lost is None else _declared(words) | translated.lost | fed.lost
    return Parsed(
        file_of(fed.items, lost, source), tuple(findings), fed.whole, fed.spoilt | spoilt
    )


def _declared(words: list[Word]) -> frozenset[str]:
    """Return every name that may have been declared in a file that was not understood."""
    return frozenset(
        str(word)
        for before, word in zip(words, words[1:])
        if before.type in ("ENUM", "RECORD", "ERROR", "TYPE", "INTERFACE", "PROTOCOL", "AS", "DOT")
    )
