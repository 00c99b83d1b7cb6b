"""What there is to say about schemas that distributions ship, told to those who import them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ampgen.findings import Finding, Frame, in_order, Severity
from ampgen.schema import Origin
from ampgen.text import Place, Source

if TYPE_CHECKING:
    from ampgen.loading.loader import Loaded

# What stands at an import and is told of what it should lead to.
_OF_IMPORTS = frozenset(
    ("import-name", "import-not-found", "import-outside", "published-twice", "vendored-edited")
)


def for_importers(findings: Sequence[Finding], files: Sequence[Loaded]) -> list[Finding]:
    """Return findings as somebody needs them who cannot mend what others ship.

    Warnings about it are for its authors. The first error in each file says which import brought
    it, and what can be done without them. What cannot be imported is told once.
    """
    shipped = {loaded.source: loaded for loaded in files if loaded.origin is not None}
    own = [one for one in findings if one.frame.place.source not in shipped]
    lost = {one.fact for one in own if one.rule in _OF_IMPORTS}
    found = own
    told: set[Source] = set()
    for one in in_order(findings):
        source = one.frame.place.source
        loaded = shipped.get(source)
        if loaded is None or one.severity is not Severity.ERROR:
            continue
        if one.rule in _OF_IMPORTS:
            if one.fact in lost:
                continue
            lost.add(one.fact)
        place = _outermost(loaded, shipped)
        if place is not None and loaded.origin is not None and source not in told:
            one = for_importer(one, loaded.name, loaded.origin, place)
        told.add(source)
        found.append(one)
    return found


def for_importer(finding: Finding, name: str, origin: Origin, place: Place) -> Finding:
    """Return an error in a schema that a distribution ships with the import that brought it."""
    help = finding.help
    if finding.rule not in _OF_IMPORTS:
        help += " " if help.endswith("?") else "; " if help else ""
        help += (
            f"`{name}` comes from {origin}: install another version, tell its authors, or put one "
            "of your own under an include root"
        )
    return Finding(
        finding.rule,
        finding.fact,
        finding.frame,
        help,
        (*finding.others, Frame(place, "imported here")),
        finding.edits,
        finding.severity,
    )


def _outermost(loaded: Loaded, shipped: dict[Source, Loaded]) -> Place | None:
    """Return the import, in a file of the user's own where there is one, that brought a file."""
    place, seen = loaded.brought_by, {loaded.source}
    while place is not None and place.source in shipped and place.source not in seen:
        seen.add(place.source)
        place = shipped[place.source].brought_by or place
    return place
