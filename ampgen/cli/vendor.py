"""``ampgen vendor``."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ampgen.cli.reporting import Style, styled, tell_difference, tell_versions
from ampgen.cli.sources import (
    chosen,
    env_option,
    include_option,
    roots,
    schemas_argument,
    settings,
)
from ampgen.cli.statuses import Exit
from ampgen.findings import Finding, Severity

if TYPE_CHECKING:
    from ampgen.understanding import Understood


@click.command(
    "vendor",
    epilog="\b\nExamples:\n  ampgen vendor --out vendor protocols/\n"
    "  ampgen compile -I protocols -I vendor protocols/\n"
    "  ampgen vendor --check",
)
@schemas_argument
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(readable=False, path_type=Path),
    help="Copy into this folder, which holds the copies and nothing else. "
    "Default: the include root that holds copies already.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; list copies that are missing, stale, edited or orphaned, say who breaks by "
    "what is found in their place, and exit 1.",
)
@include_option
@env_option
@styled
def command(
    schemas: tuple[str, ...],
    out: Path | None,
    check: bool,
    include: tuple[Path, ...],
    env: tuple[Path, ...],
    format: str,
    color: str,
) -> int:
    """Copy the imported schemas that distributions ship, for builds without them.

    SCHEMA is a file, or a folder of `.amp` files. Without one, the schemas that [tool.ampgen] in
    pyproject.toml names are taken. What they import from installed distributions is copied, and
    what that imports, with a record of which distribution and version each copy came from.

    The folder then is an include root like any other, and what is compiled with it is the same to
    the byte: the packages of the copies are still those that their distributions ship.
    """
    # Only now, because the help needs none of it.
    from ampgen.cli.inputs import understood
    from ampgen.explaining import shown
    from ampgen.vendoring import copies, recorded
    from ampgen.writing import State, compare_copies, write_copies

    configured = settings()
    places = roots(include, configured)
    folder = _folder(out, places)
    style = Style(format, color)
    # The copies that are there already must not be found in place of what they are copies of.
    names = [name for name in chosen(schemas, configured) if not _within(name, folder)]
    places = tuple(place for place in places if not _within(place, folder))
    severity = Severity.ERROR if check else Severity.WARNING
    meant = understood(
        names, places, style, env, lambda meant: _broken(meant, folder, style, severity)
    )
    if meant is None:
        return Exit.FINDINGS
    files = copies(one for one in meant.all if one not in meant.schemas)
    if check:
        found = compare_copies(folder, files).differences
        for one in found:
            click.echo(f"{one.state.value}: {shown(folder / one.path)}")
        if found:
            tell_difference(len(found), "vendor", style)
            was = {name: str(copy.origin) for name, copy in recorded(folder).items()}
            now = {one.name: str(one.origin) for one in meant.all if one.origin is not None}
            tell_versions(was, now, style)
        return Exit.FINDINGS if found else Exit.FINE
    before = compare_copies(folder, files)
    write_copies(folder, files)
    for path in files:
        click.echo(f"{'unchanged' if before.unchanged(path) else 'wrote'} {shown(folder / path)}")
    for path in before.paths(State.ORPHANED):
        click.echo(f"removed {shown(folder / path)}")
    if not files:
        style.remark("nothing to copy: no schema comes from a distribution")
    return Exit.FINE


def _folder(out: Path | None, roots: Sequence[Path]) -> Path:
    from ampgen.vendoring import RECORD

    if out is not None:
        return out
    known = [root for root in dict.fromkeys(roots) if (root / RECORD).is_file()]
    if len(known) != 1:
        raise click.UsageError(
            "no folder is named: --out says where to copy to, as in --out vendor"
            if not known
            else "several include roots hold copies: --out says which one is meant"
        )
    return known[0]


def _broken(
    meant: Understood, folder: Path, style: Style, severity: Severity
) -> Sequence[Finding]:
    """Return who breaks by what changed since schemas were copied into a folder."""
    from ampgen.cli.broken import since_copied
    from ampgen.vendoring import kept

    return since_copied(meant.schemas, kept(folder), style, severity)


def _within(path: str | Path, folder: Path) -> bool:
    real, top = os.path.realpath(path), os.path.realpath(folder)
    return real == top or real.startswith(top.rstrip(os.sep) + os.sep)
