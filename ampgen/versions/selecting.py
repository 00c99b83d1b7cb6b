"""Which files of an old version are those of a new one."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ampgen.frozen import dataclass
from ampgen.schema import Schema
from ampgen.versions.version import Tree


@dataclass(frozen=True, slots=True)
class Wanted:
    """The new version.

    ``schemas`` are the given ones. ``scope`` are the folders and patterns that they were chosen
    by: what was there once, and is gone, is missed. ``roots`` are the include roots.
    """

    schemas: tuple[Schema, ...]
    scope: tuple[str, ...]
    roots: tuple[Path, ...]


def by_path(tree: Tree, wanted: Wanted, top: Path) -> tuple[str, ...]:
    """Return the files of a whole working tree whose top is a folder: those at the same place."""
    found: dict[str, None] = {}
    lost: list[Schema] = []
    for schema in wanted.schemas:
        path = within(schema.place.source.name, top)
        if path not in tree.files:
            path = tree.declaring(schema.name)
        if path is not None:
            found[path] = None
        else:
            lost.append(schema)
    if lost:
        gone = [one for one in tree.files if one not in found and not os.path.lexists(top / one)]
        found.update(dict.fromkeys(_renamed(tree, lost, gone)))
    patterns = [_pattern(one, top) for one in wanted.scope]
    for path in tree.files:
        if any(pattern is not None and pattern.fullmatch(path) for pattern in patterns):
            found[path] = None
    return tuple(found)


def by_name(tree: Tree, wanted: Wanted) -> tuple[str, ...]:
    """Return the files that declare the schemas of the new version; all of them, for a folder."""
    if wanted.scope:
        return tuple(tree.files)
    found = [tree.declaring(schema.name) for schema in wanted.schemas]
    if not any(found):
        if len(tree.files) == len(wanted.schemas) == 1:
            return tuple(tree.files)
        for file in tree.files.values():
            file.read()  # What cannot be read may be what is looked for.
    lost = [one for one, path in zip(wanted.schemas, found) if path is None]
    if lost:
        names = {schema.name for schema in wanted.schemas}
        others = [one for one in tree.files if tree.declared(one) not in names]
        found += _renamed(tree, lost, others)
    return tuple(dict.fromkeys(path for path in found if path is not None))


def _renamed(tree: Tree, schemas: Iterable[Schema], paths: Sequence[str]) -> Iterator[str]:
    """Yield the files of schemas that are called otherwise now, and stand elsewhere."""
    # Only here, because that is rare.
    from ampgen.versions.renaming import renamed

    left = list(paths)
    for schema in schemas:
        path = renamed(tree, schema, left)
        if path is not None:
            left.remove(path)
            yield path


def within(name: str, top: Path) -> str | None:
    """Return the path of a file from a folder that it is in, with slashes, or None."""
    folder, file = os.path.split(os.path.abspath(name))
    # The file itself may be a link, and its name is what counts.
    whole = Path(os.path.realpath(folder), file)
    try:
        return whole.relative_to(os.path.realpath(top)).as_posix()
    except ValueError:
        return None


def folders(roots: Iterable[Path], top: Path) -> Sequence[str]:
    """Return include roots as folders of a tree whose top is a folder."""
    found = (within(os.fspath(root), top) for root in roots)
    return ["" if path == "." else path for path in found if path is not None]


def _pattern(text: str, top: Path) -> re.Pattern[str] | None:
    """Return what matches the paths of the schema files that a folder or a pattern means."""
    fixed, magic = _divided(text)
    path = within(fixed, top)
    if path is None:
        return None
    start = "" if path == "." else re.escape(path) + "/"
    if not magic:
        return re.compile(f"{start}.*")
    return re.compile(
        start + "".join(map(_translated, re.split(r"(\*\*/|\*|\?|\[[^]]*\])", magic)))
    )


def _divided(text: str) -> tuple[str, str]:
    """Return the part of a pattern that has no wildcards, and the rest."""
    parts = text.replace(os.sep, "/").split("/")
    for index, part in enumerate(parts):
        if re.search(r"[*?\[]", part):
            return "/".join(parts[:index]) or ".", "/".join(parts[index:])
    return text, ""


def _translated(part: str) -> str:
    if part == "**/":
        return "(?:.*/)?"
    if part == "*":
        return "[^/]*"
    if part == "?":
        return "[^/]"
    if part.startswith("[") and part.endswith("]"):
        return "[^" + part[2:] if part.startswith("[!") else part
    return re.escape(part)
