"""A version of schemas, wherever it is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from ampgen.findings import Refused, Unusable
from ampgen.frozen import dataclass
from ampgen.loading import Finder, Found
from ampgen.text import Source
from ampgen.understanding import Understood, understand

_SCHEMA = re.compile(r"^[ \t]*schema[ \t]+([a-z_][A-Za-z0-9_.]*)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class File:
    """``name`` is what messages call it; ``read`` raises what ``ampgen.reading.read`` raises."""

    name: str
    read: Callable[[], Source]


@dataclass(frozen=True, slots=True)
class Tree:
    """The schema files of a version by their paths, which have slashes.

    ``name`` is what messages call it.
    """

    name: str
    files: Mapping[str, File]

    def declaring(self, schema: str) -> str | None:
        """Return the path of the file that declares a schema, the one that is named for it first."""
        path = _path(schema)
        named = [one for one in self.files if one == path or one.endswith(f"/{path}")]
        for one in named:
            if _declared(self.files[one].read().text) == schema:
                return one
        return next((one for one in self.files if self.declared(one) == schema), None)

    def declared(self, path: str) -> str:
        """Return the schema that a file declares, none where it cannot be read."""
        return _declared(self.text(path))

    def text(self, path: str) -> str:
        """Return what is in a file, nothing where it cannot be read.

        A file that was not asked for may be anything: another project's, or a bad example.
        """
        try:
            return self.files[path].read().text
        except (Refused, Unusable):
            return ""


@dataclass(frozen=True, slots=True)
class Version:
    """``name`` is what messages call it, ``read`` returns what it means.

    ``read`` raises ``Refused`` where the schemas of the version are wrong, ``Unusable`` where
    they cannot be had. None stands for no schema at all.
    """

    name: str
    read: Callable[[], Understood | None]


def _declared(text: str) -> str:
    """Return the schema that a text seems to declare, or an empty text."""
    found = _SCHEMA.search(text)
    return found[1] if found else ""


def meaning(
    tree: Tree, given: Iterable[str], roots: Sequence[str], finders: Sequence[Finder]
) -> Understood | None:
    """Return what some files of a tree mean, with all that they import from it, or None for none.

    ``roots`` are folders of the tree; without any, those to which the names of schemas lead.
    Raises ``Refused`` and ``Unusable``.
    """
    # Two paths may be one file, over a symbolic link.
    files = {tree.files[path].name: path for path in reversed(tuple(given))}
    sources = {path: tree.files[path].read() for path in reversed(files.values())}
    if not sources:
        return None
    folders = roots or [_root(path, _declared(source.text)) for path, source in sources.items()]
    return understand(
        tuple(sources.values()), [_Roots(tree, tuple(dict.fromkeys(folders)))], finders
    )


@dataclass(frozen=True, slots=True)
class _Roots:
    """The include roots of a version: folders of a tree, ``""`` the top of it."""

    tree: Tree
    folders: tuple[str, ...]

    @property
    def place(self) -> str:
        return self.tree.name

    def find(self, name: str) -> Found | None:
        path = _path(name)
        for folder in self.folders:
            whole = f"{folder}/{path}" if folder else path
            if whole in self.tree.files:
                return self._found(whole)
        # It may have been imported from another folder than today.
        others = [one for one in self.tree.files if one == path or one.endswith(f"/{path}")]
        return self._found(others[0]) if len(others) == 1 else None

    def _found(self, path: str) -> Found:
        file = self.tree.files[path]
        return Found(file.name, file.read)

    def why(self, name: str) -> str:
        return ""

    def names(self) -> Iterable[str]:
        return ()


def _path(schema: str) -> str:
    return schema.replace(".", "/") + ".amp"


def _root(path: str, schema: str) -> str:
    """Return the folder in which the name of a schema leads to its file, or the file's own."""
    wanted = _path(schema)
    if path == wanted:
        return ""
    if path.endswith(f"/{wanted}"):
        return path.removesuffix(f"/{wanted}")
    return path.rpartition("/")[0]
