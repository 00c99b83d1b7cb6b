"""Parse one file, telling every mistake of its form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from lark import Lark, Token

from ampgen import syntax
from ampgen.findings import Finding, Frame, Severity
from ampgen.parsing.building import builder
from ampgen.parsing.characters import check_characters
from ampgen.parsing.feeding import feed
from ampgen.parsing.habits import translate
from ampgen.parsing.readying import cut_depths, mark_starts, settle
from ampgen.parsing.words import UNWANTED, Reading, Word
from ampgen.resources import resource_text
from ampgen.text import Place, Source


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as written, as far as it could be understood, and what is wrong with its form.

    ``whole`` is false where so little could be understood that what the file means must not be
    judged; ``spoilt`` are the lines for which the same is true.
    """

    file: syntax.File
    findings: tuple[Finding, ...]
    whole: bool
    spoilt: frozenset[int] = frozenset()


class _KeepUnwanted:
    """Keeps the terminals that no rule of the grammar mentions."""

    always_accept = UNWANTED

    def process(self, stream: Iterator[Token]) -> Iterator[Token]:
        return stream


@cache
def _lark() -> Any:
    return Lark(
        resource_text("grammar", "amp.lark"),
        parser="lalr",
        lexer="basic",
        transformer=builder(),
        postlex=_KeepUnwanted(),
    )


def parse(source: Source) -> Parsed:
    """Parse a source. Never raises for what is in it."""
    text, bad_characters, readable = check_characters(source)
    findings = list(bad_characters)
    nothing = syntax.File((), (), (), frozenset(), Place(source, 0, 0))
    if not readable:
        return Parsed(nothing, tuple(findings), False)
    # lark says little about the types of its interactive parser.
    parser: Any = _lark().parse_interactive(text)
    reading = Reading(source)
    reading.read(parser.lexer_thread.lex(parser.parser_state))
    findings += reading.findings
    if not reading.whole:
        return Parsed(nothing, tuple(findings), False)
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
    return Parsed(_file(fed.items, lost, source), tuple(findings), fed.whole, fed.spoilt | spoilt)


def _declared(words: list[Word]) -> frozenset[str]:
    """Return every name that may have been declared in a file that was not understood."""
    return frozenset(
        str(word)
        for before, word in zip(words, words[1:])
        if before.type in ("ENUM", "RECORD", "ERROR", "TYPE", "INTERFACE", "PROTOCOL", "AS", "DOT")
    )


def _file(items: tuple[object, ...], lost: frozenset[str] | None, source: Source) -> syntax.File:
    schemas: list[syntax.SchemaName] = []
    imports: list[syntax.Import] = []
    declarations: list[syntax.Declaration] = []
    first = Place(source, 0, 0)
    for item in items:
        if isinstance(item, syntax.SchemaName):
            schemas.append(item)
        elif isinstance(item, syntax.Import):
            imports.append(item)
        elif isinstance(
            item,
            (
                syntax.Enum,
                syntax.Record,
                syntax.Error,
                syntax.Custom,
                syntax.Interface,
                syntax.Protocol,
            ),
        ):
            declarations.append(item)
    if items:
        head = items[0]
        assert isinstance(head, (syntax.SchemaName, syntax.Import)) or declarations
        first = (
            head.place
            if isinstance(head, (syntax.SchemaName, syntax.Import))
            else declarations[0].place
        )
    return syntax.File(tuple(schemas), tuple(imports), tuple(declarations), lost, first)
