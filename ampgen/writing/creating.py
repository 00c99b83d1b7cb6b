"""Files that are made once and belong to the user from then on."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from ampgen.explaining import because, shown
from ampgen.findings import Unusable


def create(folder: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """Write files into a folder, all of them or none; never over one that is there.

    Returns their paths. Raises ``Unusable``.
    """
    there = [shown(folder / name) for name in files if os.path.lexists(folder / name)]
    if there:
        raise Unusable(
            f"{' and '.join(there)} {'is' if len(there) == 1 else 'are'} there already, and what "
            "you wrote is never overwritten; --out names another folder, --missing prints what "
            "is new"
        )
    made: list[Path] = []
    current = folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            current = folder / name
            with open(current, "x", encoding="utf-8", newline="\n") as stream:
                made.append(current)
                stream.write(text)
    except BaseException as error:
        for file in made:
            with suppress(OSError):
                file.unlink()
        if isinstance(error, OSError):
            raise Unusable(because("write", current, error)) from error
        raise
    return tuple(made)
