"""Find the allowances in the text of a schema."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ampgen.escaping import visible
from ampgen.findings import Edit, Finding, Frame, Severity
from ampgen.frozen import dataclass, field
from ampgen.outlining import Item, outline
from ampgen.scanning import Lexeme, scan
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
# What follows a rule, and neither is another nor goes on in the form of an allowance.
_OTHERWISE = re.compile(r"[^\s,][ \t]+(?!until\b)[^\s,]")
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
    spans: _Spans | None = None
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
        else:
            spans = spans or _Spans(words)
            if lexeme.lines:
                span = spans.beginning(before)
                end = start if span is None else source.position(words[span[1] - 1].start)[0] + 1
            elif (span := spans.around(before - 1)) is not None:
                start = source.position(words[span[0]].start)[0]
                end = source.position(words[span[1] - 1].start)[0] + 1
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


class _Spans:
    """From which word to before which other the items of a file go, found by some of their words."""

    def __init__(self, words: Sequence[Lexeme]) -> None:
        self._words = words
        self._beginning: dict[int, tuple[int, int]] = {}
        self._around: dict[int, tuple[int, int]] = {}
        self._read(outline(words))

    def beginning(self, word: int) -> tuple[int, int] | None:
        """Return the largest item that begins with a word, or goes on with it after annotations."""
        return self._beginning.get(word)

    def around(self, word: int) -> tuple[int, int] | None:
        """Return the largest item that ends with a word, or the comma after it; or whose braces or
        brackets that word opens or closes."""
        if word not in self._around and self._words[word].text == ",":
            word -= 1
        return self._around.get(word)

    def _read(self, items: Iterable[Item]) -> None:
        for item in items:
            span = item.start, item.stop
            for word in (item.start, *item.annotations, item.head):
                self._beginning.setdefault(word, span)
            self._around.setdefault(item.stop - 1, span)
            for block in item.blocks:
                self._around.setdefault(block.open, span)
                self._around.setdefault(block.close, span)
                self._read(block.items)


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
    help = _FORM
    if form is None:
        fact, label = "this looks like an allowance and is none", "`ampgen:` is expected"
    elif form[1] != "allow":
        fact = f"`ampgen: {visible(form[1])}` means nothing in a schema"
        label = "`allow` is expected"
    elif re.match(r"\s*(?:$|:|until\b)", form[2]):
        fact, label = "this allowance names no rule", "which?"
    elif _HAS_UNTIL.search(head := form[2].partition(":")[0]) and not _UNTIL.search(head):
        fact, label = "this allowance does not say until which version", "numbers with dots"
    elif ":" not in form[2] and _OTHERWISE.search(_UNTIL.sub("", head)):
        fact, label = "no colon stands before the reason of this allowance", "after the rule"
    elif form[2].partition(":")[2].strip():
        fact, label = "this allowance does not list rules with commas between them", "which?"
        help = "write `// ampgen: allow RULE, RULE: reason`"
    else:
        fact, label = "this allowance gives no reason", "why?"
    return bad(fact, place, label, help)
