"""A rule for Make, by which packages are renewed when a schema changes."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from errno import EISDIR
from pathlib import Path

import click

from ampgen.explaining import because, shown
from ampgen.findings import Unusable
from ampgen.writing import beside, take_place

_NOT_FILES = ("/dev/", "/proc/")


def check_place(file: Path, packages: Iterable[Path]) -> None:
    """Raise ``click.UsageError`` where a rule does not belong.

    That is in a package, which is replaced whole, and over a file that is no such rule: a schema,
    perhaps, before whose name the option slipped.
    """
    real = Path(os.path.realpath(file))
    for folder in packages:
        if real.is_relative_to(os.path.realpath(folder)):
            raise click.UsageError(
                f"--depfile {shown(file)} would stand in the package {shown(folder)}, which "
                "holds generated files alone; name a file beside it"
            )
    if _is_stream(file):
        return
    with suppress(OSError), open(real, "rb") as stream:
        line = stream.readline()
        if line and not line.endswith((b": \\\n", b": \\\r\n")):
            raise click.UsageError(
                f"--depfile {shown(file)} would overwrite a file that is no rule of ampgen's; "
                "name another one, or delete it"
            )


@contextmanager
def staged_depfile(
    file: Path, targets: Iterable[Path], sources: Iterable[str]
) -> Generator[None, None, None]:
    """Write the rule ``targets: sources``, and an empty one for each source.

    The text is on the disk before the body runs, and under its name once that has ended well: a
    place that cannot be written is told about before a package is. The empty rules let Make go on
    when a schema is gone that an earlier run had read. Raises ``Unusable``.
    """
    outputs = [_escaped(os.fspath(target)).replace("%", "\\%") for target in targets]
    inputs = [_escaped(source) for source in sources]
    text = f"{' '.join(outputs)}: \\\n  " + " \\\n  ".join(inputs) + "\n"
    text += "".join("\n{}:\n".format(source.replace("%", "\\%")) for source in inputs)
    if _is_stream(file):
        yield
        # What was written to it before, if it is a file after all, is somebody else's.
        with _telling(file), open(file, "ab") as stream:
            stream.write(os.fsencode(text))
        return
    # A link stays one, and what it leads to is replaced.
    place = Path(os.path.realpath(file))
    staged: Path | None = None
    try:
        with _telling(file):
            if place.is_dir():
                raise IsADirectoryError(EISDIR, os.strerror(EISDIR))
            # It may stand among packages that are not there yet.
            place.parent.mkdir(parents=True, exist_ok=True)
            staged = beside(place)
            staged.write_bytes(os.fsencode(text))
        yield
        with _telling(file):
            take_place(staged, place)
    finally:
        # What stood in the way of writing it may well stand in the way of this.
        with suppress(OSError):
            if staged is not None:
                staged.unlink(missing_ok=True)


def _is_stream(file: Path) -> bool:
    """Say whether a path leads to what is written to, and not replaced: a pipe, or a device."""
    if os.path.abspath(file).startswith(_NOT_FILES):
        return True  # It may be a name for a file that is open already.
    try:
        kind = os.stat(file).st_mode
    except OSError:
        return False
    return not stat.S_ISREG(kind) and not stat.S_ISDIR(kind)


@contextmanager
def _telling(file: Path) -> Generator[None, None, None]:
    try:
        yield
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
