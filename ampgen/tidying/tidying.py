"""Tidy a schema, and prove that nothing of it was lost."""

from __future__ import annotations

from collections import Counter

from ampgen.findings import Refused, Severity
from ampgen.parsing import Parsed, parse
from ampgen.scanning import scan
from ampgen.text import Source
from ampgen.tidying.aligning import printed
from ampgen.tidying.laying import lay


def tidy(source: Source) -> str:
    """Return the text that a source should have; its lines end in LF.

    Only its form must be right, not what it means. Raises ``Refused`` with every mistake of its
    form otherwise.
    """
    before = _parsed(source)
    text = printed(lay(tuple(scan(source.text))))
    if text != source.text:
        _prove(source, before, text)
    return text


def _parsed(source: Source) -> Parsed:
    parsed = parse(source)
    if not parsed.whole or any(one.severity is Severity.ERROR for one in parsed.findings):
        raise Refused(parsed.findings)
    return parsed


def _prove(source: Source, before: Parsed, text: str) -> None:
    """See to it that a text means and remarks what its source does, before anybody writes it."""
    try:
        after = parse(Source(source.name, text))
    except Exception as error:
        raise AssertionError("the tidied schema cannot be read") from error
    if not after.whole or after.file != before.file:
        raise AssertionError("the tidied schema means something else")
    if _comments(text) != _comments(source.text):
        raise AssertionError("the tidied schema has other comments")


def _comments(text: str) -> Counter[str]:
    return Counter(one.text.lstrip("/").strip() for one in scan(text) if one.is_comment)
