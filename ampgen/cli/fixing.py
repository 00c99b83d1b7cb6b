"""``ampgen check --fix``: the repairs that findings offer, made in the files."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click

from ampgen.cli.inputs import findings_of
from ampgen.explaining import shown
from ampgen.findings import Edit, Finding, Unusable
from ampgen.reading import read_bytes
from ampgen.text import Source
from ampgen.understanding import Understood
from ampgen.writing import replace

_ROUNDS = 10  # A repair may bring to light another; this many in a row are enough for anyone.


def repair(
    findings: Sequence[Finding],
    names: Sequence[str],
    roots: Sequence[Path],
    env: Sequence[Path] = (),
    more: Callable[[Understood], Sequence[Finding]] | None = None,
) -> tuple[Finding, ...]:
    """Make every repair that is offered in the named files and return the findings that remain.

    ``more`` is as in ``findings_of``.
    Each file is replaced in one step. What was repaired is printed. Raises ``Unusable``.
    """
    repaired: dict[str, int] = {}
    for _ in range(_ROUNDS):
        picked = _picked(findings, names)
        if not picked:
            break
        for finding in picked:
            name = finding.frame.place.source.name
            repaired[name] = repaired.get(name, 0) + 1
        for source, edits in _by_source(picked).items():
            _rewrite(source, edits)
        findings = findings_of(names, roots, env, more)
    for name, count in repaired.items():
        click.echo(f"repaired {shown(name)}: {count} finding{'s' * (count != 1)}")
    if not repaired and findings:
        click.echo("nothing was repaired: no finding offers a repair that is safe")
    return tuple(findings)


def _picked(findings: Iterable[Finding], names: Sequence[str]) -> list[Finding]:
    """Return the findings whose repairs stay within the named files and clear of each other."""
    taken: list[Edit] = []
    picked: list[Finding] = []
    for finding in findings:
        edits = finding.edits
        if not edits or any(edit.place.source.name not in names for edit in edits):
            continue
        if not any(_touch(edit, other) for edit in edits for other in taken):
            taken += edits
            picked.append(finding)
    return picked


def _touch(one: Edit, other: Edit) -> bool:
    return (
        one.place.source.name == other.place.source.name
        and one.place.start <= other.place.end
        and other.place.start <= one.place.end
    )


def _by_source(findings: Iterable[Finding]) -> dict[Source, list[Edit]]:
    edits: dict[Source, list[Edit]] = {}
    for finding in findings:
        for edit in finding.edits:
            edits.setdefault(edit.place.source, []).append(edit)
    return edits


def _rewrite(source: Source, edits: Sequence[Edit]) -> None:
    data = read_bytes(source.name)
    text = data.decode("utf-8-sig", "replace")
    if text.replace("\r\n", "\n") != source.text:
        raise Unusable(f"{shown(source.name)} was changed by somebody else; nothing was repaired")
    mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b""
    replace(source.name, data, mark + edited(text, edits).encode())


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return a file's text with edits made; it may have the line ends that a source has not."""
    windows = "\r\n" in text
    for edit in sorted(edits, key=lambda edit: edit.place.start, reverse=True):
        start, end = _offsets(text, edit) if windows else (edit.place.start, edit.place.end)
        new = edit.text.replace("\n", "\r\n") if windows else edit.text
        text = text[:start] + new + text[end:]
    return text


def _offsets(text: str, edit: Edit) -> tuple[int, int]:
    """Return where an edit falls in a text whose lines end in ``\\r\\n``, or some of them."""
    starts = [0]
    for text_line in text.split("\n"):
        starts.append(starts[-1] + len(text_line) + 1)
    offsets: list[int] = []
    for offset in (edit.place.start, edit.place.end):
        line, column = edit.place.source.position(offset)
        offsets.append(starts[line - 1] + column - 1)
    return offsets[0], offsets[1]
