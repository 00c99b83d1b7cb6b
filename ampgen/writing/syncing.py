"""What was written is asked to be on the disk itself, and not only on its way there."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

_AT_ONCE = 4
# Some file systems have no such request, and some systems none for folders.
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EBADF}


def sync_files(files: Sequence[Path]) -> None:
    """Return when files will survive a loss of power. Raises ``OSError`` that names the file."""
    left = list(files)
    errors: list[OSError] = []

    def work() -> None:
        while left and not errors:
            try:
                file = left.pop()
            except IndexError:
                return
            try:
                _sync(file, os.O_RDWR)
            except OSError as error:
                errors.append(error)

    # Together, because a disk that is asked for all at once answers once.
    helpers: list[Thread] = []
    try:
        for _ in range(min(_AT_ONCE, len(left)) - 1):
            helper = Thread(target=work)
            helper.start()
            helpers.append(helper)
    except RuntimeError:
        pass  # A system that has no more threads for us has time.
    work()
    for helper in helpers:
        helper.join()
    if errors:
        raise errors[0]


def sync_folder(folder: Path) -> None:
    """The same for the names in a folder."""
    if os.name == "posix":
        _sync(folder, os.O_RDONLY)


def _sync(path: Path, flags: int) -> None:
    try:
        descriptor = os.open(path, flags | getattr(os, "O_CLOEXEC", 0))
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        if error.errno not in _UNSUPPORTED:
            error.filename = error.filename or os.fspath(path)
            raise
