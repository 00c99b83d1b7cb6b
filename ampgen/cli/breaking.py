"""``ampgen breaking``."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

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
from ampgen.findings import Finding, Refused
from ampgen.reading import DESCRIPTION
from ampgen.text import Source
from ampgen.understanding import Understood

CATEGORIES = ("wire", "source", "behaviour", "hygiene", "info", "all")


@click.command(
    "breaking",
    epilog="\b\nExamples:\n  ampgen breaking\n"
    "  ampgen breaking users.amp --against git:v1.2 --first server\n"
    "  ampgen breaking protocols/ --against installed:acme-schemas --category all\n\n"
    "\b\nExit status:\n  0  nothing of the categories that were asked for\n"
    "  1  findings, or mistakes in one of the versions\n"
    "  3  an old version cannot be had",
)
@schemas_argument
@click.option(
    "--against",
    metavar="OLD",
    multiple=True,
    help="The old version: `git:REFERENCE`, `installed:DISTRIBUTION`, a folder, a schema file, a "
    "wheel, or what `ampgen describe` printed. Of a branch, where this one left it; its tip is "
    "`git:main~0`. Several are compared with each. Default: git:main.",
)
@click.option("--transitive", is_flag=True, help="Compare with every tag since then, too.")
@click.option(
    "--first",
    metavar="ROLE",
    default="any",
    help="The role that is upgraded before the other one: server, client, or as the protocols "
    "call it. Default: any, so that both orders must be safe.",
)
@click.option(
    "--category",
    "categories",
    type=click.Choice(CATEGORIES),
    multiple=True,
    metavar="NAME",
    help="What to tell: wire (calls that fail or go wrong; the default), source (code that uses "
    "the package), behaviour, hygiene, info, or all. May be given several times.",
)
@include_option
@env_option
@styled
def command(
    schemas: tuple[str, ...],
    against: tuple[str, ...],
    transitive: bool,
    first: str,
    categories: tuple[str, ...],
    include: tuple[Path, ...],
    env: tuple[Path, ...],
    format: str,
    color: str,
) -> int:
    """Compare schemas with an old version: who breaks, how, and the safe way.

    SCHEMA is a file, a folder of `.amp` files, or one `.json` file that `ampgen describe` printed.
    Without one, the schemas that [tool.ampgen] in pyproject.toml names are compared.

    An intended break is allowed in the schema: `// ampgen: allow RULE: reason`.
    """
    from ampgen.cli.inputs import meant

    configured = settings()
    names = chosen(schemas, configured)
    style = Style(format, color)
    places = roots(include, configured)
    try:
        new = meant(names, places, env)
    except Refused as refused:
        style.show(refused.findings)
        return Exit.FINDINGS
    _check_role(first, new)
    scope = tuple(one for one in schemas if os.path.isdir(one)) if schemas else configured.schemas
    try:
        found = _compared(new, against, scope, places, env, transitive, first, categories, style)
        found = tuple(one for one in found if one.rule not in configured.ignore)
    except _OldSide as refused:
        style.show(refused.findings)
        style.remark(
            f"{refused.name} cannot be compared with: the mistakes above are in it; name a "
            "version that is right, as in `--against git:v1.2`"
        )
        return Exit.FINDINGS
    style.show(found)
    return Exit.FINDINGS if wrong(found) else Exit.FINE


class _OldSide(Exception):
    """An old version is wrong."""

    def __init__(self, name: str, findings: Sequence[Finding]) -> None:
        super().__init__(name)
        self.name = name
        self.findings = findings


def _compared(
    new: Understood,
    against: Sequence[str],
    scope: tuple[str, ...],
    places: tuple[Path, ...],
    env: Sequence[Path],
    transitive: bool,
    first: str,
    categories: Sequence[str],
    style: Style,
) -> tuple[Finding, ...]:
    """Return what there is to say about the new version, compared with all old ones."""
    from ampgen.allowing import judge
    from ampgen.breaking import breaking, rules_within
    from ampgen.versions import Nothing, Wanted, versions

    asked = categories or ("wire",)
    if "all" in asked:
        asked = CATEGORIES[:-1]
    wanted = Wanted(new.schemas, scope, places)
    try:
        olds = versions(against, wanted, env, transitive)
    except Nothing as nothing:
        raise click.UsageError(
            f"there is nothing to compare with: {nothing}; name the old version, as in "
            "`--against git:v1.2` or `--against old/users.amp`"
        ) from nothing
    found: list[Finding] = []
    for version in olds:
        try:
            old = version.read()
        except Refused as refused:
            raise _OldSide(version.name, refused.findings) from refused
        if old is None:
            style.remark(f"{version.name} has none of these schemas: nothing to compare")
            continue
        style.remark(f"compared with {version.name}")
        found += breaking(old, new, first, asked)
    return judge(_once(found), _with_comments(new), rules_within(asked), settings().version)


def _with_comments(new: Understood) -> tuple[Source, ...]:
    """Return the texts in which allowances may stand: a description has none."""
    sources = (one.place.source for one in new.schemas)
    return tuple(one for one in sources if not one.name.endswith(DESCRIPTION))


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Return findings, those about several old versions once."""
    return {(one.rule, one.fact, one.frame.place): one for one in findings}.values()


def _check_role(first: str, new: Understood) -> None:
    from ampgen.breaking import ANY, roles

    known = roles(new.all)
    if first != ANY and first not in known:
        listed = ", ".join(f"`{one}`" for one in sorted(known))
        raise click.UsageError(
            f"no protocol has a role `{first}`; "
            + (f"there are {listed}, and `{ANY}`" if known else f"write `--first {ANY}`")
        )
