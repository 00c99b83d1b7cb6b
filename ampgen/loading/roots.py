"""Include roots: folders in which a schema's name leads to its file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from ampgen import reading
from ampgen.frozen import dataclass
from ampgen.loading.finders import Barred, Found


@dataclass(frozen=True, slots=True)
class Root:
    """An include root: ``a.b.c`` is its file ``a/b/c.amp``."""

    folder: Path

    @property
    def place(self) -> str:
        return str(self.folder)

    def find(self, name: str) -> Found | Barred | None:
        path = self.folder.joinpath(*name.split(".")).with_suffix(".amp")
        if not reading.exists(path):
            return None
        if not reading.inside(path, self.folder):
            return Barred(
                "import-outside",
                f"the file of `{name}` lies outside its include root",
                f"{path} is a link to somewhere else",
                "put the file itself there, or name its folder with `-I`",
            )
        return Found(str(path), partial(reading.read, path))

    def why(self, name: str) -> str:
        return ""

    def names(self) -> Iterable[str]:
        return (
            ".".join(path.with_suffix("").parts) for path in reading.schema_files(self.folder, 200)
        )


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
