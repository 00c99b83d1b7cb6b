"""Packages that no schema makes any more, found and removed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Container, Iterable
from pathlib import Path

from ampgen.explaining import because, shown
from ampgen.findings import Unusable
from ampgen.writing import State, compare, orphans

TELLING = "_codecs.py"
"""The module of a package whose docstring names the schema."""

_TELLS = re.compile(r'^"""How the values of ([a-z0-9_.]+) travel\.$', re.MULTILINE)
_HEADER = 4096  # characters


def left_over(place: str, text: str, schemas: Container[str]) -> bool:
    """Say whether a package was made where it stands, from a schema that is none of these.

    ``place`` is its posix path below the folder that packages are written to, ``text`` that of
    its module ``TELLING``. A package that somebody copied from elsewhere stands at another path.
    """
    found = _TELLS.search(text[:_HEADER])
    if found is None:
        return False
    return found[1] == place.replace("/", ".") and found[1] not in schemas


def sweep(out: Path, schemas: Iterable[str]) -> None:
    """Remove the packages below a folder that were made there from none of these schemas.

    Raises ``Unusable`` where one was edited by hand, or holds what ampgen did not write.
    """
    known = frozenset(schemas)
    for folder in orphans(out, known):
        try:
            text = (folder / TELLING).read_text("utf-8", "replace")
        except OSError:
            continue
        if left_over(folder.relative_to(out).as_posix(), text, known):
            _remove(folder, out)


def _remove(folder: Path, out: Path) -> None:
    kept = [one.path for one in compare(folder, {}).differences if one.state != State.ORPHANED]
    if kept:
        raise Unusable(
            f"no schema makes {shown(folder)} any more, but {shown(kept[0])} in it is not as "
            "ampgen wrote it; move it away, or name the schema again"
        )
    try:
        shutil.rmtree(folder)
        # The folders that only led to it go too.
        for parent in folder.parents:
            if parent == out or any(parent.iterdir()):
                break
            parent.rmdir()
    except OSError as error:
        raise Unusable(because("remove", folder, error)) from error
