"""``ampgen check``."""

from __future__ import annotations

from pathlib import Path

import click

from ampgen.cli.reporting import Style, styled, wrong
from ampgen.cli.sources import chosen, include_option, roots, schemas_argument, settings
from ampgen.cli.statuses import Exit


@click.command(
    "check",
    epilog="\b\nExamples:\n  ampgen check protocols/\n  ampgen check --format github users.amp\n"
    "  ampgen check - < users.amp",
)
@schemas_argument
@include_option
@click.option("--fix", is_flag=True, help="Make the repairs that are safe, in the schemas named.")
@styled
def command(
    schemas: tuple[str, ...], include: tuple[Path, ...], fix: bool, format: str, color: str
) -> int:
    """Look for mistakes in schemas; write nothing.

    SCHEMA is a file, a folder of `.amp` files, or `-` for standard input. Without one, the
    schemas that [tool.ampgen] in pyproject.toml names are checked.
    """
    from ampgen.cli.fixing import repair
    from ampgen.cli.inputs import findings_of

    configured = settings()
    names = chosen(schemas, configured)
    if fix and "-" in names:
        raise click.UsageError("--fix repairs files; standard input is none")
    places = roots(include, configured)
    found = findings_of(names, places)
    if fix:
        found = repair(found, names, places)
    Style(format, color).show(found)
    return Exit.FINDINGS if wrong(found) else Exit.FINE
