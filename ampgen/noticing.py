"""What a run looks at on the disk, so that a later run can tell whether all of it is as it was.

A part that asks the disk for anything that decides what is compiled calls ``notice`` first; what
it finds then, or does not find, is kept while somebody is ``Noticing``. This module is imported
before it is known that there is something to do, so it needs hardly anything itself.
"""

import os
import stat
import sys
import time

WHOLE = "whole"
"""A file or link with its content; a folder with the names in it."""

BEING = "being"
"""What stands there, whatever is in it."""

NAMES = "names"
"""The names in a folder and in Python's cache there, but for what Python leaves when it imports."""

REAL = "real"
"""Where a path leads when all its links are followed."""

LEFT = "left"
"""What runs have left in a folder that have died, or are at work there."""

CACHE = "__pycache__"
"""The folder in which Python keeps byte code."""

HIDDEN = ".ampgen-"
"""How the names of that begin."""

COARSE = 2_500_000_000
"""Nanoseconds after which the clock of any file system has moved on: some count in two seconds."""

_TICK = 25_000_000  # the same for those that keep fractions of a millisecond
_LINUX_FILES = 5  # CLOCK_REALTIME_COARSE of <linux/time.h>, by which files get their times
_ABSENT = "-"


def _whole(path: str) -> str:
    status = os.lstat(path)
    text = _identity(status)
    return f"{text} {_identity(os.stat(path))}" if stat.S_ISLNK(status.st_mode) else text


def _identity(status: os.stat_result) -> str:
    # As git's index knows a file: what cannot be set back is among it.
    return (
        f"{status.st_mode} {status.st_size} {status.st_mtime_ns} {status.st_ctime_ns} "
        f"{status.st_ino} {status.st_dev}"
    )


def _being(path: str) -> str:
    link, found = os.lstat(path), os.stat(path)
    return f"{link.st_mode} {found.st_mode} {found.st_ino} {found.st_dev}"


def _names(path: str) -> str:
    names = os.listdir(path)
    found = [one for one in names if one != CACHE and one[-4:] != ".pyc"]
    if CACHE in names:
        try:
            cached = os.listdir(os.path.join(path, CACHE))
        except NotADirectoryError:
            found.append(CACHE)
        else:
            found += [f"{CACHE}/{one}" for one in cached if not is_byte_code(one)]
    return "/".join(sorted(found))


def is_byte_code(name: str) -> bool:
    """Say whether Python may have put a file of that name into one of its caches."""
    # While a file is written, a number follows its name.
    whole, _, number = name.rpartition(".")
    return name.endswith(".pyc") or (number.isdecimal() and whole.endswith(".pyc"))


def _real(path: str) -> str:
    return os.path.realpath(path)


def _left(path: str) -> str:
    return "/".join(sorted(one for one in os.listdir(path) if one.startswith(HIDDEN)))


_LOOKS = {WHOLE: _whole, BEING: _being, NAMES: _names, REAL: _real, LEFT: _left}


def look(how: str, path: str) -> str:
    """Return what is to be found at a path now, as a line that changes when it does.

    ``how`` is ``WHOLE``, ``BEING``, ``NAMES``, ``REAL`` or ``LEFT``.
    """
    try:
        return _LOOKS[how](path)
    except (FileNotFoundError, NotADirectoryError):
        return _ABSENT
    except (OSError, ValueError) as error:
        return f"{_ABSENT} {type(error).__name__}"


def young(path: str) -> bool:
    """Say whether a file may change now and still keep its times.

    That is so while the clock of its file system stands where it stood at the last change.
    """
    now = _clock()
    for status in (os.lstat, os.stat):
        try:
            found = status(path)
        except (OSError, ValueError):
            continue
        for times in (found.st_mtime_ns, found.st_ctime_ns):
            step = 0 if times % 1_000_000 else COARSE
            if now - step <= times <= now + COARSE:
                return True
    return False


def rest(written: int) -> None:
    """Wait until what was written is old enough for every later change to show.

    ``written`` is a time after that, in nanoseconds since the epoch.
    """
    for _ in range(100):  # Not for ever: somebody may set the clock back.
        if _clock() > written:
            break
        time.sleep(0.001)


def _clock() -> int:
    """Return a time before which the clock for files does not stand any more, in nanoseconds."""
    if sys.platform == "linux":
        try:
            return time.clock_gettime_ns(_LINUX_FILES)
        except OSError:
            pass  # An emulation of Linux need not have it.
    return time.time_ns() - _TICK


class Noticing:
    """What was looked at, by how and path, since the context was entered.

    ``found`` holds what was there at the first look, and ``settled`` whether each of these looks
    was late enough for every later change to show.
    """

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], str] = {}
        self.settled = True

    def __enter__(self) -> "Noticing":
        _running.append(self)
        return self

    def __exit__(self, *_: object) -> None:
        _running.remove(self)

    def add(self, path: str, how: str) -> None:
        if (how, path) in self.found:
            return
        self.found[how, path] = look(how, path)
        if how == WHOLE and young(path):
            self.settled = False

    def renew(self, later: "Noticing") -> None:
        """Take over what another one saw later, which has to mean the same."""
        self.found.update(later.found)
        self.settled = self.settled and later.settled

    def still(self) -> bool:
        """Say whether everything is as it was at the first look."""
        return all(look(how, path) == found for (how, path), found in self.found.items())


_running: list[Noticing] = []


def notice(path: "str | os.PathLike[str]", how: str = WHOLE) -> None:
    """Tell that what is, or is not, at a path is about to decide something."""
    for one in _running:
        one.add(os.fspath(path), how)
