"""Parse one file, telling every mistake of its form."""

from __future__ import annotations

from ampgen.parsing.characters import check_characters
from ampgen.parsing.parsed import Parsed, file_of, unreadable
from ampgen.parsing.streaming import stream
from ampgen.text import Source


def parse(source: Source) -> Parsed:
    """Parse a source. Never raises for what is in it."""
    text, findings, readable = check_characters(source)
    if not readable:
        return unreadable(source, findings)
    if not findings:
        items = stream(source)
        if items is not None:
            return Parsed(file_of(items, frozenset(), source), (), True)
    # Only now, because a file that is right needs nothing of what words mistakes.
    from ampgen.parsing.mending import mend

    return mend(source, text, findings)
