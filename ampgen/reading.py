"""Read schema files: the half of the disk's home that takes in."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from ampgen.findings import Finding, Frame, Refused, Unusable
from ampgen.noticing import BEING, NAMES, REAL, notice
from ampgen.text import Place, Source

LARGEST = 8 * 1024 * 1024
LARGEST_DESCRIPTION = 4 * LARGEST
DESCRIPTION = ".json"
"""What the names of descriptions end in, which are longer than what they describe."""


def read(path: str | os.PathLike[str]) -> Source:
    """Return a file as a source that is called by the path as given.

    Raises ``Unusable`` where it cannot be read, and ``Refused`` where it is no text.
    """
    name = os.fspath(path)
    return decode(name, read_bytes(name))


def read_bytes(name: str) -> bytes:
    """Return the bytes of a file, one more than are allowed at most. Raises ``Unusable``."""
    notice(name)
    try:
        # A FIFO would block at opening, and a device may never end.
        number = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError) as error:
        raise Unusable(f"cannot read {name}: {_reason(error)}") from None
    try:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise Unusable(f"cannot read {name}: it is not a regular file")
        with open(number, "rb", closefd=False) as file:
            return file.read(_most(name) + 1)
    except OSError as error:
        raise Unusable(f"cannot read {name}: {_reason(error)}") from None
    finally:
        os.close(number)


def _most(name: str) -> int:
    return LARGEST_DESCRIPTION if name.endswith(DESCRIPTION) else LARGEST


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return "not the name of a file"


def decode(name: str, data: bytes) -> Source:
    """Return bytes as a source, without a byte order mark and with lines ending in LF.

    Raises ``Refused`` where they are not UTF-8, or more than 8 MiB, of a description 32.
    """
    most = _most(name)
    if len(data) > most:
        start = Place(Source(name, ""), 0, 0)
        what = "a schema file" if most == LARGEST else "a description"
        raise Refused(
            [
                Finding(
                    "file-too-large",
                    f"{what} has at most {most >> 20} MiB",
                    Frame(start, "this file is larger"),
                    "divide it into several schemas that import each other",
                )
            ]
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused([_not_utf8(name, data, error.start)]) from None
    return Source(name, text.replace("\r\n", "\n"))


def _not_utf8(name: str, data: bytes, start: int) -> Finding:
    # The codec counts from behind a byte order mark.
    start += 3 if data.startswith(b"\xef\xbb\xbf") else 0
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        help = "it looks like UTF-16; save it as UTF-8"
    else:
        help = "save it as UTF-8"
    before = data[:start].decode("utf-8-sig", "replace").replace("\r\n", "\n")
    place = Place(Source(name, before + "\ufffd"), len(before), len(before) + 1)
    return Finding(
        "not-utf8",
        "a schema is UTF-8 text, and this is not",
        Frame(place, f"byte 0x{data[start]:02X}"),
        help,
    )


def beginning(path: Path, most: int) -> bytes | None:
    """Return the first bytes of a file, or None where no regular file can be read."""
    notice(path)
    return glimpse(path, most)


def glimpse(path: Path, most: int) -> bytes | None:
    """Return the same of a file that decides nothing of what is made."""
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError):
        return None
    try:
        with open(number, "rb", closefd=False) as file:
            return file.read(most) if stat.S_ISREG(os.fstat(number).st_mode) else None
    except OSError:
        return None
    finally:
        os.close(number)


def entries(folder: Path) -> list[str]:
    """Return the sorted names in a folder; of what is none, or cannot be read, there are none."""
    notice(folder, NAMES)
    try:
        return sorted(os.listdir(folder))
    except (OSError, ValueError):
        return []


def is_folder(path: Path) -> bool:
    """Say whether a path leads to a folder."""
    notice(path, BEING)
    return os.path.isdir(path)


def exists(path: Path) -> bool:
    """Say whether something is there under a path."""
    notice(path)
    return os.path.lexists(path)


def inside(path: Path, folder: Path) -> bool:
    """Say whether a path, with all its links followed, is within a folder."""
    notice(path, REAL)
    notice(folder, REAL)
    try:
        return path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        return False


def schema_files(folder: Path, most: int = 1000) -> tuple[Path, ...]:
    """Return the schema files under a folder, sorted, relative to it; only some if there are many.

    Links to folders are not followed, and hidden folders are left out.
    """
    found: list[Path] = []
    for top, folders, files in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        found += (Path(top, one).relative_to(folder) for one in files if one.endswith(".amp"))
        if len(found) > most:
            break
    return tuple(sorted(found)[:most])
