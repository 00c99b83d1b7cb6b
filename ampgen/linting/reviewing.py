"""Everything that there is to say about schemas that are right."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ampgen.allowing import Allowances
from ampgen.findings import Finding, in_order
from ampgen.linting.documenting import look_for_documentation
from ampgen.linting.growing import look_for_room
from ampgen.linting.raising import look_for_raised
from ampgen.linting.remarking import Remarks
from ampgen.linting.spelling import look_for_spelling
from ampgen.rules import Kind, rules_of
from ampgen.text import Source
from ampgen.understanding import Understood


def review(
    meant: Understood,
    sources: Sequence[Source],
    ignore: Collection[str] = (),
    version: str | None = None,
) -> tuple[Finding, ...]:
    """Return the warnings about given schemas, and about the allowances of their sources.

    ``ignore`` are rules that nobody wants to hear of. ``version`` is that of the project, which
    ends allowances. What ``meant`` was warned about already is among what is returned.
    """
    allowed = Allowances(sources, version)
    remarks = Remarks(allowed, ignore)
    for schema in meant.schemas:
        look_for_documentation(remarks, schema)
        look_for_spelling(remarks, schema)
    look_for_room(remarks, meant.schemas)
    look_for_raised(remarks, meant.schemas, meant.all)
    warnings = [one for one in meant.findings if remarks.wanted(one.rule, one.frame.place)]
    complaints = allowed.complaints(rules_of(Kind.HABIT).difference(ignore))
    complaints = tuple(one for one in complaints if one.rule not in ignore)
    return in_order((*warnings, *remarks.findings, *complaints))
