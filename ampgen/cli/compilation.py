"""What ``ampgen compile`` does, once or again and again."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from ampgen.choosing import configured_out
from ampgen.cli import STARTED
from ampgen.cli.depfile import check_place, staged_depfile
from ampgen.cli.inputs import STDIN, broken_since_made, understood
from ampgen.cli.reporting import Style, print_diff, tell_difference, tell_versions
from ampgen.cli.sources import chosen, roots, settings
from ampgen.cli.statuses import Exit
from ampgen.compiling import packages_of_checked
from ampgen.explaining import shown
from ampgen.findings import Finding, Severity
from ampgen.frozen import dataclass
from ampgen.noticing import BEING, Noticing, notice, rest
from ampgen.reading import DESCRIPTION
from ampgen.remembering.keeping import remember, running
from ampgen.remembering.returning import Made
from ampgen.schema import Schema
from ampgen.sealing import INIT, made_from
from ampgen.text import Source
from ampgen.understanding import Understood
from ampgen.writing import Comparison, Written, check_layout, compare, folder_of, orphans, write

# Characters of a schema of which a whole package is made as soon as a part of it.
_SHORT = 10_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """The command line of ``ampgen compile``."""

    schemas: tuple[str, ...]
    out: Path | None
    include: tuple[Path, ...]
    env: tuple[Path, ...]
    only: bool
    templates: Path | None
    force: bool
    depfile: Path | None
    format: str
    color: str


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the packages, of which ``files`` has each one's by its folder.

    ``names`` are the schema files that were meant. ``quiet`` says that there was nothing to tell.
    ``source`` is the text of the schema, if there was one alone and another run could make use of
    it.
    """

    names: tuple[str, ...]
    files: Mapping[Path, Mapping[str, str]]
    written: tuple[Written, ...]
    quiet: bool
    source: Source | None


def compiled(wanted: Wanted) -> int:
    """Write packages, say so, and remember it for the next run; return the exit status."""
    with Noticing() as noticing:
        compilation = Compilation(wanted)
        done = compilation.write()
    if done is None:
        return Exit.FINDINGS
    for package in done.written:
        click.echo(f"{'wrote' if package.changed else 'unchanged'} {shown(package.folder)}/")
    if sys.stdout is not None:
        sys.stdout.flush()
    # A rule for Make is written anew each time, and warnings are for each run to show.
    if done.quiet and wanted.depfile is None and STDIN not in wanted.schemas:
        compilation.remember(noticing, done)
    return Exit.FINE


