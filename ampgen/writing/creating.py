"""Files that are made once and belong to the user from then on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ampgen.explaining import because, shown
from ampgen.findings import Unusable
from ampgen.writing.leftovers import discard, hidden
from ampgen.writing.locking import locked
from ampgen.writing.syncing import sync_files


def create(folder: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """Write files into a folder, all of them or none; never over one that is there.

    A run that dies may leave some of them, but none by halves. Returns their paths. Raises
    ``Unusable``.
    """
    there = [shown(folder / name) for name in files if os.path.lexists(folder / name)]
    if there:
        raise Unusable(
            f"{' and '.join(there)} {'is' if len(there) == 1 else 'are'} there already, and what "
            "you wrote is never overwritten; --out names another folder, --missing prints what "
            "is new"
        )
    staged, made = hidden(folder), list[Path]()
    current = folder
    try:
        with locked([folder]):
            try:
                os.mkdir(staged, 0o700)
                for name, text in files.items():
                    current = folder / name
                    with open(staged / name, "xb") as stream:
                        stream.write(text.encode())
                sync_files([staged / name for name in files])
                for name in files:
                    current = folder / name
                    _move(staged / name, current)
                    made.append(current)
            except BaseException:
                for file in made:
                    with suppress(OSError):
                        os.unlink(file)
                raise
            finally:
                discard(staged)
    except OSError as error:
        raise Unusable(because("write", current, error)) from error
    return tuple(made)


def _move(staged: Path, file: Path) -> None:
    """Give a file its name; unlike a rename, never over one that is there by now."""
    try:
        os.link(staged, file)
    except FileExistsError:
        raise
    except OSError:
        # Not every file system knows of second names.
        with open(file, "xb") as stream:
            try:
                stream.write(staged.read_bytes())
                stream.flush()
            except BaseException:
                os.unlink(file)
                raise
