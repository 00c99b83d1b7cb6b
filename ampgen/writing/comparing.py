"""What stands in a package's folder, against what would be written there."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path

from ampgen import sealing
from ampgen.explaining import because, shown
from ampgen.findings import Unusable
from ampgen.frozen import dataclass
from ampgen.noticing import CACHE, is_byte_code
from ampgen.writing.diffing import unified

_LIMIT = 256 << 20  # bytes: a larger file is not one of ours


class State(Enum):
    """How a file on disk differs from what would be written.

    ``MISSING`` is not there, ``STALE`` is as an earlier run wrote it, ``EDITED`` was changed by
    hand since, ``ORPHANED`` was written by ampgen and would not be any more, and ``FOREIGN`` was
    never written by ampgen.
    """

    MISSING = "missing"
    STALE = "stale"
    EDITED = "edited"
    ORPHANED = "orphaned"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not as it would be written; ``path`` is posix, within the package."""

    path: str
    state: State


@dataclass(frozen=True, slots=True)
class Comparison:
    """A package's folder against its files; ``disk`` holds the text of what was found."""

    folder: Path
    files: Mapping[str, str]
    disk: Mapping[str, str]
    differences: tuple[Difference, ...]

    def paths(self, state: State) -> tuple[str, ...]:
        return tuple(found.path for found in self.differences if found.state is state)

    def unchanged(self, path: str) -> bool:
        """Return whether a file that would be written stands there already."""
        return path in self.disk and same(self.disk[path], self.files[path])

    def diff(self) -> str:
        """Return what a write would change, as a unified diff; foreign files are left out."""
        chunks: list[str] = []
        for found in self.differences:
            if found.state is State.FOREIGN:
                continue
            name = shown(self.folder / found.path)
            old = self.disk.get(found.path)
            new = self.files.get(found.path)
            chunks.append(
                unified(
                    old,
                    new,
                    "/dev/null" if old is None else f"a/{name}",
                    "/dev/null" if new is None else f"b/{name}",
                )
            )
        return "".join(chunks)


def compare(folder: Path, files: Mapping[str, str]) -> Comparison:
    """Compare a package's folder with the files that would be written there.

    Nothing is changed. Raises ``Unusable`` where the folder cannot be read, or is none.
    """
    disk, strangers = found_in(folder, lambda path: path == sealing.WIRE)
    changed = sealing.edited(disk)
    differences = [Difference(path, State.FOREIGN) for path in strangers]
    for path in sorted({*files, *disk}):
        if path not in disk:
            if path not in strangers:
                differences.append(Difference(path, State.MISSING))
        elif not sealing.ours(path, disk[path]):
            differences.append(Difference(path, State.FOREIGN))
        elif path in files and same(disk[path], files[path]):
            continue
        elif path in changed:
            # Nothing says whose a file in a changed `_wire/` is unless this version writes it.
            unknown = path.startswith(sealing.WIRE) and path not in files
            differences.append(Difference(path, State.FOREIGN if unknown else State.EDITED))
        else:
            differences.append(Difference(path, State.STALE if path in files else State.ORPHANED))
    return Comparison(folder, files, disk, tuple(sorted(differences, key=lambda it: it.path)))


def same(old: str, new: str) -> bool:
    """Return whether two texts are equal but for their line ends."""
    # To look for one character in a large text takes a hundredth of what it takes to look for two.
    return old == new or ("\r" in old and old.replace("\r\n", "\n") == new)


def generated(folder: Path) -> bool:
    """Return whether a folder is a package that ampgen wrote."""
    try:
        if not stat.S_ISREG(os.stat(folder / sealing.INIT).st_mode):
            return False  # To open a pipe is to wait for somebody at its other end.
        with open(folder / sealing.INIT, encoding="utf-8", errors="replace") as stream:
            return sealing.ours(sealing.INIT, stream.read(4096))
    except OSError:
        return False


def found_in(folder: Path, ours: Callable[[str], bool]) -> tuple[dict[str, str], list[str]]:
    """Return the texts of the files below a folder, and the paths of what cannot be ours.

    ``ours`` says of a folder in it, ``a/``, whether what is there may be ours too. A folder that
    is not there holds nothing. Raises ``Unusable``.
    """
    texts: dict[str, str] = {}
    strangers: list[str] = []
    try:
        kind = os.lstat(folder).st_mode
    except FileNotFoundError:
        return texts, strangers
    except OSError as error:
        raise Unusable(because("read", folder, error)) from error
    if stat.S_ISLNK(kind):
        raise Unusable(
            f"{shown(folder)} is a symbolic link; ampgen writes only into a real folder"
        )
    if not stat.S_ISDIR(kind):
        raise Unusable(f"{shown(folder)} is in the way: a folder of that name is needed")
    pending = [""]
    while pending:
        prefix = pending.pop()
        try:
            entries = sorted(os.scandir(folder / prefix), key=lambda entry: entry.name)
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    if entry.name == CACHE:
                        strangers += _not_byte_code(folder, path + "/")
                    elif prefix or ours(path + "/"):
                        pending.append(path + "/")
                    else:
                        strangers.append(path + "/")
                elif path.endswith(".pyc"):
                    continue
                elif entry.is_file(follow_symlinks=False) and entry.stat().st_size <= _LIMIT:
                    texts[path] = Path(entry.path).read_bytes().decode("utf-8", "surrogateescape")
                else:
                    strangers.append(path)
        except OSError as error:
            raise Unusable(because("read", folder / prefix, error)) from error
    return texts, strangers


def _not_byte_code(folder: Path, cache: str) -> list[str]:
    """Return what Python did not put into one of its caches, which nobody would look for there."""
    return [cache + one for one in os.listdir(folder / cache) if not is_byte_code(one)]
