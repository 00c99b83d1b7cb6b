"""Which schema files and include roots a command line and the settings mean."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ampgen.choosing import configured_schemas, schema_names
from ampgen.explaining import reason
from ampgen.findings import Unusable
from ampgen.settings import Settings, load

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
env_option = click.option(
    "--env",
    "env",
    metavar="ENV",
    multiple=True,
    type=click.Path(exists=True, readable=False, path_type=Path),
    help="Look for the schemas that distributions ship in this virtual environment, folder of "
    "installed packages, or wheel. Default: where ampgen itself is installed.",
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
        return schema_names(schemas, click.UsageError)
    if not configured.schemas:
        verb = click.get_current_context().info_name
        raise click.UsageError(
            f"no schema is named: give the files or folders, as in `ampgen {verb} users.amp`, "
            'or name them in pyproject.toml, as in\n\n  [tool.ampgen]\n  schemas = ["users.amp"]'
        )
    return configured_schemas(configured)


def roots(include: Sequence[Path], configured: Settings) -> tuple[Path, ...]:
    """Return the folders below which imported schemas are looked for, perhaps none."""
    return (*include, *configured.include)
