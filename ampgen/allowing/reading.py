"""Find the allowances in the text of a schema."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ampgen.escaping import visible
from ampgen.findings import Edit, Finding, Frame, Severity
from ampgen.frozen import dataclass, field
from ampgen.outlining import Item, outline
from ampgen.scanning import scan
from ampgen.text import Place, Source

# What is nearly an allowance is one: a comment that does nothing would be believed.
_BEGINS = re.compile(r"(?i:/{2,}[ \t]*(ampgen[ \t]*:?[ \t]*allow\b))|//[ \t]*(ampgen:)")
_WHOLE = re.compile(
    r"//[ \t]*ampgen:[ \t]*allow[ \t]+(?P<rules>[^\s:,]+(?:[ \t]*,[ \t]*[^\s:,]+)*)"
    r"(?:[ \t]+until[ \t]+(?P<until>[0-9]+(?:\.[0-9]+)*))?[ \t]*:[ \t]*(?P<reason>\S.*)"
)
_FORM = "write `// ampgen: allow RULE: reason`, or `allow RULE until 2.0: reason`"
_RULE = re.compile(r"[^\s:,]+")
_HAS_UNTIL = re.compile(r"\buntil\b")
_UNTIL = re.compile(r"\buntil[ \t]+[0-9]+(?:\.[0-9]+)*[ \t]*$")


@dataclass(frozen=True, slots=True)
class Allowance:
    """One rule that may be broken in some lines; ``end`` is the line after the last of them.

    ``place`` is the whole comment, ``named`` the rule's name in it.
    """

    rule: str
    until: str | None
    reason: str
    start: int
    end: int
    place: Place = field(repr=False)
    named: Place = field(repr=False)


def allowances(source: Source) -> tuple[Allowance, ...]:
    """Return the allowances of a source that are well formed, whatever rules they name."""
    return tuple(one for one in read(source) if isinstance(one, Allowance))


def read(source: Source) -> list[Allowance | Finding]:
    """Return the allowances of a source, and a finding in place of each that is malformed."""
    if "ampgen" not in source.text.lower():
        return []
    lexemes = tuple(scan(source.text))
    words = [one for one in lexemes if not one.is_comment]
    ends: dict[int, int] = {}
    read: list[Allowance | Finding] = []
    # How many words stand before the comment.
    before = 0
    for lexeme in lexemes:
        if not lexeme.is_comment:
            before += 1
            continue
        begins = _BEGINS.match(lexeme.text)
        if begins is None:
            continue
        place = Place(source, lexeme.start, lexeme.end)
        whole = _WHOLE.fullmatch(lexeme.text)
        if whole is None:
            read.append(
                _malformed(lexeme.text, place, lexeme.start + begins.start(begins.lastindex or 0))
            )
            continue
        start, end = place.line, place.line + 1
        if lexeme.lines and not before:
            start, end = 1, source.position(len(source.text))[0] + 1
        elif lexeme.lines:
            ends = ends or _ends(outline(words), {})
            end = start
            if before in ends:
                end = source.position(words[ends[before] - 1].start)[0] + 1
        for name in _RULE.finditer(lexeme.text, *whole.span("rules")):
            named = Place(source, lexeme.start + name.start(), lexeme.start + name.end())
            read.append(
                Allowance(name.group(), whole["until"], whole["reason"], start, end, place, named)
            )
    return read


def bad(fact: str, place: Place, label: str, help: str, edits: tuple[Edit, ...] = ()) -> Finding:
    """Return a finding about an allowance that cannot be one."""
    frame = Frame(place, label)
    return Finding("bad-allowance", fact, frame, help, (), edits, Severity.WARNING)


def _ends(items: Iterable[Item], ends: dict[int, int]) -> dict[int, int]:
    """Return by the first word of every item its end; where several begin, that of the largest."""
    for item in items:
        ends.setdefault(item.start, item.stop)
        for block in item.blocks:
            _ends(block.items, ends)
    return ends


def _malformed(comment: str, whole: Place, start: int) -> Finding:
    body = comment.lstrip("/").lstrip()
    place = Place(whole.source, start, whole.end)
    if comment.startswith("///"):
        return bad(
            "an allowance stands in a comment that documents nothing",
            place,
            "this is documentation" if comment[3:4] != "/" else "too many slashes",
            "begin it with two slashes: `// ampgen: allow …`",
        )
    form = re.match(r"ampgen:[ \t]*(\w*)(.*)", body)
    if form is None:
        fact, label = "this looks like an allowance and is none", "`ampgen:` is expected"
    elif form[1] != "allow":
        fact = f"`ampgen: {visible(form[1])}` means nothing in a schema"
        label = "`allow` is expected"
    elif re.match(r"\s*(?:$|:|until\b)", form[2]):
        fact, label = "this allowance names no rule", "which?"
    elif _HAS_UNTIL.search(head := form[2].partition(":")[0]) and not _UNTIL.search(head):
        fact, label = "this allowance does not say until which version", "numbers with dots"
    else:
        fact, label = "this allowance gives no reason", "why?"
    return bad(fact, place, label, _FORM)
