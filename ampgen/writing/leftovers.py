"""Hidden folders in which a run keeps what is not in its place yet, or not any more.

Such a folder is called ``.ampgen-<process>-<random>`` and stands beside the package. It holds

- ``new/<package>``: what is made there, and after an exchange what stood in its place before;
- ``old/<package>``: the package, moved away, while two folders change places in two steps;
- ``merging/<package>``: what is still to be moved in, where files are replaced one by one; the
  files that they replace go to ``replaced/<package>``.

It is made, and what runs that died have left is swept, only under the lock of the folder that it
stands in.
"""

from __future__ import annotations

import os
import re
import shutil
import time
from contextlib import suppress
from pathlib import Path

from ampgen import sealing
from ampgen.noticing import HIDDEN

NEW, OLD, MERGING, REPLACED = "new", "old", "merging", "replaced"

_NAME = re.compile(re.escape(HIDDEN) + r"[0-9]+-[0-9a-f]{8}")
_DAY = 24 * 60 * 60


def hidden(folder: Path) -> Path:
    """Return a name for a folder of a run's own, within another."""
    return folder / f"{HIDDEN}{os.getpid()}-{os.urandom(4).hex()}"


def is_hidden(name: str) -> bool:
    """Return whether a folder has such a name."""
    return _NAME.fullmatch(name) is not None


def sweep(folder: Path, alone: bool) -> None:
    """Set right, and remove, what runs that died have left in a folder. Raises ``OSError``.

    Where there are no locks nobody is known to be ``alone``: then only what is old is swept.
    """
    with os.scandir(folder) as entries:
        found = [
            Path(entry.path)
            for entry in entries
            if is_hidden(entry.name) and entry.is_dir(follow_symlinks=False)
        ]
    for left in found:
        if alone or time.time() - os.lstat(left).st_mtime > _DAY:
            settle(left)
            discard(left)


def settle(left: Path) -> None:
    """Bring back a package that was moved away, and finish one that was half moved in."""
    for package in _within(left / OLD):
        if not os.path.lexists(left.parent / package.name):
            os.rename(package, left.parent / package.name)
    for package in _within(left / MERGING):
        if not os.path.lexists(left.parent / package.name):
            continue  # Somebody threw it away since.
        for file in _in_order(package):
            place = left.parent / package.name / file
            place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(package / file, place)


def settled(left: Path, package: Path) -> bool:
    """Return whether nothing is in a hidden folder that belongs in the package's place."""
    whole = os.path.lexists(package) or not os.path.lexists(left / OLD / package.name)
    return whole and not os.path.lexists(left / MERGING)


def discard(left: Path) -> None:
    """Remove a hidden folder, also where a package in it had been made read-only."""
    shutil.rmtree(left, ignore_errors=True)
    if os.path.lexists(left):
        for folder, _, _ in os.walk(left):
            with suppress(OSError):
                os.chmod(folder, 0o700)
        shutil.rmtree(left, ignore_errors=True)


def _within(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _in_order(package: Path) -> list[Path]:
    """Return the files of a package by which it is known last."""
    files = (path.relative_to(package) for path in package.rglob("*") if not path.is_dir())
    return sorted(files, key=lambda path: (path.as_posix() == sealing.INIT, path))
