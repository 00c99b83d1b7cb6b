"""Who breaks by what changed in schemas that distributions ship, told by those who import them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ampgen.abridging import abridge, completed, differs
from ampgen.breaking import breaking
from ampgen.cli.reporting import Style
from ampgen.escaping import visible
from ampgen.findings import Finding, Refused, Severity
from ampgen.schema import Schema
from ampgen.text import Source
from ampgen.understanding import Understood
from ampgen.versions.packaged import have_text, imported_by, meaning_with
from ampgen.writing import folder_of


def since_made(
    schemas: Iterable[Schema], out: Path, style: Style, severity: Severity
) -> tuple[Finding, ...]:
    """Return who breaks by what changed since the packages of schemas were made, below a folder.

    What a package does not tell is passed by in silence. Errors are told with a ``severity``.
    """
    found: list[Finding] = []
    for schema in schemas:
        now = abridge(schema)
        was = imported_by(folder_of(out, schema.name)) if now else {}
        changed = [name for name in was if name in now and differs(was[name].text, now[name])]
        if changed:
            found += _broken((schema,), _completed(was, now), changed, style)
    return _told(found, severity)


def _completed(was: Mapping[str, Source], now: Mapping[str, str]) -> dict[str, Source]:
    """Return how schemas were, together with what is used only now, and nothing else of that."""
    whole = dict(was)
    for name, text in now.items():
        known = was.get(name)
        whole[name] = (
            Source(f"<{name}>", text)
            if known is None
            else Source(known.name, completed(known.text, text))
        )
    return whole


def since_copied(
    schemas: Sequence[Schema], copies: Mapping[str, Source], style: Style, severity: Severity
) -> tuple[Finding, ...]:
    """Return the same of what schemas import, given the texts of earlier copies by schema."""
    now = {one.name: one.place.source.text for schema in schemas for one in schema.reachable()}
    changed = [name for name in copies if now.get(name, copies[name].text) != copies[name].text]
    return _told(_broken(schemas, copies, changed, style) if changed else (), severity)


def _broken(
    schemas: Sequence[Schema], was: Mapping[str, Source], changed: Sequence[str], style: Style
) -> Iterable[Finding]:
    if not have_text(schemas):
        return ()
    names, importers = (
        " and ".join(f"`{visible(one)}`" for one in some)
        for some in (changed, [one.name for one in schemas])
    )
    try:
        old = meaning_with(schemas, was)
    except Refused:
        style.remark(
            f"who breaks by what changed in {names} cannot be told: {importers} cannot be "
            "understood with it as it was"
        )
        return ()
    reached = {each.name: each for one in schemas for each in one.reachable()}
    found = breaking(old, Understood(tuple(schemas), tuple(reached.values()), ()))
    if not found:
        style.remark(f"no call of {importers} breaks by what changed in {names}")
    return found


def _told(found: Iterable[Finding], severity: Severity) -> tuple[Finding, ...]:
    # Several schemas may come to one change in the same way.
    once = {(one.rule, one.fact, one.frame.place): one for one in found}
    return tuple(
        replace(one, severity=severity) if one.severity is Severity.ERROR else one
        for one in once.values()
    )
