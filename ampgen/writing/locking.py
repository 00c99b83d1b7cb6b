"""Only one run at a time writes into a folder."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Generator, Iterable
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from ampgen.writing.leftovers import sweep

_TRIES = 100


@contextmanager
def locked(folders: Iterable[Path], top: Path | None = None) -> Generator[None]:
    """Make folders that are missing, and hold the locks of all; wait for others that hold one.

    Those between them and ``top``, and ``top`` itself, are locked too, so that nobody puts another
    in the place of one of them meanwhile. What runs that died have left in the folders is swept.
    The lock is on the folder itself, so that nothing is left lying about, and folders that were
    made are removed again on failure. Raises ``OSError``.
    """
    below = set(folders)
    above = {one for folder in below for one in folder.parents if top and one.is_relative_to(top)}
    with ExitStack() as stack:
        held: set[tuple[int, int]] = set()
        # Always in the same order, or two runs could wait for each other.
        for folder in sorted(below | above):
            if folder in below:
                _lock(folder, stack, held)
            else:
                # One that a user may only pass through cannot be locked.
                with suppress(PermissionError):
                    _lock(folder, stack, held, sweeping=False)
        yield


def _lock(
    folder: Path, stack: ExitStack, held: set[tuple[int, int]], *, sweeping: bool = True
) -> None:
    for _ in range(_TRIES):
        with ExitStack() as attempt:
            made: list[Path] = []
            attempt.push(_removing(made))
            try:
                _make(folder, made)
                descriptor = _open(folder)
            except FileNotFoundError:
                if any(one.is_symlink() and not one.exists() for one in (folder, *folder.parents)):
                    raise  # That link leads nowhere, and will lead there the next time.
                continue  # Another run failed, and took away what it had made.
            alone = False
            if descriptor is not None:
                attempt.callback(os.close, descriptor)
                # Before the lock is let go, or another run could be given a folder that vanishes.
                attempt.push(_removing(made))
                status = os.fstat(descriptor)
                number = status.st_dev, status.st_ino
                if number in held:
                    return
                alone = _wait(descriptor)
                if not _stands(folder, number):
                    continue
                held.add(number)
            if sweeping:
                sweep(folder, alone)
            stack.push(attempt.pop_all())
            return
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), os.fspath(folder))


def _open(folder: Path) -> int | None:
    """Return what the lock is held by, or None where there are no locks."""
    return None if sys.platform == "win32" else os.open(folder, os.O_RDONLY | os.O_DIRECTORY)


def _wait(descriptor: int) -> bool:
    """Return whether the lock is held: not every system and file system has one."""
    import fcntl  # Here, because Windows has none.

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError:
        return False
    return True


def _stands(folder: Path, number: tuple[int, int]) -> bool:
    try:
        status = os.stat(folder)
    except FileNotFoundError:
        return False
    return (status.st_dev, status.st_ino) == number


def _make(folder: Path, made: list[Path]) -> None:
    """Make a folder and its parents; add those that were not there."""
    for missing in reversed([folder, *folder.parents]):
        if os.path.lexists(missing):
            continue
        made.append(missing)
        try:
            os.mkdir(missing)
        except FileExistsError:
            made.pop()


def _removing(made: list[Path]) -> Callable[[object, object, object], bool]:
    """Return what removes folders when a context is left with an error."""

    def leave(kind: object, error: object, trace: object) -> bool:
        while kind is not None and made:
            with suppress(OSError):
                os.rmdir(made.pop())
        return False

    return leave
