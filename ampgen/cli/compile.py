"""``ampgen compile``."""

from __future__ import annotations

from pathlib import Path

import click

from ampgen.cli.reporting import styled
from ampgen.cli.sources import env_option, include_option, schemas_argument


@click.command(
    "compile",
    epilog="\b\nExamples:\n  ampgen compile registration.amp\n"
    "  ampgen compile -I protocols --out src protocols/acme/users.amp\n"
    "  ampgen compile --check --diff",
)
@schemas_argument
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(readable=False, path_type=Path),
    help="Write below this folder: `schema a.b` becomes DIR/a/b/. "
    "Default: the settings' `out`, else the current folder.",
)
@include_option
@env_option
@click.option("--only", is_flag=True, help="Leave out the schemas that the named ones import.")
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; list files that are missing, stale, edited or orphaned, say who breaks by "
    "what changed in schemas that distributions ship, and exit 1.",
)
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--force", is_flag=True, help="Overwrite generated files that were edited by hand.")
@click.option(
    "--depfile",
    metavar="FILE",
    type=click.Path(readable=False, path_type=Path, dir_okay=False),
    help="Also write a rule for Make: which schemas the packages were made from.",
)
@click.option("--watch", is_flag=True, help="Go on, and compile again whenever a schema changes.")
@click.option(
    "--templates",
    metavar="DIR",
    type=click.Path(exists=True, readable=False, file_okay=False, path_type=Path),
    help="Look for templates in this folder first.",
)
@styled
def command(
    schemas: tuple[str, ...],
    out: Path | None,
    include: tuple[Path, ...],
    env: tuple[Path, ...],
    only: bool,
    check: bool,
    diff: bool,
    force: bool,
    depfile: Path | None,
    watch: bool,
    templates: Path | None,
    format: str,
    color: str,
) -> int:
    """Write the Python packages of schemas.

    SCHEMA is a file, a folder of `.amp` files, or one `.json` file that `ampgen describe` printed.
    Without one, the schemas that [tool.ampgen] in pyproject.toml names are compiled. The schemas
    that they import from the include roots are compiled with them; those that an installed
    distribution ships are not, for it ships their packages too.

    A package is replaced as a whole or not at all. A folder that holds anything else is refused.

    A package knows what it imports from distributions as it was made with it. Where another version
    is found and breaks calls, it is told who breaks, as by `ampgen breaking`: an error with
    --check, and a warning where the package is replaced.

    What a run looked at is remembered in the user's cache folder, so that the next one with
    nothing to do is over at once. AMPGEN_CACHE in the environment names another folder; `off`
    remembers nothing, and the folder may be deleted at any time.
    """
    if (check or diff) and (watch or depfile or force):
        raise click.UsageError(
            "--check and --diff write nothing: not with --watch, --depfile or --force"
        )
    if "-" in schemas and (watch or depfile):
        raise click.UsageError("standard input is read once: not with --watch or --depfile")
    # Only now, because the help needs none of it.
    from ampgen.cli.compilation import Compilation, Wanted, compiled

    wanted = Wanted(schemas, out, include, env, only, templates, force, depfile, format, color)
    if watch:
        from ampgen.cli.watching import watched

        return watched(Compilation(wanted))
    if check or diff:
        return Compilation(wanted).compare(diff, check)
    return compiled(wanted)
