"""``ampgen fmt``."""

from __future__ import annotations

import click

from ampgen.choosing import check_written
from ampgen.cli.reporting import Style, print_diff, styled, tell_difference
from ampgen.cli.sources import chosen, schemas_argument, settings
from ampgen.cli.statuses import Exit
from ampgen.escaping import visible
from ampgen.findings import Unusable
from ampgen.reading import DESCRIPTION


@click.command(
    "fmt",
    epilog="\b\nExamples:\n  ampgen fmt protocols/\n  ampgen fmt --check --diff\n"
    "  ampgen fmt - < users.amp",
)
@schemas_argument
@click.option(
    "--check", is_flag=True, help="Write nothing; list files that would change, and exit 1."
)
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@styled
def command(schemas: tuple[str, ...], check: bool, diff: bool, format: str, color: str) -> int:
    """Write schemas in their one form: spaces, line breaks and columns.

    SCHEMA is a file, or a folder of `.amp` files. Without one, the schemas that [tool.ampgen] in
    pyproject.toml names are written. `-` is standard input, and is written to standard output.

    What a schema means stays as it is, and so do its comments. A file that is no schema by its
    form is left alone.
    """
    if "-" in schemas and len(schemas) > 1:
        raise click.UsageError("standard input is formatted alone: name no files beside `-`")
    for name in schemas:
        if name.endswith(DESCRIPTION):
            raise click.UsageError(f"{visible(name)} is a description and no schema")
    # Only now, because the help needs none of it.
    from ampgen.cli.formatted import formatted, put
    from ampgen.explaining import shown

    style = Style(format, color)
    configured = settings()
    names = chosen(schemas, configured)
    if not (schemas or check or diff):
        check_written(configured, names)
    files, findings = formatted(names)
    changed = [file for file in files if file.changed]
    if check or diff:
        if check:
            for file in changed:
                click.echo(f"unformatted: {shown(file.shown)}")
        if diff:
            diffs = [file.diff() for file in changed]
            print_diff("".join(diffs))
            for file, differs in zip(changed, diffs):
                if not differs:
                    style.remark(f"{file.shown}: only line ends would change")
        if check and changed:
            tell_difference(len(changed), "fmt", style)
    else:
        try:
            for file in files:
                put(file)
        except Unusable:
            # A file that cannot be written hides nothing about the others.
            style.show(findings)
            raise
    style.show(findings)
    return Exit.FINDINGS if findings or (check and changed) else Exit.FINE
