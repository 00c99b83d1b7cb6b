"""What changed between two versions of schemas, and who breaks."""

from __future__ import annotations

from collections.abc import Collection

from ampgen.breaking.answering import ANY, roles
from ampgen.breaking.comparing import Comparison
from ampgen.breaking.table import ALWAYS, CATEGORIES, ROWS, WIRE
from ampgen.breaking.wording import asked_for, finding
from ampgen.findings import Finding, in_order
from ampgen.understanding import Understood

__all__ = ["ANY", "CATEGORIES", "WIRE", "breaking", "roles", "rules_within"]


def breaking(
    old: Understood,
    new: Understood,
    first: str = ANY,
    categories: Collection[str] = (WIRE,),
) -> tuple[Finding, ...]:
    """Return what a new version of schemas does to those who still have the old one.

    ``first`` is the role that is upgraded before the other one, or ``any``. ``categories`` are
    names of `CATEGORIES`. Findings are placed in the new version, with the old one beside.
    """
    changes = Comparison(old, new, first).changes()
    return in_order(finding(change) for change in changes if asked_for(change, categories))


def rules_within(categories: Collection[str]) -> frozenset[str]:
    """Return the rules that are looked for when some categories are asked for."""
    wanted = {ALWAYS, *categories}
    return frozenset(row.id for row in ROWS.values() if wanted & set(row.categories))
