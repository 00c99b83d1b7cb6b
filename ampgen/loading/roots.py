"""Include roots: folders in which a schema's name leads to its file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cached_property, partial
from pathlib import Path

from ampgen import reading
from ampgen.frozen import dataclass
from ampgen.loading.finders import Barred, Found
from ampgen.vendoring import Copy, path_of, recorded


@dataclass(frozen=True)
class Root:
    """An include root: ``a.b.c`` is its file ``a/b/c.amp``.

    What its record, if it has one, says was copied came from a distribution all the same.
    """

    folder: Path

    @property
    def place(self) -> str:
        return str(self.folder)

    def find(self, name: str) -> Found | Barred | None:
        path = self.folder / path_of(name)
        if not reading.exists(path):
            return None
        if not reading.inside(path, self.folder):
            return Barred(
                "import-outside",
                f"the file of `{name}` lies outside its include root",
                f"{path} is a link to somewhere else",
                "put the file itself there, or name its folder with `-I`",
            )
        copy = self._copies.get(name)
        if copy is not None and not copy.matches(_text(path)):
            return Barred(
                "vendored-edited",
                f"the copy of `{name}` is not as it came from {copy.origin}",
                f"{path} was changed",
                "delete the copy and run `ampgen vendor`, or put a schema of your own under another "
                "include root",
            )
        return Found(str(path), partial(reading.read, path), copy.origin if copy else None)

    def why(self, name: str) -> str:
        copy = self._copies.get(name)
        return f"the copy from {copy.origin} is gone" if copy is not None else ""

    def names(self) -> Iterable[str]:
        return (
            ".".join(path.with_suffix("").parts) for path in reading.schema_files(self.folder, 200)
        )

    @cached_property
    def _copies(self) -> Mapping[str, Copy]:
        return recorded(self.folder)


def _text(path: Path) -> str:
    data = reading.beginning(path, reading.LARGEST + 1) or b""
    return data.decode("utf-8", "surrogateescape")


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
