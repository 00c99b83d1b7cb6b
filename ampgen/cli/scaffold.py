"""``ampgen scaffold``."""

from __future__ import annotations

from pathlib import Path

import click

from ampgen.cli.reporting import Style, styled
from ampgen.cli.sources import env_option, include_option, roots, settings
from ampgen.cli.statuses import Exit

SERVER = "server.py"
CLIENT = "client.py"


@click.command(
    "scaffold",
    epilog="\b\nExamples:\n  ampgen scaffold registration.amp\n"
    "  ampgen scaffold registration.amp --missing app/server.py",
)
@click.argument("schema", type=click.Path(readable=False))
@click.argument(
    "files", nargs=-1, metavar="[FILE]...", type=click.Path(readable=False, path_type=Path)
)
@click.option(
    "--out",
    metavar="DIR",
    default=".",
    type=click.Path(readable=False, path_type=Path),
    help="Write into this folder. Default: the current one.",
)
@click.option(
    "--missing",
    is_flag=True,
    help="Write nothing; print the methods that the schema asks for and no FILE defines. "
    f"Default: {SERVER} and {CLIENT} in the folder of --out.",
)
@include_option
@env_option
@styled
def command(
    schema: str,
    files: tuple[Path, ...],
    out: Path,
    missing: bool,
    include: tuple[Path, ...],
    env: tuple[Path, ...],
    format: str,
    color: str,
) -> int:
    """Write a server and a client to start from.

    They are yours: a file that is there already is never overwritten, and with --missing the
    methods are printed that a newer schema asks for.
    """
    if files and not missing:
        raise click.UsageError("FILE goes with --missing; --out names the folder to write into")
    from ampgen.cli.inputs import python_text, understood
    from ampgen.explaining import shown
    from ampgen.scaffolding import missing as missing_from
    from ampgen.scaffolding import scaffold
    from ampgen.writing import create

    style = Style(format, color)
    found = understood([schema], roots(include, settings()), style, env)
    if found is None:
        return Exit.FINDINGS
    (meant,) = found.schemas
    if missing:
        files = files or (out / SERVER, *(file for file in (out / CLIENT,) if file.exists()))
        texts = [python_text(file) for file in files]
        lacking = missing_from(meant, "\n".join(texts))
        click.echo(lacking, nl=False)
        if not lacking:
            style.remark("nothing is missing")
        return Exit.FINE
    for file in create(out, scaffold(meant)):
        click.echo(f"wrote {shown(file)}")
    return Exit.FINE