class Compilation:
    """A command line together with the settings of the current folder.

    ``shipped`` are the files of the last run that came from distributions.
    """

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._style = Style(wanted.format, wanted.color)
        self.shipped: tuple[str, ...] = ()
        self.configure()

    def configure(self) -> None:
        """Read the settings again. Raises ``Misconfigured`` and ``Unusable``, and changes nothing."""
        self._settings = settings()
        self.out = self._wanted.out or configured_out(self._settings) or Path(".")
        self.roots = roots(self._wanted.include, self._settings)
        for root in self.roots:
            notice(root, BEING)

    def names(self) -> tuple[str, ...]:
        """Return the schema files that are meant, as they are on disk now."""
        return chosen(self._wanted.schemas, self._settings)

    def templates(self) -> list[str]:
        """Return the user's own templates, as they are on disk now."""
        folder = self._wanted.templates
        if folder is None:
            return []
        return sorted(os.fspath(path) for path in folder.rglob("*") if path.is_file())

    def write(self) -> Done | None:
        """Write the packages; return None where findings, which are shown, stand in the way."""
        names = self.names()
        meant = self._understood(names, Severity.WARNING)
        if meant is None:
            return None
        self.shipped = tuple(one.place.source.name for one in meant.all if one.origin is not None)
        schemas = self._wanted_of(meant)
        made = self._made(schemas)
        files = {folder_of(self.out, name): texts for name, texts in made.items()}
        depfile = self._wanted.depfile
        if depfile is None:
            written = write(made, self.out, force=self._wanted.force)
        else:
            check_place(depfile, files)
            targets = [folder / INIT for folder in files]
            with staged_depfile(depfile, targets, self._read(schemas)):
                written = write(made, self.out, force=self._wanted.force, renew=True)
        source = meant.schemas[0].place.source if len(names) == 1 else None
        return Done(names, files, written, not meant.findings, source)

    def remember(self, noticing: Noticing, done: Done) -> None:
        """Remember that such a run has nothing to do while all that it ``noticing`` saw is so."""
        written = time.time_ns()
        # Meanwhile what was written comes of age.
        program = running(STARTED)
        if any(package.changed for package in done.written):
            rest(written)
        # What was written may stand in a folder in which schemas were looked for.
        with Noticing() as again:
            if self.names() != done.names:
                return
        noticing.renew(again)
        said = "".join(f"unchanged {shown(folder)}/\n" for folder in done.files)
        told = said, self._style.render((), False)
        remember(noticing, program, self.out, done.files, told, self._source(done))

    def _source(self, done: Done) -> Made | None:
        """Return what the packages were made from, if a part of it is made sooner than all."""
        source, wanted = done.source, self._wanted
        if source is None or source.name.endswith(DESCRIPTION) or len(source.text) < _SHORT:
            return None
        if wanted.templates is not None:
            return None
        return Made(
            source.name,
            source.text,
            os.fspath(self.out),
            wanted.only,
            tuple(map(os.fspath, self.roots)),
            tuple(map(os.fspath, wanted.env)),
            self._settings.python,
        )

    def compare(self, diff: bool, check: bool) -> int:
        """Show what a run would change and change nothing; return the exit status."""
        meant = self._understood(self.names(), Severity.ERROR if check else Severity.WARNING)
        if meant is None:
            return Exit.FINDINGS
        schemas = self._wanted_of(meant)
        made = self._made(schemas)
        check_layout(made, self.out)
        found = [compare(folder_of(self.out, name), files) for name, files in made.items()]
        lines = [line for comparison in found for line in _listed(comparison)]
        if not self._wanted.schemas and self._settings.out and not self._wanted.out:
            # Only the settings claim to name everything that belongs into the folder.
            everything = [schema.name for schema in schemas]
            lines += [
                f"orphaned: {shown(folder)}{os.sep}" for folder in orphans(self.out, everything)
            ]
        if check:
            for line in lines:
                click.echo(line)
        if diff:
            print_diff("".join(comparison.diff() for comparison in found))
        if check and lines:
            tell_difference(len(lines), "compile", self._style)
            tell_versions(
                _origins(comparison.disk for comparison in found),
                _origins(comparison.files for comparison in found),
                self._style,
            )
        return Exit.FINDINGS if check and lines else Exit.FINE

    def _understood(self, names: Sequence[str], severity: Severity) -> Understood | None:
        """Return what schema files mean, or None where findings stand in the way.

        Who breaks by new versions of distributions is told with a ``severity``.
        """

        def broken(meant: Understood) -> Sequence[Finding]:
            schemas = self._wanted_of(meant)
            return broken_since_made(meant, schemas, self.out, self._style, severity)

        return understood(names, self.roots, self._style, self._wanted.env, broken)

    def _wanted_of(self, meant: Understood) -> tuple[Schema, ...]:
        return meant.schemas if self._wanted.only else meant.own

    def _made(self, schemas: Sequence[Schema]) -> Mapping[str, Mapping[str, str]]:
        return packages_of_checked(schemas, self._wanted.templates, two=True)

    def _read(self, schemas: Sequence[Schema]) -> list[str]:
        pending = list(schemas)
        files: dict[str, None] = {}
        while pending:
            schema = pending.pop(0)
            files[schema.place.source.name] = None
            pending += [imported.schema for imported in schema.imports]
        return [*files, *self.templates()]


def _origins(packages: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return what each imported schema came from, as packages tell it."""
    made = (made_from(files.get(INIT, "")) for files in packages)
    return {name: origin for one in made if one for name, origin in one.imports.items()}


def _listed(comparison: Comparison) -> list[str]:
    return [
        f"{found.state.value}: {shown(comparison.folder / found.path)}"
        for found in comparison.differences
    ]
