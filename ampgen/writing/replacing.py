"""A file of the user's gets a new content, in one step."""

from __future__ import annotations

import os
from pathlib import Path

from ampgen.explaining import because, shown
from ampgen.findings import Unusable
from ampgen.writing.beside import beside, take_place


def replace(name: str, before: bytes, after: bytes) -> None:
    """Replace the content of a file by another, if it is still what it was when it was read.

    The file keeps its owner and its mode. A symbolic link stays one, and the file that it leads to
    is replaced. Raises ``Unusable`` with the file as it was.
    """
    file = Path(os.path.realpath(name))
    try:
        if not os.access(file, os.W_OK):
            # The folder may allow what the file does not.
            raise PermissionError(13, os.strerror(13), name)
        if file.read_bytes() != before:
            raise Unusable(
                f"{shown(name)} was changed by somebody else; nothing was written to it"
            )
        staged = beside(file)
        try:
            with open(staged, "xb") as stream:
                stream.write(after)
                stream.flush()
                os.fsync(stream.fileno())
            take_place(staged, file)
        finally:
            staged.unlink(missing_ok=True)
    except OSError as error:
        raise Unusable(because("write", name, error)) from error
