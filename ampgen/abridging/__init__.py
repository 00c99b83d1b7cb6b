"""What a schema uses of those that distributions ship, as text of the language.

Whoever keeps that text can tell later what a new version of a distribution does to the schema. It
holds what counts between an old and a new side, and no more: no documentation, no reserved names,
nothing that the schema does not come to. It depends on what the schemas mean alone, so that it is
the same for a schema that was read from a description.
"""

from __future__ import annotations

from ampgen.abridging.merging import completed, differs
from ampgen.abridging.using import used
from ampgen.abridging.writing import written
from ampgen.schema import Schema

__all__ = ["abridge", "completed", "differs"]


def abridge(schema: Schema) -> dict[str, str]:
    """Return the text of each imported schema that a distribution ships, by its name."""
    shipped = [one for one in schema.reachable()[1:] if one.origin is not None]
    if not shipped:
        return {}
    found = used(schema)
    return {one.name: written(one, found) for one in sorted(shipped, key=lambda one: one.name)}
