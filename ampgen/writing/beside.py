"""The next content of a single file is written beside it, under a name that no one else has."""

from __future__ import annotations

import os
import re
import shutil
import sys
from contextlib import suppress
from pathlib import Path


def beside(file: Path) -> Path:
    """Return a name for a file's next content, which is nobody's but this process's.

    What processes that died have left under such names is removed. Raises ``OSError``.
    """
    name = re.compile(rf"\.{re.escape(file.name)}\.([0-9]+)")
    for left in os.listdir(file.parent):
        match = name.fullmatch(left)
        if match is not None and not _alive(int(match[1])):
            with suppress(OSError):
                os.unlink(file.with_name(left))
    return file.with_name(f".{file.name}.{os.getpid()}")


def take_place(staged: Path, file: Path) -> None:
    """Put a file's next content in its place; what else there is to the file stays as it is.

    That is its mode and its further attributes, and its owner where this user may give files away.
    Raises ``OSError``.
    """
    try:
        status = os.stat(file)
    except FileNotFoundError:
        pass
    else:
        if hasattr(os, "chown"):
            with suppress(OSError):
                os.chown(staged, status.st_uid, status.st_gid)
        shutil.copystat(file, staged)
        os.utime(staged)
    staged.replace(file)


def _alive(process: int) -> bool:
    if sys.platform == "win32":
        return True  # On Windows a signal 0 would end the process that it asks about.
    if process == os.getpid():
        return False  # Its number is ours now, and we have left nothing.
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
