"""Bring in every schema that the given ones import, each once."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

from ampgen import syntax
from ampgen.checking.problems import Problems
from ampgen.checking.wording import check_import_name, check_schema_name
from ampgen.findings import brief, Finding, Frame, Refused, Severity
from ampgen.frozen import dataclass, field
from ampgen.loading.finders import Advice, Barred, Finder, Found
from ampgen.loading.roots import Root, default_root
from ampgen.loading.shipped import for_importer
from ampgen.parsing import Parsed, parse
from ampgen.schema import Origin
from ampgen.sealing import Made
from ampgen.suggesting import nearest
from ampgen.text import Place, Source

MOST_FILES = 1000

_HEAD = re.compile(r"^[ \t]*schema\b", re.MULTILINE)


@dataclass(eq=False, slots=True)
class Loaded:
    """One file, and what it imports by name; None where that cannot be had.

    ``roots`` are where its imports are looked for first. ``origin`` is the distribution that it
    came from, ``made_from`` what is known of the package beside it there (see ``Found``), and
    ``brought_by`` the import by which it came. ``digest`` is that of the schema where there is no
    text to make it from.
    """

    source: Source
    parsed: Parsed
    name: str
    roots: tuple[Finder, ...]
    imports: dict[str, Loaded | None] = field(default_factory=dict)
    digest: str = ""
    origin: Origin | None = None
    made_from: Made | None = None
    brought_by: Place | None = None


class Loader:
    """Loads files for one run. What it has to say about them is in ``findings``."""

    def __init__(
        self,
        roots: Sequence[Path | Finder],
        finders: Sequence[Finder],
        advice: Advice = Advice(),
    ) -> None:
        self._roots = tuple(Root(root) if isinstance(root, Path) else root for root in roots)
        self._finders = tuple(finders)
        self._advice = advice
        self._problems = Problems()
        self._files: dict[str, Loaded] = {}
        self._refused: set[str] = set()
        self._full = False
        self._known: dict[str, frozenset[str]] = {}
        self._given: dict[str, Loaded] = {}
        self._named: dict[str, Loaded] = {}
        self._others: list[Finding] = []
        self.loaded: list[Loaded] = []

    @property
    def findings(self) -> list[Finding]:
        return [*self._others, *self._problems.findings]

    def load(self, sources: Sequence[Source]) -> tuple[Loaded, ...]:
        """Return the given files with all that they import, each once."""
        given: list[Loaded] = []
        for source in sources:
            key = _key(source.name)
            if key not in self._files:
                loaded = self._files[key] = self._take(source, (), None)
                self.loaded.append(loaded)
                given.append(loaded)
                self._given.setdefault(loaded.name, loaded)
                self._check_twice(loaded)
        position = 0
        while position < len(self.loaded):
            self._follow(self.loaded[position])
            position += 1
        return tuple(given)

    def _take(
        self, source: Source, roots: tuple[Finder, ...], written: syntax.Import | None
    ) -> Loaded:
        """Parse a file that was given, or that an import brought."""
        parsed = parse(source)
        schemas = parsed.file.schemas
        if _is_something_else(parsed, source):
            self._refuse(parsed, written)
            # What it imports, and what may be in it, is not asked for.
            nothing = syntax.File((), (), (), frozenset(), parsed.file.place)
            parsed = Parsed(nothing, (), False)
        else:
            self._others += map(brief, parsed.findings)
            self._check_head(parsed, source)
        imported_as = written.path.text if written is not None else Path(source.name).stem
        name = schemas[0].path.text if schemas else imported_as
        if not roots:
            roots = self._roots or (Root(default_root(source.name, name)),)
        return Loaded(source, parsed, name, roots)

    def _refuse(self, parsed: Parsed, written: syntax.Import | None) -> None:
        """Tell that a file is no schema, and show as little of it as can be: it may be secret."""
        if written is None:
            first = min(parsed.findings, key=lambda one: one.frame.place.start)
            self._others.append(brief(first))
            return
        name = written.path.text
        self._problems.add(
            "no-schema-name",
            f"the file of `{name}` is not a schema",
            written.place,
            "something else is in it",
            f"a schema begins with its name, `schema {name}`",
        )

    def _check_twice(self, loaded: Loaded) -> None:
        """Check that no other file of the run declares the same schema."""
        other = self._named.setdefault(loaded.name, loaded)
        if other is not loaded and loaded.parsed.file.schemas:
            self._problems.add(
                "schema-twice",
                f"two files declare the schema `{loaded.name}`",
                loaded.parsed.file.schemas[0].path.place,
                "the second",
                "rename one of them, or leave one out",
                others=(Frame(other.parsed.file.place, "the first"),),
            )

    def _check_head(self, parsed: Parsed, source: Source) -> None:
        """Check that the file begins with the name of its schema."""
        file = parsed.file
        if not file.schemas:
            start = min([file.place.start, *(one.place.start for one in file.declarations)])
            if parsed.whole and not any(
                one.rule in ("unexpected", "unclosed", "foreign-syntax")
                and one.frame.place.start <= start
                for one in parsed.findings
            ):
                self._problems.add(
                    "no-schema-name",
                    "a file begins with the name of its schema",
                    Place(source, 0, 0),
                    "no `schema` here",
                    f"write `schema {_suggest_name(source.name)}` above everything else",
                )
            return
        first, *others = file.schemas
        check_schema_name(self._problems, first.path, "the name of a schema")
        for other in others:
            self._problems.add(
                "declared-twice",
                "a file declares one schema",
                other.place,
                "once more",
                "take it out, or move what belongs to it into a file of its own",
                others=(Frame(first.place, "first declared here"),),
            )
        starts = [one.place.start for one in (*file.imports, *file.declarations)]
        if starts and min(starts) < first.place.start:
            self._problems.add(
                "schema-first",
                "the name of the schema comes first",
                first.place,
                "something stands before it",
                "move this line to the top",
            )

    def _follow(self, loaded: Loaded) -> None:
        """Load what a file imports."""
        for one in loaded.parsed.file.imports:
            name = one.path.text
            if self._problems.full:
                # What is not looked for is not told about either.
                return
            if name in loaded.imports or not all(part.text for part in one.path.parts):
                continue
            loaded.imports[name] = None
            if check_import_name(self._problems, one.path):
                loaded.imports[name] = self._find(loaded, one, name)

    def _find(self, loaded: Loaded, written: syntax.Import, name: str) -> Loaded | None:
        for finder in (*loaded.roots, None, *self._finders):
            if finder is None:
                # What was named goes before what happens to be installed.
                if name in self._given:
                    return self._given[name]
                continue
            found = finder.find(name)
            if isinstance(found, Barred):
                self._problems.add(found.rule, found.fact, written.place, found.label, found.help)
                return None
            if found is not None:
                return self._read(loaded, written, name, found)
        self._tell_missing(loaded, written, name)
        return None

    def _read(
        self, loaded: Loaded, written: syntax.Import, name: str, file: Found
    ) -> Loaded | None:
        key = _key(file.name)
        if key in self._refused:
            return None
        found = self._files.get(key)
        if found is None:
            if len(self.loaded) >= MOST_FILES:
                if self._full:
                    return None
                self._full = True
                self._problems.add(
                    "too-many-files",
                    f"one run reads at most {MOST_FILES:,} files",
                    written.place,
                    "one too many",
                    "compile the schemas in several runs",
                )
                return None
            try:
                source = file.read()
            except Refused as refused:
                self._refused.add(key)
                origin, told = file.origin, refused.findings
                self._others += (
                    told
                    if origin is None
                    else [for_importer(one, name, origin, written.place) for one in told]
                )
                return None
            found = self._files[key] = self._take(source, loaded.roots, written)
            found.brought_by = written.place
            self.loaded.append(found)
            if found.name == name:
                self._check_twice(found)
        if found.origin is None:
            found.origin, found.made_from = file.origin, file.made_from
        if found.name != name:
            schemas = found.parsed.file.schemas
            self._problems.add(
                "import-name",
                f"the file of `{name}` declares the schema `{found.name}`",
                written.place,
                "imported by another name",
                (
                    f"write `import {found.name}` and move the file, or rename the schema"
                    if file.origin is None
                    else f"tell the authors of {file.origin.distribution}, or put a schema of "
                    "your own under an include root"
                ),
                others=tuple(Frame(one.path.place, "declared here") for one in schemas[:1]),
            )
            return None
        return found

    def _names(self, finder: Finder) -> frozenset[str]:
        if finder.place not in self._known:
            self._known[finder.place] = frozenset(finder.names())
        return self._known[finder.place]

    def _tell_missing(self, loaded: Loaded, written: syntax.Import, name: str) -> None:
        if self._problems.full:
            return
        finders = (*loaded.roots, *self._finders)
        why = next(filter(None, (finder.why(name) for finder in finders)), "")
        known = {one for finder in finders for one in self._names(finder)}
        guess = nearest(name, sorted(known - {loaded.name}))
        file = name.replace(".", "/") + ".amp"
        looked = ", ".join(finder.place for finder in loaded.roots)
        looked += "".join(f" and in {finder.place}" for finder in self._finders)
        self._problems.add(
            "import-not-found",
            f"there is no schema `{name}`",
            written.place,
            why or "not found",
            (f"did you mean `{guess}`? " if guess else "")
            + f"looked for {file} in {looked}"
            + ("" if self._roots else f"; {self._advice.folder}")
            + (f"; {self._advice.environment}" if self._finders else ""),
        )


def _is_something_else(parsed: Parsed, source: Source) -> bool:
    """Say whether there is nothing of a schema in a file that was not understood."""
    file = parsed.file
    return (
        not file.schemas
        and not file.declarations
        and any(one.severity is Severity.ERROR for one in parsed.findings)
        and _HEAD.search(source.text) is None
    )


def _key(name: str) -> str:
    return os.path.realpath(name) if name != "<stdin>" else name


def _suggest_name(name: str) -> str:
    stem = "".join(one if one.isalnum() else "_" for one in Path(name).stem.lower())
    return stem if stem.isascii() and stem.isidentifier() else "acme.users"
