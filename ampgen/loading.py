"""Bring in every schema that the given ones import, each once."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from ampgen import reading, syntax
from ampgen.checking.problems import Problems
from ampgen.suggesting import nearest
from ampgen.checking.wording import check_schema_name
from ampgen.findings import Finding, Frame, Refused
from ampgen.parsing import Parsed, parse
from ampgen.text import Place, Source

MOST_FILES = 1000


class Finder(Protocol):
    """Finds schemas by name. ``place`` says where it looks, and ends a sentence."""

    @property
    def place(self) -> str: ...

    def find(self, name: str) -> Path | None:
        """Return the file of a schema, or None. It need not be within any folder."""
        ...

    def allows(self, path: Path) -> bool:
        """Say whether a file that was found may be read: it may be a link to somewhere else."""
        ...

    def read(self, path: Path) -> Source:
        """Return a file that was found. Raises ``Refused`` and ``Unusable`` as `reading` does."""
        ...

    def names(self) -> Iterable[str]:
        """Return names of schemas that could be found."""
        ...


@dataclass(frozen=True, slots=True)
class Root:
    """An include root: ``a.b.c`` is its file ``a/b/c.amp``."""

    folder: Path

    @property
    def place(self) -> str:
        return str(self.folder)

    def find(self, name: str) -> Path | None:
        path = self.folder.joinpath(*name.split(".")).with_suffix(".amp")
        return path if reading.exists(path) else None

    def allows(self, path: Path) -> bool:
        return reading.inside(path, self.folder)

    def read(self, path: Path) -> Source:
        return reading.read(path)

    def names(self) -> Iterable[str]:
        return (
            ".".join(path.with_suffix("").parts) for path in reading.schema_files(self.folder, 200)
        )


@dataclass(eq=False, slots=True)
class Loaded:
    """One file, and what it imports by name; None where that cannot be had.

    ``digest`` is that of the schema where there is no text to make it from.
    """

    source: Source
    parsed: Parsed
    name: str
    finders: tuple[Finder, ...]
    imports: dict[str, Loaded | None] = field(default_factory=dict)
    digest: str = ""


class Loader:
    """Loads files for one run. What it has to say about them is in ``findings``."""

    def __init__(self, roots: Sequence[Path | Finder], finders: Sequence[Finder]) -> None:
        self._roots = tuple(Root(root) if isinstance(root, Path) else root for root in roots)
        self._finders = tuple(finders)
        self._problems = Problems()
        self._files: dict[str, Loaded] = {}
        self._refused: set[str] = set()
        self._full = False
        self._known: dict[str, frozenset[str]] = {}
        self._given: dict[str, Loaded] = {}
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
                other = self._given.setdefault(loaded.name, loaded)
                if other is not loaded and loaded.parsed.file.schemas:
                    self._problems.add(
                        "schema-twice",
                        f"two files declare the schema `{loaded.name}`",
                        loaded.parsed.file.schemas[0].path.place,
                        "the second",
                        "rename one of them, or leave one out",
                        others=(Frame(other.parsed.file.place, "the first"),),
                    )
        position = 0
        while position < len(self.loaded):
            self._follow(self.loaded[position])
            position += 1
        return tuple(given)

    def _take(
        self, source: Source, finders: tuple[Finder, ...], imported_as: str | None
    ) -> Loaded:
        parsed = parse(source)
        self._others += parsed.findings
        schemas = parsed.file.schemas
        name = schemas[0].path.text if schemas else imported_as or Path(source.name).stem
        self._check_head(parsed, source)
        if not finders:
            finders = self._roots or (Root(default_root(source.name, name)),)
            finders += self._finders
        return Loaded(source, parsed, name, finders)

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
            if name in loaded.imports or not all(part.text for part in one.path.parts):
                continue
            loaded.imports[name] = None
            if check_schema_name(self._problems, one.path, "the name of a schema"):
                loaded.imports[name] = self._find(loaded, one, name)

    def _find(self, loaded: Loaded, written: syntax.Import, name: str) -> Loaded | None:
        for finder in loaded.finders:
            path = finder.find(name)
            if path is None:
                continue
            if not finder.allows(path):
                self._problems.add(
                    "import-outside",
                    f"the file of `{name}` lies outside its include root",
                    written.place,
                    f"{path} is a link to somewhere else",
                    "put the file itself there, or name its folder with `-I`",
                )
                return None
            return self._read(loaded, written, name, finder, path)
        given = self._given.get(name)
        if given is None:
            self._tell_missing(loaded, written, name)
        return given

    def _read(
        self, loaded: Loaded, written: syntax.Import, name: str, finder: Finder, path: Path
    ) -> Loaded | None:
        key = _key(str(path))
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
                source = finder.read(path)
            except Refused as refused:
                self._refused.add(key)
                self._others += refused.findings
                return None
            found = self._files[key] = self._take(source, loaded.finders, name)
            self.loaded.append(found)
        if found.name != name:
            schemas = found.parsed.file.schemas
            self._problems.add(
                "import-name",
                f"the file of `{name}` declares the schema `{found.name}`",
                written.place,
                "imported by another name",
                f"write `import {found.name}` and move the file, or rename the schema",
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
        known = {one for finder in loaded.finders for one in self._names(finder)}
        guess = nearest(name, sorted(known - {loaded.name}))
        file = name.replace(".", "/") + ".amp"
        looked = ", ".join(finder.place for finder in loaded.finders)
        self._problems.add(
            "import-not-found",
            f"there is no schema `{name}`",
            written.place,
            "not found",
            (f"did you mean `{guess}`? " if guess else "")
            + f"looked for {file} in {looked}"
            + ("" if self._roots else "; `-I FOLDER` names another folder"),
        )


def _key(name: str) -> str:
    return os.path.realpath(name) if name != "<stdin>" else name


def _suggest_name(name: str) -> str:
    stem = "".join(one if one.isalnum() else "_" for one in Path(name).stem.lower())
    return stem if stem.isascii() and stem.isidentifier() else "acme.users"


def default_root(name: str, schema: str) -> Path:
    """Return the include root of a file for which none was given.

    It is the folder in which the schema's name leads to the file, or else the file's own.
    """
    path = Path(name) if name != "<stdin>" else Path("stdin.amp")
    parts = tuple(schema.split("."))
    if path.with_suffix("").parts[-len(parts) :] == parts:
        return path.parents[len(parts) - 1]
    whole = Path(os.path.abspath(path))
    if whole.with_suffix("").parts[-len(parts) :] == parts:
        return Path(os.path.relpath(whole.parents[len(parts) - 1]))
    return path.parent
