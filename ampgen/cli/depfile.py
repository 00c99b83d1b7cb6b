"""A rule for Make, by which packages are renewed when a schema changes."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from ampgen.explaining import because, shown
from ampgen.findings import Unusable


def write_depfile(file: Path, targets: Iterable[Path], sources: Iterable[str]) -> None:
    """Write the rule ``targets: sources``, and an empty one for each source.

    The empty rules let Make go on when a schema is gone that an earlier run had read. Raises
    ``Unusable``.
    """
    outputs = [_escaped(os.fspath(target)).replace("%", "\\%") for target in targets]
    inputs = [_escaped(source) for source in sources]
    text = f"{' '.join(outputs)}: \\\n  " + " \\\n  ".join(inputs) + "\n"
    text += "".join("\n{}:\n".format(source.replace("%", "\\%")) for source in inputs)
    staged = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        try:
            staged.write_bytes(os.fsencode(text))
            staged.replace(file)
        finally:
            staged.unlink(missing_ok=True)
    except OSError as error:
        raise Unusable(because("write", file, error)) from error


def _escaped(path: str) -> str:
    """Return a path as GNU Make reads it in a target or a prerequisite."""
    if re.search(r"[\n\r;|=]", path):
        raise Unusable(f"Make has no way to write the name {shown(path)}")
    if path.startswith("~"):
        path = f"./{path}"  # Make, like a shell, would look for somebody's home.
    # A backslash counts only before a character that is special to Make: there it is doubled.
    path = re.sub(r"(\\*)([ \t#:*?\[\]])", lambda found: found[1] * 2 + "\\" + found[2], path)
    return path.replace("$", "$$")
