"""``ampgen check``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ampgen.choosing import check_written
from ampgen.cli.reporting import Style, styled, wrong
from ampgen.cli.sources import (
    chosen,
    env_option,
    include_option,
    roots,
    schemas_argument,
    settings,
)
from ampgen.cli.statuses import Exit
from ampgen.escaping import visible
from ampgen.findings import Finding, Severity
from ampgen.schema import PythonName, Schema
from ampgen.text import Place

if TYPE_CHECKING:
    from ampgen.understanding import Understood


@click.command(
    "check",
    epilog="\b\nExamples:\n  ampgen check protocols/\n  ampgen check --format github users.amp\n"
    "  ampgen check - < users.amp",
)
@schemas_argument
@include_option
@env_option
@click.option("--strict", is_flag=True, help="Exit 1 for warnings too.")
@click.option("--fix", is_flag=True, help="Make the repairs that are safe, in the schemas named.")
@click.option(
    "--python",
    is_flag=True,
    help="List the names in Python that generated packages would import, and import nothing. "
    "The settings' `python` limits them to modules: `python = []` allows none.",
)
@styled
def command(
    schemas: tuple[str, ...],
    include: tuple[Path, ...],
    env: tuple[Path, ...],
    strict: bool,
    fix: bool,
    python: bool,
    format: str,
    color: str,
) -> int:
    """Look for mistakes in schemas, and for what could be better; write nothing.

    SCHEMA is a file, a folder of `.amp` files, `-` for standard input, or one `.json` file that
    `ampgen describe` printed. Without one, the schemas that [tool.ampgen] in pyproject.toml names
    are checked.

    Mistakes are errors. What could be better is a warning: the settings' `ignore` turns a rule
    off, as in `ignore = ["undocumented-field"]`, and a comment in the schema allows it there, as
    in `// ampgen: allow undocumented-field: the names say it`.
    """
    from ampgen.cli.fixing import repair
    from ampgen.cli.inputs import broken_since_made, findings_of, understood
    from ampgen.cli.linked import check_link

    configured = settings()
    names = chosen(schemas, configured)
    if fix and "-" in names:
        raise click.UsageError("--fix repairs files; standard input is none")
    if fix and python:
        raise click.UsageError("--fix repairs and --python lists: give one of them")
    places = roots(include, configured)
    style = Style(format, color)
    if python:
        meant = understood(names, places, style, env)
        if meant is None:
            return Exit.FINDINGS
        for line in _names_in_python(meant.all):
            click.echo(line)
        return Exit.FINE

    def broken(meant: Understood) -> Sequence[Finding]:
        if configured.out is None:
            return ()
        return broken_since_made(meant, meant.own, configured.out, style, Severity.WARNING)

    found = findings_of(names, places, env, broken)
    if fix:
        if not schemas:
            check_written(configured, names)
        for name in names:
            check_link(name)
        found = repair(found, names, places, env, broken)
    style.show(found)
    return Exit.FINDINGS if wrong(found) or (strict and found) else Exit.FINE


def _names_in_python(schemas: Iterable[Schema]) -> Iterator[str]:
    """Yield a line for each name in Python that a package would import: where, what for, which."""
    found: list[tuple[Place, str, PythonName]] = []
    for schema in schemas:
        for error in schema.errors:
            if error.python is not None:
                found.append((error.place, f"error {error.name}", error.python))
        for custom in schema.customs:
            found.append((custom.place, f"type {custom.name}", custom.argument))
            found.append((custom.place, f"type {custom.name}", custom.python))
    for place, what, name in sorted(found, key=lambda one: (one[0].source.name, one[0].start)):
        where = visible(place.source.name)
        yield f"{where}:{place.line}:{place.column}: {what} -> {name.module}:{name.name}"
