"""Installed distributions that ship schemas, and where each schema is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from ampgen import reading
from ampgen.distributions.claims import (
    GROUP,
    Claim,
    claimed,
    claims,
    covered,
    normalised,
    origin,
)
from ampgen.distributions.editable import Places, places
from ampgen.frozen import dataclass
from ampgen.loading import Barred, Found, NOT_MADE
from ampgen.schema import Origin
from ampgen.sealing import Made, made_from

_LARGEST = 1 << 20  # bytes of a file of metadata
_HEAD = 4096  # bytes of a generated module in which its digest stands
_INFOS = (".dist-info", ".egg-info")


@dataclass(frozen=True, slots=True)
class Installed:
    """A distribution that ships schemas. ``path`` is all that is imported from around it."""

    origin: Origin
    claims: tuple[Claim, ...]
    info: Path
    places: Places
    path: tuple[Path, ...]

    def find(self, schema: str) -> Found | Barred | None:
        for path, folder in self._candidates(schema):
            if reading.exists(path):
                if not self._within(path, folder):
                    return Barred(
                        "import-outside",
                        f"the file of `{schema}` lies outside the package that {self.origin} "
                        "ships it in",
                        f"{path} is a link to somewhere else",
                        "put a file of your own under an include root, or tell the authors of "
                        f"{self.origin.distribution}",
                    )
                return Found(
                    str(path), partial(reading.read, path), self.origin, self._made_from(schema)
                )
        return None

    def why(self, schema: str) -> str:
        """Return why a schema that is claimed is not there; empty where it is not claimed."""
        for claim in self.claims:
            if claim.covers(schema):
                if claim.package and not any(self.places.find(claim.package)):
                    return f"{self.origin} claims it, and {self._no_package(claim.package)}"
                return why_not(self.origin, claim, schema)
        return ""

    def names(self) -> Iterator[str]:
        """Yield the names of schemas that could be had."""
        for package, prefixes in claimed(self.claims).items():
            within = {prefix for prefix in prefixes if _inside(prefix, package)}
            for folder in self.places.find(package):
                for file in reading.schema_files(folder, 200):
                    name = ".".join(file.with_suffix("").parts)
                    if covered(name, prefixes):
                        yield name
                    if covered(f"{package}.{name}", within):
                        yield f"{package}.{name}"

    def files(self) -> Iterator[Path]:
        """Yield the schema files in the packages that the claims name."""
        for folder in dict.fromkeys(
            folder for claim in self.claims for folder in self._folders(claim)
        ):
            for file in reading.schema_files(folder):
                if self._within(folder / file, folder):
                    yield folder / file

    def _no_package(self, package: str) -> str:
        if self.places.hooked:
            return f"its package `{package}` is found only by an import hook, which is not run"
        return f"has no package `{package}`"

    def _folders(self, claim: Claim) -> Iterable[Path]:
        return self.places.find(claim.package) if claim.package else ()

    def _candidates(self, schema: str) -> Iterator[tuple[Path, Path]]:
        for claim in self.claims:
            if claim.covers(schema):
                for folder in self._folders(claim):
                    for parts in file_parts(schema, claim.package):
                        yield folder.joinpath(*parts), folder

    def _within(self, path: Path, folder: Path) -> bool:
        # What an editable install links to is still the distribution's own.
        checkout = self.places.checkout
        return reading.inside(path, folder) or (
            checkout is not None and reading.inside(path, checkout)
        )

    def _made_from(self, schema: str) -> Made | None:
        folders = [*self.places.find(schema)]
        folders += [folder.joinpath(*schema.split(".")) for folder in self.path]
        for folder in folders:
            head = reading.beginning(folder / "__init__.py", _HEAD)
            if head is not None:
                return made_from(head.decode("utf-8", "replace"))
        return NOT_MADE


def why_not(origin: Origin, claim: Claim, schema: str) -> str:
    """Return why a claim that covers a schema does not lead to it."""
    if not claim.package:
        return f"the entry point `{claim.written}` of {origin} names no package"
    files = " or ".join("/".join(parts) for parts in file_parts(schema, claim.package))
    return f"{origin} claims it, and its package `{claim.package}` has no {files}"


def file_parts(schema: str, package: str) -> Iterator[tuple[str, ...]]:
    """Yield where the file of a schema may be in a package: below its whole name, or the rest.

    The package ``acme`` may hold the schema ``acme.common`` as ``acme/common.amp`` or, being
    itself where the name leads, as ``common.amp``.
    """
    for name in (schema, schema[len(package) + 1 :] if _inside(schema, package) else ""):
        if name:
            *folders, last = name.split(".")
            yield (*folders, f"{last}.amp")


def _inside(schema: str, package: str) -> bool:
    return schema.startswith(f"{package}.")


def scanned(folders: Iterable[Path], wanted: str = "") -> tuple[Installed, ...]:
    """Return the installed distributions that ship schemas, in the order of their folders.

    With ``wanted``, a normalised name, only that one is returned, whatever it ships. Of two with
    one name the first counts, as for Python.
    """
    path = tuple(folders)
    found: dict[str, Installed | None] = {}
    for folder in path:
        for name in reading.entries(folder):
            # What begins so is what pip left of one that it could not remove.
            if name.endswith(_INFOS) and not name.startswith("~"):
                key = normalised(name.rpartition(".")[0].partition("-")[0])
                if key not in found and wanted in ("", key):
                    found[key] = _read(folder / name, path, bool(wanted))
    return tuple(one for one in found.values() if one is not None)


def _read(info: Path, path: tuple[Path, ...], anyhow: bool) -> Installed | None:
    entry_points = reading.beginning(info / "entry_points.txt", _LARGEST) or b""
    made = claims(entry_points) if GROUP.encode() in entry_points else ()
    if not made and not anyhow:
        return None
    metadata = "PKG-INFO" if info.suffix == ".egg-info" else "METADATA"
    known = origin(reading.beginning(info / metadata, _LARGEST) or b"")
    return Installed(known, made, info, places(info), path) if known is not None else None
