"""A folder of copies, compared with what would be copied now and replaced as a whole."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ampgen.explaining import because, shown
from ampgen.findings import Unusable
from ampgen.vendoring import RECORD, path_of, recorded
from ampgen.writing.comparing import Comparison, Difference, State, found_in, same
from ampgen.writing.locking import locked
from ampgen.writing.moving import Moves
from ampgen.writing.placing import listed, outside
from ampgen.writing.staging import Staged


def compare_copies(folder: Path, files: Mapping[str, str]) -> Comparison:
    """Compare a folder of copies with its files by posix path, of which one is the record.

    Nothing is changed. Raises ``Unusable`` where the folder or its record cannot be read.
    """
    known = {path_of(name): copy for name, copy in recorded(folder).items()}
    disk, strangers = found_in(folder, lambda path: True)
    differences = [Difference(path, State.FOREIGN) for path in strangers]
    for path in sorted({*files, *known, *disk}):
        if path not in disk:
            if path in files and path not in strangers:
                differences.append(Difference(path, State.MISSING))
        elif path in files and same(disk[path], files[path]):
            continue
        elif path == RECORD:
            differences.append(Difference(path, State.STALE if files else State.ORPHANED))
        elif path not in known:
            differences.append(Difference(path, State.FOREIGN))
        elif not known[path].matches(disk[path]):
            differences.append(Difference(path, State.EDITED))
        else:
            differences.append(Difference(path, State.STALE if path in files else State.ORPHANED))
    return Comparison(folder, files, disk, tuple(sorted(differences, key=lambda it: it.path)))


def write_copies(folder: Path, files: Mapping[str, str]) -> bool:
    """Let a folder hold copies and nothing else, in one step; return whether anything changed.

    Raises ``Unusable``, and leaves the folder as it was, where it holds something else, or a copy
    that was changed since.
    """
    folder = Path(os.path.abspath(folder))
    try:
        with locked([folder.parent]):
            comparison = compare_copies(folder, files)
            _refuse(comparison)
            if not comparison.differences:
                return False
            with Staged(comparison) as staged, Moves() as moves:
                staged.fill()
                staged.place(moves)
            if not files:
                folder.rmdir()
            return True
    except OSError as error:
        place = error.filename if isinstance(error.filename, (str, bytes)) else folder
        raise Unusable(because("write", outside(os.fsdecode(place)), error)) from error


def _refuse(comparison: Comparison) -> None:
    folder = shown(os.path.relpath(comparison.folder))
    foreign = comparison.paths(State.FOREIGN)
    if foreign:
        raise Unusable(
            f"{folder} holds what `ampgen vendor` did not copy: {listed(foreign)}; move it away, "
            "or choose another folder with --out"
        )
    edited = comparison.paths(State.EDITED)
    if edited:
        raise Unusable(
            f"copies in {folder} were changed: {listed(edited)}; delete them, or move them to a "
            "folder of your own"
        )
