"""The texts that a command line means, and what there is to say about them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import click

from ampgen.cli.reporting import Style
from ampgen.cli.sources import settings
from ampgen.distributions import Published, environment
from ampgen.explaining import because, reason, shown
from ampgen.findings import Finding, Refused, Severity, Unusable
from ampgen.reading import DESCRIPTION, LARGEST, decode, read_bytes
from ampgen.schema import Schema
from ampgen.text import Source
from ampgen.understanding import Understood, understand

STDIN = "-"


def gathered(names: Sequence[str]) -> tuple[Source, ...]:
    """Return the text of each file; ``-`` is standard input.

    Raises ``Refused`` with what is wrong with the texts as such, of all files together, and
    ``Unusable`` where one cannot be read.
    """
    sources: list[Source] = []
    findings: list[Finding] = []
    for name in names:
        try:
            sources.append(input_source(name, input_bytes(name)))
        except Refused as refused:
            findings += refused.findings
    if findings:
        raise Refused(findings)
    return tuple(sources)


def understood(
    names: Sequence[str],
    roots: Sequence[Path],
    style: Style,
    env: Sequence[Path] = (),
    more: Callable[[Understood], Sequence[Finding]] | None = None,
) -> Understood | None:
    """Return what schemas mean, with its warnings shown, or show why they are wrong: None.

    What no root has is looked for among the distributions of the environments ``env``, or of the
    one that this program runs in. ``more`` returns what else there is to show of right schemas,
    because some formats are one whole document.
    """
    try:
        meant = _meaning(gathered(names), roots, env)
    except Refused as refused:
        style.show(_wanted(refused.findings))
        return None
    warnings = _wanted(meant.findings)
    style.show(warnings if more is None else (*warnings, *_wanted(more(meant))))
    return Understood(meant.schemas, meant.all, warnings)


def meant(names: Sequence[str], roots: Sequence[Path], env: Sequence[Path] = ()) -> Understood:
    """Return what schemas mean; see ``understood``. Raises ``Refused`` where they are wrong."""
    return _meaning(gathered(names), roots, env)


def broken_since_made(
    meant: Understood, schemas: Iterable[Schema], out: Path, style: Style, severity: Severity
) -> Sequence[Finding]:
    """Return who breaks by what changed since packages were made below a folder.

    The packages are those of ``schemas``, which are among what is ``meant``. Errors are told with
    a ``severity``.
    """
    if all(one.origin is None for one in meant.all):
        return ()
    # Only here, because few schemas import what is shipped.
    from ampgen.cli.broken import since_made

    return since_made(schemas, out, style, severity)


def findings_of(
    names: Sequence[str],
    roots: Sequence[Path],
    env: Sequence[Path] = (),
    more: Callable[[Understood], Sequence[Finding]] | None = None,
) -> tuple[Finding, ...]:
    """Return everything that there is to say about schemas, wrong or not; see ``understood``.

    That is more than stands in the way of compiling them: habits too, and useless allowances.
    """
    try:
        sources = gathered(names)
    except Refused as refused:
        return refused.findings
    # Only now, because a description has neither comments nor habits of its own.
    from ampgen.allowing import Allowances
    from ampgen.linting import review

    described = any(map(_is_description, sources))
    configured = settings()
    try:
        meant = _meaning(sources, roots, env)
    except Refused as refused:
        # Who knows what would be found if nothing were wrong.
        allowed = Allowances(() if described else sources, configured.version)
        found = (*allowed.kept(refused.findings), *allowed.complaints(()))
        return tuple(one for one in found if one.rule not in configured.ignore)
    others = () if more is None else _wanted(more(meant))
    if described:
        return (*meant.findings, *others)
    return (*review(meant, sources, configured.ignore, configured.version), *others)


def _meaning(sources: Sequence[Source], roots: Sequence[Path], env: Sequence[Path]) -> Understood:
    """Return what schemas mean, or the one schema that a description describes."""
    python = settings().python
    if not any(map(_is_description, sources)):
        return understand(sources, roots, [Published(environment(env))], python=python)
    if len(sources) > 1:
        raise click.UsageError(
            f"a description, {DESCRIPTION}, holds all that its schema imports: give it alone"
        )
    # Only now, because descriptions are rare.
    from ampgen.recalling import recall

    return recall(sources[0], python=python)


def _is_description(source: Source) -> bool:
    return source.name.endswith(DESCRIPTION)


def _wanted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the findings that neither the settings ignore nor the schemas allow."""
    if not findings:
        return ()
    # Only now, because most schemas are without, and the texts of all rules come along.
    from ampgen.allowing import Allowances

    configured = settings()
    kept = Allowances((), configured.version).kept(findings)
    return tuple(one for one in kept if one.rule not in configured.ignore)


def input_bytes(name: str) -> bytes:
    """Return the bytes of a schema file, or of standard input; one more than it may have at most."""
    if name != STDIN:
        return read_bytes(name)
    if sys.stdin is None:
        raise Unusable("cannot read standard input: it is closed")
    try:
        return sys.stdin.buffer.read(LARGEST + 1)
    except OSError as error:
        raise Unusable(f"cannot read standard input: {reason(error)}") from error


def input_source(name: str, data: bytes) -> Source:
    """Return what ``input_bytes`` has read as a source. Raises ``Refused``."""
    return decode("<stdin>" if name == STDIN else name, data)


def python_text(file: Path) -> str:
    """Return the text of a Python program of the user's. Raises ``Unusable``."""
    import ast
    import tokenize

    try:
        with tokenize.open(file) as stream:
            text = stream.read()
        ast.parse(text)
    except OSError as error:
        raise Unusable(because("read", file, error)) from error
    except SyntaxError as error:
        line = f" in line {error.lineno}" if error.lineno else ""
        raise Unusable(f"cannot read {shown(file)}: it is not Python{line}") from error
    except (ValueError, RecursionError) as error:
        raise Unusable(f"cannot read {shown(file)}: it is not Python") from error
    return text
