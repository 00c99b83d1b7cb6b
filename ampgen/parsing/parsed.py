"""What parsing a file gives."""

from __future__ import annotations

from collections.abc import Iterable

from ampgen import syntax
from ampgen.findings import Finding
from ampgen.frozen import dataclass
from ampgen.text import Place, Source


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file as written, as far as it could be understood, and what is wrong with its form.

    ``whole`` is false where so little could be understood that what the file means must not be
    judged; ``spoilt`` are the lines for which the same is true.
    """

    file: syntax.File
    findings: tuple[Finding, ...]
    whole: bool
    spoilt: frozenset[int] = frozenset()


def unreadable(source: Source, findings: Iterable[Finding]) -> Parsed:
    """Return what comes of a file of which nothing was understood."""
    return Parsed(file_of((), frozenset(), source), tuple(findings), False)


def file_of(items: Iterable[object], lost: frozenset[str] | None, source: Source) -> syntax.File:
    """Return a file of what stands in it, in that order; ``lost`` as in ``syntax.File``."""
    schemas: list[syntax.SchemaName] = []
    imports: list[syntax.Import] = []
    declarations: list[syntax.Declaration] = []
    first: Place | None = None
    for item in items:
        if isinstance(item, syntax.SchemaName):
            schemas.append(item)
        elif isinstance(item, syntax.Import):
            imports.append(item)
        else:
            assert isinstance(
                item,
                (
                    syntax.Enum,
                    syntax.Record,
                    syntax.Error,
                    syntax.Custom,
                    syntax.Interface,
                    syntax.Protocol,
                ),
            )
            declarations.append(item)
        first = first or item.place
    place = first or Place(source, 0, 0)
    return syntax.File(tuple(schemas), tuple(imports), tuple(declarations), lost, place)
