"""Parse a file in which something is wrong, with lark: tell every mistake, and go on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ampgen.findings import Finding, Frame, Severity
from ampgen.parsing.feeding import feed
from ampgen.parsing.habits import translate
from ampgen.parsing.grammar import lark_parser
from ampgen.parsing.parsed import Parsed, file_of, unreadable
from ampgen.parsing.readying import cut_depths, mark_starts, settle
from ampgen.parsing.words import Reading, Word
from ampgen.text import Source


def mend(source: Source, text: str, findings: Sequence[Finding]) -> Parsed:
    """Parse a source, telling every mistake in it and going on behind it.

    ``text`` is the source's, with something harmless in place of characters that were told about
    in ``findings``.
    """
    findings = list(findings)
    # lark says little about the types of its interactive parser.
    parser: Any = lark_parser().parse_interactive(text)
    reading = Reading(source)
    reading.read(parser.lexer_thread.lex(parser.parser_state))
    findings += reading.findings
    if not reading.whole:
        return unreadable(source, findings)
    settle(reading.words)
    words, foreign, dropped = translate(reading.words)
    findings += foreign
    words, deep = cut_depths(words)
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
    for doc in reading.docs:
        if not doc.taken and not fed.findings:
            findings.append(
                Finding(
                    "stray-doc",
                    "a documentation comment stands before what it documents",
                    Frame(doc.place, "nothing that can be documented follows"),
                    "move it, or begin it with `//`",
                    severity=Severity.WARNING,
                )
            )
    lost: frozenset[str] | None = frozenset()
    if fed.findings or foreign:
        lost = None if fed.lost is None else _declared(words) | dropped | fed.lost
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
