"""Two folders change places in one step, where the system can do that."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ctypes

# EPERM is what a container's filter says to a call that it does not know.
_UNSUPPORTED = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM}


def exchange(one: Path, other: Path) -> bool:
    """Let two folders change places; return False where the system cannot do it in one step.

    Raises ``OSError`` where it can but did not.
    """
    call = _system_call()
    if call is None:
        return False
    if call(os.fsencode(one), os.fsencode(other)) == 0:
        return True
    import ctypes

    number = ctypes.get_errno()
    if number in _UNSUPPORTED:
        return False
    raise OSError(number, os.strerror(number), os.fspath(other))


@cache
def _system_call() -> Callable[[bytes, bytes], int] | None:
    # Only now: most runs write a package for the first time, or none.
    import ctypes

    try:
        library = ctypes.CDLL(None, use_errno=True)
    except (OSError, TypeError):  # Windows has no such handle.
        return None
    return _linux(library) or _macos(library)


def _linux(library: ctypes.CDLL) -> Callable[[bytes, bytes], int] | None:
    try:
        rename = library.renameat2
    except AttributeError:
        return None
    here = -100  # AT_FDCWD of <fcntl.h>
    swap = 2  # RENAME_EXCHANGE of <linux/fs.h>
    return lambda one, other: int(rename(here, one, here, other, swap))


def _macos(library: ctypes.CDLL) -> Callable[[bytes, bytes], int] | None:
    try:
        rename = library.renamex_np
    except AttributeError:
        return None
    swap = 2  # RENAME_SWAP of <sys/stdio.h>
    return lambda one, other: int(rename(one, other, swap))
