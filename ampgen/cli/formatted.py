"""Schema files as they are and as they should look."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable

import click

from ampgen.cli.inputs import STDIN, input_bytes, input_source
from ampgen.cli.linked import check_link
from ampgen.explaining import shown
from ampgen.findings import Finding, Refused
from ampgen.frozen import dataclass
from ampgen.tidying import tidy
from ampgen.writing import replace, unified


@dataclass(frozen=True, slots=True)
class Formatted:
    """A file, or standard input, with its bytes before and after."""

    name: str
    before: bytes
    after: bytes

    @property
    def shown(self) -> str:
        return "<stdin>" if self.name == STDIN else self.name

    @property
    def changed(self) -> bool:
        return self.before != self.after

    def diff(self) -> str:
        """Return what would change, but for line ends."""
        name = shown(self.shown)
        return unified(_text(self.before), _text(self.after), f"a/{name}", f"b/{name}")


def formatted(names: Iterable[str]) -> tuple[list[Formatted], list[Finding]]:
    """Return the named files, and what is wrong with the form of those that are left out.

    Raises ``Unusable`` where one cannot be read, or must not be written to.
    """
    files: list[Formatted] = []
    findings: list[Finding] = []
    for name in names:
        check_link(name)
        before = input_bytes(name)
        try:
            text = tidy(input_source(name, before))
        except Refused as refused:
            findings += refused.findings
            continue
        mark = BOM_UTF8 if before.startswith(BOM_UTF8) else b""
        line, end, _ = before.partition(b"\n")
        if end and line.endswith(b"\r"):
            # The first line says how lines end, as it does for other tools.
            text = text.replace("\n", "\r\n")
        files.append(Formatted(name, before, mark + text.encode()))
    return files, findings


def put(file: Formatted) -> None:
    """Write a file where it changes, and say so. Raises ``Unusable``."""
    if file.name == STDIN:
        click.echo(file.after, nl=False)
    elif file.changed:
        replace(file.name, file.before, file.after)
        click.echo(f"formatted {shown(file.name)}")


def _text(data: bytes) -> str:
    return data.decode("utf-8-sig", "replace")
