"""The words of docstrings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from ampgen.presenting.literals import normal


class Documented(Protocol):
    """What has a documentation comment, and perhaps ``@deprecated`` and ``@since``."""

    @property
    def doc(self) -> str: ...
    @property
    def deprecated(self) -> str | None: ...
    @property
    def since(self) -> str | None: ...


def text(thing: Documented, otherwise: str = "", entries: Iterable[str] = ()) -> str:
    """Return the docstring of a declaration.

    ``otherwise`` stands where the schema says nothing. ``entries`` are lines such as ``entry``
    makes them, put at the end.
    """
    parts = [normal(thing.doc) or otherwise, *_history(thing)]
    listed = "\n".join(entries)
    return "\n\n".join(part for part in (*parts, listed) if part)


def entry(label: str, words: str) -> str:
    """Return a field of a docstring, ``:label: words``, further lines of the words set in."""
    words = normal(words) if words else ""
    if "\n" not in words:
        return f":{label}: {words}".rstrip()
    first, *rest = words.split("\n")
    lines = [f":{label}: {first}".rstrip(), *(f"    {line}".rstrip() for line in rest)]
    return "\n".join(lines)


def remark(thing: Documented) -> str:
    """Return all that a field's or a member's comment and annotations say, as one text."""
    if thing.since is None and thing.deprecated is None:
        return normal(thing.doc) if thing.doc else ""
    return "\n".join([part for part in (normal(thing.doc), *_history(thing)) if part])


def joined(parts: Sequence[str]) -> str:
    return "\n\n".join(part for part in parts if part)


def _history(thing: Documented) -> list[str]:
    said: list[str] = []
    if thing.since is not None and not normal(thing.doc).startswith(f"Since {thing.since}"):
        said.append(f"Since {_sentence(thing.since)}")
    if thing.deprecated is not None:
        said.append(
            f"Deprecated: {_sentence(thing.deprecated)}" if thing.deprecated else "Deprecated."
        )
    return said


def _sentence(words: str) -> str:
    words = normal(words)
    return words if words.endswith((".", "!", "?")) else f"{words}."
