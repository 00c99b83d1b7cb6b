"""A package is made whole in a hidden folder beside its place, and then put there in one step."""

from __future__ import annotations

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from ampgen import sealing
from ampgen.writing.comparing import Comparison, State
from ampgen.writing.leftovers import MERGING, NEW, OLD, REPLACED, discard, hidden, settled
from ampgen.writing.moving import Moves
from ampgen.writing.syncing import sync_files, sync_folder

_SLICE = 1 << 20  # characters: no second copy of a large text is made


class Staged:
    """A package that is made beside its folder. Leaving the context removes what is left of it."""

    def __init__(self, comparison: Comparison) -> None:
        self.target = comparison.folder
        self._comparison = comparison
        self._folder = hidden(self.target.parent)

    def __enter__(self) -> Staged:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._remove()
        except BaseException:
            self._remove()  # An interrupt is no reason to leave something lying about.
            raise

    def fill(self) -> None:
        """Make the package whole. Raises ``OSError``."""
        os.mkdir(self._folder, 0o700)
        new = self._part(NEW)
        os.mkdir(new.parent)
        os.mkdir(new)
        files = self._comparison.files
        for folder in sorted({(new / path).parent for path in files} - {new}):
            folder.mkdir(parents=True, exist_ok=True)
        sync_files([new / path for path in files if self._write(path, new / path)])
        for folder in {(new / path).parent for path in files}:
            sync_folder(folder)

    def place(self, moves: Moves) -> None:
        """Put the package where it belongs. Raises ``OSError``; the moves can be taken back."""
        new = self._part(NEW)
        if not os.path.lexists(self.target):
            moves.rename(new, self.target)
        else:
            try:
                if not moves.exchange(new, self.target):
                    self._replace(moves)
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise
                self._merge(moves)
        sync_folder(self.target.parent)

    def _part(self, name: str) -> Path:
        return self._folder / name / self.target.name

    def _replace(self, moves: Moves) -> None:
        old = self._part(OLD)
        os.mkdir(old.parent)
        moves.rename(self.target, old)
        moves.rename(self._part(NEW), self.target)

    def _merge(self, moves: Moves) -> None:
        """Replace file by file: a container's overlay does not let go of an image's folders.

        The last resort. A run that dies here leaves a mixture that the next one sets right.
        """
        new, replaced = self._part(MERGING), self._part(REPLACED)
        files = sorted(self._comparison.files, key=lambda path: path == sealing.INIT)
        gone = self._comparison.paths(State.ORPHANED)
        for folder in {(replaced / path).parent for path in (*files, *gone)}:
            folder.mkdir(parents=True, exist_ok=True)
        moves.rename(self._folder / NEW, self._folder / MERGING)
        for path in gone:
            moves.rename(self.target / path, replaced / path)
        for path in files:
            self._settle(new / path, self.target / path, replaced / path, moves)
        moves.rename(self._folder / MERGING, self._folder / NEW)

    def _settle(self, new: Path, place: Path, replaced: Path, moves: Moves) -> None:
        place.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(place):
            moves.rename(place, replaced)
        moves.rename(new, place)

    def _write(self, path: str, file: Path) -> bool:
        """Write a file, and return True; or have the same file that stands in its place."""
        text, place = self._comparison.files[path], self.target / path
        if self._comparison.disk.get(path) == text and _linked(place, file):
            return False
        with _naming(file), open(file, "xb") as stream:
            for start in range(0, len(text), _SLICE):
                stream.write(text[start : start + _SLICE].encode())
        if self._comparison.unchanged(path):
            times = os.stat(place)
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
        return True

    def _remove(self) -> None:
        # What could not be put back is kept, for the next run to try again.
        if settled(self._folder, self.target):
            discard(self._folder)


def _linked(place: Path, file: Path) -> bool:
    """Give an unchanged file a second name, where that can be done: it keeps its time by that."""
    try:
        os.link(place, file)
    except OSError:
        return False
    return True


@contextmanager
def _naming(file: Path) -> Generator[None]:
    """Name the file in an error that names none: a full disk is such a one."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or os.fspath(file)
        raise
