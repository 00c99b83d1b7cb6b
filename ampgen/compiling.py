"""From schemas to the files of their packages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ampgen.presenting import present
from ampgen.rendering import render
from ampgen.schema import Schema
from ampgen.sealing import seal


def packages(
    schemas: Iterable[Schema], templates: Path | None = None
) -> dict[str, dict[str, str]]:
    """Return the text of every file of each schema's package, by schema name and by path.

    ``templates`` is a folder of the user's own that is searched before the compiler's.
    """
    return {schema.name: seal(render(present(schema), templates=templates)) for schema in schemas}
