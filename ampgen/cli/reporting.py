"""What is said on standard error, and how it looks there."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TextIO, TypeVar

import click

from ampgen.escaping import visible
from ampgen.findings import Finding, Severity, in_order
from ampgen.frozen import dataclass

FORMATS = ("text", "concise", "json", "github", "sarif")
COLORS = ("auto", "always", "never")

_WIDTH = 100  # columns, where no terminal says otherwise

_Function = TypeVar("_Function", bound=Callable[..., object])


@dataclass(frozen=True, slots=True)
class Style:
    """How diagnostics are to look: ``format`` and ``color`` as on the command line."""

    format: str = "text"
    color: str = "auto"

    def show(self, findings: Sequence[Finding]) -> None:
        """Print findings on standard error; the document formats also print that there is none."""
        findings = in_order(findings)
        color = wants_color(sys.stderr, self.color)
        # What is printed is coloured, or not, already.
        click.echo(self.render(findings, color), err=True, nl=False, color=True)

    def remark(self, line: str) -> None:
        """Say a line that is no diagnostic, where standard error is not one whole document."""
        if self.format not in ("json", "sarif"):
            say(line)

    def render(self, findings: Sequence[Finding], color: bool) -> str:
        if not findings and self.format in ("text", "concise"):
            return ""
        from ampgen import diagnosing

        if self.format == "json":
            return diagnosing.json(findings)
        if self.format == "github":
            return diagnosing.github(findings)
        if self.format == "sarif":
            return diagnosing.sarif(findings)
        if self.format == "concise":
            return diagnosing.concise(findings, color=color)
        return diagnosing.text(findings, color=color, width=width(sys.stderr))


def styled(function: _Function) -> _Function:
    """Add the options ``--format`` and ``--color`` to a verb, which gets ``format`` and ``color``."""
    for option in (
        click.option(
            "--color",
            type=click.Choice(COLORS),
            default="auto",
            metavar="WHEN",
            help="Colour diagnostics: auto (on a terminal, unless NO_COLOR is set), always or never.",
        ),
        click.option(
            "--format",
            type=click.Choice(FORMATS),
            default="text",
            metavar="FORMAT",
            help="Print diagnostics, on standard error, as text, concise, json, github or sarif.",
        ),
    ):
        function = option(function)
    return function


def say(line: str, *more: str) -> None:
    """Print a line that begins with the command's name on standard error, and further lines."""
    click.echo("\n".join(map(visible, (f"ampgen: {line}", *more))), err=True)


def print_diff(text: str) -> None:
    """Print a unified diff on standard output, in a form that is safe where that is a terminal."""
    if _is_terminal(sys.stdout):
        text = "\n".join(visible(line.replace("\t", "    ")) for line in text.split("\n"))
    click.echo(text, nl=False)


def tell_difference(count: int, verb: str, style: Style) -> None:
    """Say that some files are not as a verb would write them."""
    one = count == 1
    files, them = ("1 file is", "it") if one else (f"{count} files are", "them")
    style.remark(f"{files} not as `ampgen {verb}` would write {them}")


def tell_versions(was: Mapping[str, str], now: Mapping[str, str], style: Style) -> None:
    """Say which distributions have changed, given what each imported schema comes from."""
    moved = {(was[name], now[name]): None for name in was if now.get(name, was[name]) != was[name]}
    for old, new in moved:
        style.remark(f"what stands there is of {old}, and {new} is found now")


def wrong(findings: Sequence[Finding]) -> bool:
    """Return whether a run with these findings has failed: warnings alone do not fail it."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def wants_color(stream: TextIO | None, color: str = "auto") -> bool:
    """Return whether to write colours: what was asked for, the environment, then the terminal."""
    if color != "auto":
        return color == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return os.environ.get("TERM") != "dumb" and _is_terminal(stream)


def width(stream: TextIO | None) -> int:
    """Return the columns of a terminal, or 100 where there is none."""
    if stream is None or not _is_terminal(stream):
        return _WIDTH
    if os.environ.get("COLUMNS", "").isdecimal():
        return shutil.get_terminal_size().columns
    try:
        return os.get_terminal_size(stream.fileno()).columns or _WIDTH
    except (OSError, ValueError):
        return _WIDTH


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and not stream.closed and stream.isatty()
