"""Which schema files and include roots a command line and the settings mean."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click

from ampgen.escaping import visible
from ampgen.explaining import because, reason
from ampgen.findings import Unusable
from ampgen.settings import Misconfigured, Settings, load

SUFFIX = ".amp"

schemas_argument = click.argument(
    "schemas", nargs=-1, metavar="[SCHEMA]...", type=click.Path(readable=False, path_type=str)
)
include_option = click.option(
    "-I",
    "--include",
    "include",
    metavar="ROOT",
    multiple=True,
    type=click.Path(exists=True, readable=False, file_okay=False, path_type=Path),
    help="Look for imported schemas below this folder: `import a.b` is ROOT/a/b.amp. "
    "Default: the settings' `include`, else the folder that makes the schema's own name fit.",
)


def settings() -> Settings:
    """Return the settings of the current folder."""
    try:
        here = Path.cwd()
    except OSError as error:
        raise Unusable(f"cannot tell the current folder: {reason(error)}") from error
    return load(here)


def chosen(schemas: Sequence[str], configured: Settings) -> tuple[str, ...]:
    """Return the schema files that are meant, without repetition, in the order of their names.

    A folder means all ``.amp`` files below it. Without ``schemas`` the settings count. Raises
    ``click.UsageError`` or ``Misconfigured`` where nothing is meant.
    """
    if schemas:
        return _expanded(schemas, click.UsageError)
    if not configured.schemas:
        raise click.UsageError(
            "no schema is named: give the files or folders, as in `ampgen compile users.amp`, "
            'or name them in pyproject.toml, as in\n\n  [tool.ampgen]\n  schemas = ["users.amp"]'
        )
    place = visible(str(configured.file))
    return _expanded(
        configured.schemas, lambda fact: Misconfigured(f"{place}: {fact}"), patterns=True
    )


def roots(include: Sequence[Path], configured: Settings) -> tuple[Path, ...]:
    """Return the folders below which imported schemas are looked for, perhaps none."""
    return (*include, *configured.include)


def _expanded(
    names: Iterable[str], wrong: Callable[[str], Exception], *, patterns: bool = False
) -> tuple[str, ...]:
    files: dict[str, str] = {}
    for name in names:
        found = _matches(name, patterns)
        if not found:
            raise wrong(f"there is no {SUFFIX} file in {visible(name)}")
        for file in found:
            files.setdefault(os.path.realpath(file), file)
    return tuple(files.values())


def _matches(name: str, patterns: bool) -> list[str]:
    if os.path.isdir(name):
        return _below(name)
    if patterns and glob.has_magic(name) and not os.path.lexists(name):
        matches = sorted(glob.glob(name, recursive=True))
        return [file for match in matches for file in _matches(match, False)]
    return [name]


def _unreadable(error: OSError) -> None:
    folder: str = error.filename
    raise Unusable(because("read", folder, error)) from error


def _below(folder: str) -> list[str]:
    files: list[str] = []
    for path, folders, names in os.walk(folder, onerror=_unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [os.path.join(path, name) for name in names if name.endswith(SUFFIX)]
    return sorted(map(os.path.normpath, files))
