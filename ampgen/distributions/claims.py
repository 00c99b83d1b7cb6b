"""Which schemas a distribution says it ships, as its metadata has it.

The formats are those of the specifications "Core metadata", "Entry points" and "Recording
installed projects" of the Python packaging guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from ampgen.frozen import dataclass
from ampgen.schema import Origin

GROUP = "ampgen.schemas"

# A package, or a schema, of a longer name is none: whoever goes there step by step would not end.
_LONGEST = 1000
_SECTION = re.compile(r"\[\s*(.*?)\s*\]")
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*")


@dataclass(frozen=True, slots=True)
class Claim:
    """``prefix`` is a schema, or what the names of several begin with, before a dot.

    ``package`` holds them: a dotted name, or an empty one where the entry point names none.
    ``written`` is the entry point as it stands in the metadata.
    """

    prefix: str
    package: str
    written: str

    def covers(self, schema: str) -> bool:
        return schema == self.prefix or schema.startswith(f"{self.prefix}.")


def claimed(claims: Iterable[Claim]) -> Mapping[str, frozenset[str]]:
    """Return the prefixes of claims by the package that holds what they claim."""
    found: dict[str, set[str]] = {}
    for claim in claims:
        if claim.package:
            found.setdefault(claim.package, set()).add(claim.prefix)
    return {package: frozenset(prefixes) for package, prefixes in found.items()}


def covered(schema: str, prefixes: AbstractSet[str]) -> bool:
    """Say whether one of some prefixes covers a schema."""
    parts = schema.split(".")
    return any(".".join(parts[:length]) in prefixes for length in range(1, len(parts) + 1))


def claims(entry_points: bytes) -> tuple[Claim, ...]:
    """Return the claims of an ``entry_points.txt``, the longest prefix first."""
    found = list(_claims(entry_points.decode("utf-8", "replace")))
    return tuple(sorted(found, key=lambda claim: (-len(claim.prefix), claim.prefix)))


def _claims(text: str) -> Iterator[Claim]:
    inside = False
    for line in map(str.strip, text.splitlines()):
        section = _SECTION.fullmatch(line)
        if section is not None:
            inside = section[1] == GROUP
        elif inside and "=" in line and not line.startswith(("#", ";")):
            name, _, value = map(str.strip, line.partition("="))
            if len(name) <= _LONGEST and _SCHEMA.fullmatch(name):
                right = all(part.isidentifier() for part in value[: _LONGEST + 1].split("."))
                right = right and len(value) <= _LONGEST
                yield Claim(name, value if right else "", line)


def origin(metadata: bytes) -> Origin | None:
    """Return which distribution metadata is of, or None where it does not say so properly."""
    head = metadata.decode("utf-8", "replace").replace("\r\n", "\n").partition("\n\n")[0]
    fields: dict[str, str] = {}
    for line in head.split("\n"):
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.lower(), value.strip())
    found = Origin(normalised(fields.get("name", "")), fields.get("version", ""))
    return found if found.proper else None


def normalised(name: str) -> str:
    """Return the name of a distribution as all its spellings have it in common."""
    return re.sub(r"[-_.]+", "-", name).lower()
