"""``ampgen import``."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ampgen.cli.reporting import Style, styled, width
from ampgen.cli.statuses import Exit

if TYPE_CHECKING:
    from ampgen.importing import Runner, Settled


@click.command(
    "import",
    epilog="\b\nExamples:\n  ampgen import acme/commands.py > acme.amp\n"
    "  ampgen import --execute acme.commands --verify --out acme.amp",
)
@click.argument("files", nargs=-1, metavar="[PATH]...", type=click.Path(readable=False))
@click.option(
    "--execute",
    "modules",
    metavar="MODULE",
    multiple=True,
    help="Import this module, or the file of it, in a process of its own, and take the commands "
    "that are there then. Its code runs.",
)
@click.option(
    "--verify",
    is_flag=True,
    help="Compile the schema, compare every command with the original, and both in the bytes of "
    "sample boxes both ways. Needs --execute.",
)
@click.option("--schema", metavar="NAME", help="What the schema is called.")
@click.option(
    "--interface",
    metavar="NAME",
    help="Put all commands into one interface. Default: one for each class that answers them, "
    "else for each module.",
)
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(readable=False, path_type=Path, dir_okay=False),
    help="Write the schema into this new file. Default: print it.",
)
@click.option(
    "--partial",
    is_flag=True,
    help="Leave out what a schema cannot say, with a warning for each. Default: nothing is "
    "printed then.",
)
@click.option(
    "--path",
    "path",
    metavar="DIR",
    multiple=True,
    type=click.Path(exists=True, readable=False, file_okay=False, path_type=Path),
    help="Look for Python modules in this folder too.",
)
@click.option(
    "--python",
    metavar="FILE",
    help="The Python that runs what --execute names, as in .venv/bin/python. Default: this one.",
)
@click.option(
    "--timeout",
    metavar="SECONDS",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    help="Stop code that runs for longer. Default: 60.",
)
@styled
def command(
    files: tuple[str, ...],
    modules: tuple[str, ...],
    verify: bool,
    schema: str | None,
    interface: str | None,
    out: Path | None,
    partial: bool,
    path: tuple[Path, ...],
    python: str | None,
    timeout: float,
    format: str,
    color: str,
) -> int:
    """Make a schema of hand-written commands.

    PATH is a Python file, which is read and not run, or a list of commands as JSON (`.json`).
    Lists that are put together from others, base classes and imports of files beside it are
    followed; what cannot be known is told, and `--execute` knows it.

    The table of --verify goes to standard output if --out takes the schema, else to standard
    error. Where anything differs, nothing else is printed or written.
    """
    if bool(files) == bool(modules):
        raise click.UsageError(
            "name Python files to read, or with --execute a module to run, not both"
            if files
            else "name Python files to read, or with --execute a module to run"
        )
    if verify and not modules:
        raise click.UsageError(
            "--verify runs the commands to compare them: name their module with --execute, as in "
            "`ampgen import --execute acme.commands --verify`"
        )
    # Only now, because the help needs none of it.
    from ampgen import importing
    from ampgen.escaping import visible
    from ampgen.explaining import shown
    from ampgen.findings import Refused, Unusable
    from ampgen.importing.names import named_modules
    from ampgen.writing import create

    if schema is not None and not importing.schema_name_is_right(schema):
        raise click.UsageError(f"a schema cannot be called `{visible(schema)}`")
    if interface is not None and not (interface.isascii() and interface.isidentifier()):
        raise click.UsageError(f"an interface cannot be called `{visible(interface)}`")
    if out is not None and os.path.lexists(out):
        # Before the code runs, which may take its time.
        way = "name another file with --out, or move that one away"
        raise Unusable(f"{shown(out)} is there already, and is never overwritten; {way}")
    style = Style(format, color)
    names, folders = named_modules(modules)
    roots = tuple(dict.fromkeys(map(str, (Path.cwd(), *folders, *path))))
    runner = importing.Runner(python or sys.executable, roots, timeout)
    try:
        found = importing.introspect(names, runner) if names else importing.read(files, path)
        name = schema or importing.suggested_name(found, out)
        settled = importing.to_schema(found, name, interface, partial)
    except Refused as refused:
        style.show(refused.findings)
        return Exit.FINDINGS
    style.show(settled.findings)
    for remark in found.remarks:
        style.remark(remark)
    if verify and not _verified(settled, names, runner, to_error=out is None):
        return Exit.FINDINGS
    if out is None:
        click.echo(settled.text, nl=False)
    else:
        for file in create(out.parent, {out.name: settled.text}):
            click.echo(f"wrote {shown(file)}")
    return Exit.FINE


def _verified(settled: Settled, modules: tuple[str, ...], runner: Runner, to_error: bool) -> bool:
    """Compare the commands, print the table, and return whether they are the same."""
    from ampgen.importing.tabling import same, table
    from ampgen.importing.verifying import verify

    rows = verify(settled, modules, runner)
    stream = sys.stderr if to_error else sys.stdout
    click.echo(table(rows, width(stream)), err=to_error, nl=False)
    return same(rows)
