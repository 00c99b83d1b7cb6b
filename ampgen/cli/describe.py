"""``ampgen describe``."""

from __future__ import annotations

from pathlib import Path

import click

from ampgen.cli.reporting import Style, styled
from ampgen.cli.sources import env_option, include_option, roots, settings
from ampgen.cli.statuses import Exit


@click.command(
    "describe",
    epilog="\b\nExample:\n  ampgen describe users.amp | jq '.schemas[].interfaces[].name'",
)
@click.argument("schema", type=click.Path(readable=False))
@include_option
@env_option
@styled
def command(
    schema: str, include: tuple[Path, ...], env: tuple[Path, ...], format: str, color: str
) -> int:
    """Print a checked schema as JSON, with all that it imports.

    SCHEMA is a file, or `-` for standard input. The document is versioned, and the same schema
    gives the same bytes; description.md beside the compiler's grammar says what it means.
    """
    from ampgen.cli.inputs import understood
    from ampgen.describing import describe

    meant = understood([schema], roots(include, settings()), Style(format, color), env)
    if meant is None:
        return Exit.FINDINGS
    click.echo(describe(meant.schemas[0]), nl=False)
    return Exit.FINE
