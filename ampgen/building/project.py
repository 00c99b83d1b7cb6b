"""Compile what a project's ``[tool.ampgen]`` names, in place, for a build of that project."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ampgen import diagnosing
from ampgen.building.sweeping import sweep
from ampgen.choosing import configured_out, configured_schemas
from ampgen.compiling import packages
from ampgen.distributions import Published, environment
from ampgen.escaping import visible
from ampgen.explaining import shown
from ampgen.findings import Finding, Refused, Unusable
from ampgen.frozen import dataclass
from ampgen.loading import Advice
from ampgen.reading import read
from ampgen.schema import Schema
from ampgen.settings import Misconfigured, Settings, load
from ampgen.understanding import understand
from ampgen.vendoring import RECORD, path_of, recorded
from ampgen.writing import folder_of, write

# A build is made in an environment of its own, and nobody gives it options.
_ADVICE = Advice(
    "`include` of [tool.ampgen] names another folder",
    "name the distribution that ships it in `requires` of [build-system]",
)


class BuildFailed(Exception):
    """The build cannot go on; the text says why, in lines for standard error."""


@dataclass(frozen=True, slots=True)
class Made:
    """The packages of a project, as they stand on disk.

    ``root`` is the project's folder and ``out`` the one below which the packages are, both
    absolute. ``packages`` holds the files of each package by schema name and by posix path.
    ``schemas`` are the schema files by the path that they have in a wheel: as below ``out`` where
    they are in a package there, or else ``a/b/c.amp`` for the schema ``a.b.c``. ``copies`` are the
    files of vendored schemas, with the records of where they came from.
    """

    root: Path
    out: Path
    packages: Mapping[str, Mapping[str, str]]
    schemas: Mapping[str, Path]
    copies: tuple[Path, ...] = ()

    def folders(self) -> dict[str, Path]:
        """Return the folder of each package by the posix path that it has in a wheel."""
        return {name.replace(".", "/"): folder_of(self.out, name) for name in self.packages}

    def files(self) -> dict[str, Path]:
        """Return the files that a wheel must hold, by their posix path in it."""
        return dict(self.schemas) | {
            f"{place}/{path}": folder_of(self.out, name) / path
            for name, files in self.packages.items()
            for place in [name.replace(".", "/")]
            for path in files
        }

    def sources(self) -> dict[str, Path]:
        """Return the files that an sdist must hold to be compiled, by their posix path in it.

        Raises ``BuildFailed`` where one lies outside the project.
        """
        found: dict[str, Path] = {}
        for path in (*self.schemas.values(), *self.copies):
            if not path.is_relative_to(self.root):
                raise BuildFailed(
                    f"ampgen: {shown(os.path.relpath(path, self.root))} lies outside the project, "
                    "so no sdist can carry it; copy it into the project, or build the wheel alone"
                )
            found[path.relative_to(self.root).as_posix()] = path
        return found


def make(root: Path) -> Made | None:
    """Write the packages that a project's settings name, and remove those that none makes now.

    Returns None where the project has no ``[tool.ampgen]`` with schemas. Raises ``BuildFailed``.
    """
    with _working_in(root):
        try:
            settings = load(Path())
            if not settings.schemas or settings.file != Path("pyproject.toml"):
                return None
            return _made(settings)
        except Refused as refused:
            raise BuildFailed(_told(refused.findings)) from None
        except (Misconfigured, Unusable) as error:
            raise BuildFailed(f"ampgen: {visible(str(error))}") from None


def _made(settings: Settings) -> Made:
    sources = [read(name) for name in configured_schemas(settings)]
    finders = [Published(environment())]
    schemas = understand(
        sources, settings.include, finders, python=settings.python, advice=_ADVICE
    ).own
    out = configured_out(settings) or Path()
    made = packages(schemas)
    write(made, out)
    sweep(out, made)
    root = Path.cwd()
    folder = Path(os.path.normpath(root / out))
    archived = dict(_archived(root, folder, one) for one in schemas)
    return Made(root, folder, made, archived, tuple(_copies(settings.include)))


def _copies(roots: Sequence[Path]) -> Iterator[Path]:
    for root in roots:
        names = recorded(root)
        files = [*map(path_of, names), RECORD] if names else []
        yield from (path for path in (Path.cwd() / root / file for file in files) if path.exists())


def _archived(root: Path, out: Path, schema: Schema) -> tuple[str, Path]:
    path = Path(os.path.abspath(schema.place.source.name))
    if path.is_relative_to(out):
        inside = path.relative_to(out)
        # What stands beside packages at a project's top belongs to no package.
        if out != root or (out / inside.parts[0] / "__init__.py").exists():
            return inside.as_posix(), path
    return schema.name.replace(".", "/") + ".amp", path


def _told(findings: Sequence[Finding]) -> str:
    text = diagnosing.text(findings).rstrip("\n")
    if any(one.rule == "import-not-found" for one in findings):
        # Somebody who has it installed would not think of it.
        text += (
            "\n\nampgen: a build may have an environment of its own; the distributions that ship "
            "imported schemas belong into `requires` of [build-system]"
        )
    return text


@contextmanager
def _working_in(root: Path) -> Generator[None, None, None]:
    """Work in a folder, from which every path is told."""
    before = Path.cwd()
    os.chdir(root)
    try:
        yield
    finally:
        os.chdir(before)
