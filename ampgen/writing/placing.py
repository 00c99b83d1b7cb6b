"""All packages of a run are staged, and only then is each put in place in one step."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from ampgen import sealing
from ampgen.explaining import because, shown
from ampgen.findings import Unusable
from ampgen.frozen import dataclass
from ampgen.writing.comparing import Comparison, State, compare, generated
from ampgen.writing.leftovers import is_hidden
from ampgen.writing.locking import locked
from ampgen.writing.moving import Moves
from ampgen.writing.staging import Staged

_LISTED = 10


@dataclass(frozen=True, slots=True)
class Written:
    """What a run did with a package's folder."""

    folder: Path
    changed: bool


def folder_of(out: Path, schema: str) -> Path:
    """Return the folder of a schema's package: ``acme.users`` is ``acme/users`` below ``out``."""
    return out.joinpath(*schema.split("."))


def write(
    packages: Mapping[str, Mapping[str, str]],
    out: Path,
    *,
    force: bool = False,
    renew: bool = False,
) -> tuple[Written, ...]:
    """Write packages, by schema name, each as a whole; leave alone what would not change.

    ``force`` overwrites files that were edited by hand. ``renew`` sets the times of unchanged
    packages to now. Raises ``Unusable`` with every package as it was before.
    """
    folders = {folder_of(out, schema): files for schema, files in packages.items()}
    check_layout(packages, out)
    try:
        with locked((folder.parent for folder in folders), out):
            # Again, because another run may have written while this one waited.
            check_layout(packages, out)
            return _write(folders, force, renew)
    except OSError as error:
        place = error.filename if isinstance(error.filename, (str, bytes)) else out
        path = outside(os.fsdecode(place))
        if error.errno == errno.EBUSY and Path(path) in folders:
            raise Unusable(
                f"{shown(path)} is in use as a whole, as a mounted folder is, and cannot be "
                "replaced; mount the folder above it, or choose another one with --out"
            ) from error
        raise Unusable(because("write", path, error)) from error


def check_layout(packages: Iterable[str], out: Path) -> None:
    """Raise ``Unusable`` where packages cannot lie as their names say.

    One would lie within another, or behind a symbolic link, or in a folder that is called
    differently and taken for the same by a disk that does not tell capitals from small letters.
    """
    names = sorted(packages)
    for name in names:
        parts = name.split(".")
        for length in range(1, len(parts) + 1):
            _check_spelling(folder_of(out, ".".join(parts[:length])))
        for length in range(len(parts)):
            parent = folder_of(out, ".".join(parts[:length])) if length else out
            if ".".join(parts[:length]) in names or generated(parent):
                raise Unusable(
                    f"schema `{name}` would be written inside {shown(parent)}, which is the "
                    "generated package of another schema; rename one of the two"
                )
            if length and parent.is_symlink():
                raise Unusable(
                    f"{shown(parent)} is a symbolic link; ampgen writes only into real folders"
                )
            if os.path.lexists(parent) and not parent.is_dir():
                raise Unusable(f"{shown(parent)} is in the way: a folder of that name is needed")


def _check_spelling(folder: Path) -> None:
    if not os.path.lexists(folder):
        return
    try:
        names = os.listdir(folder.parent)
    except OSError:
        return
    if folder.name in names:
        return
    for name in names:
        if name.lower() == folder.name:
            raise Unusable(
                f"{shown(folder)} is {shown(folder.with_name(name))} to this disk, which does not "
                "tell capitals from small letters, but Python does; rename that folder"
            )


def orphans(out: Path, schemas: Iterable[str]) -> tuple[Path, ...]:
    """Return the generated packages below ``out`` that belong to none of the schemas.

    Hidden folders and virtual environments are not looked into.
    """
    expected = {folder_of(out, schema) for schema in schemas}
    found: list[Path] = []
    for folder, below, files in os.walk(out):
        if sealing.INIT in files and generated(Path(folder)):
            below.clear()
            if Path(folder) not in expected:
                found.append(Path(folder))
        elif "pyvenv.cfg" in files:
            below.clear()
        below[:] = sorted(name for name in below if not name.startswith("."))
    return tuple(sorted(found))


def _write(
    folders: Mapping[Path, Mapping[str, str]], force: bool, renew: bool
) -> tuple[Written, ...]:
    comparisons = [compare(folder, files) for folder, files in folders.items()]
    for comparison in comparisons:
        _refuse(comparison, force)
    with ExitStack() as stack:
        staged = [Staged(comparison) for comparison in comparisons if comparison.differences]
        for package in staged:
            stack.enter_context(package)
            package.fill()
        with Moves() as moves:
            for package in staged:
                package.place(moves)
    if renew:
        for comparison in comparisons:
            for path in comparison.files:
                os.utime(comparison.folder / path)
    return tuple(Written(found.folder, bool(found.differences)) for found in comparisons)


def _refuse(comparison: Comparison, force: bool) -> None:
    folder = shown(comparison.folder)
    foreign = comparison.paths(State.FOREIGN)
    if foreign:
        raise Unusable(
            f"{folder} holds what ampgen did not write: {listed(foreign)}; "
            "move it away, or choose another folder with --out"
        )
    edited = comparison.paths(State.EDITED)
    if edited and not force:
        raise Unusable(
            f"{folder} was edited by hand: {listed(edited)}; "
            "--diff shows what would be lost, --force overwrites it"
        )


def listed(paths: Sequence[str]) -> str:
    """Return paths as messages write them, but not too many."""
    more = len(paths) - _LISTED
    return ", ".join(map(shown, paths[:_LISTED])) + (f" and {more} more" if more > 0 else "")


def outside(path: str) -> str:
    """Return a path as the user knows it: without the staging folder that it passes through."""
    parts = Path(path).parts
    for number, part in enumerate(parts):
        if is_hidden(part):
            return str(Path(*parts[:number], *parts[number + 2 :]))
    return path
