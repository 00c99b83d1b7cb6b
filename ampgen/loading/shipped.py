"""What there is to say about schemas that distributions ship, told to those who import them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ampgen.findings import Finding, Frame, in_order, Severity
from ampgen.schema import Origin
from ampgen.text import Place, Source

if TYPE_CHECKING:
    from ampgen.loading.loader import Loaded


def for_importers(findings: Iterable[Finding], files: Sequence[Loaded]) -> list[Finding]:
    """Return findings as somebody needs them who cannot mend what others ship.

    Warnings about it are for its authors. The first error in each file says which import brought
    it, and what can be done without them.
    """
    shipped = {loaded.source: loaded for loaded in files if loaded.origin is not None}
    told: set[Source] = set()
    found: list[Finding] = []
    for one in in_order(findings):
        source = one.frame.place.source
        loaded = shipped.get(source)
        if loaded is None:
            found.append(one)
        elif one.severity is Severity.ERROR:
            place = _outermost(loaded, shipped)
            if place is not None and loaded.origin is not None and source not in told:
                one = for_importer(one, loaded.name, loaded.origin, place)
            told.add(source)
            found.append(one)
    return found


def for_importer(finding: Finding, name: str, origin: Origin, place: Place) -> Finding:
    """Return an error in a schema that a distribution ships with the import that brought it."""
    way = (
        f"`{name}` comes from {origin}: install another version, tell its authors, or put one of "
        "your own under an include root"
    )
    help = finding.help
    if help:
        help += " " if help.endswith("?") else "; "
    return Finding(
        finding.rule,
        finding.fact,
        finding.frame,
        help + way,
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
