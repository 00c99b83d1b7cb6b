"""Hidden folders beside a package, in which the next one is made whole before it is put in place.

A staging folder is called ``.ampgen-<process>-<random>`` and holds ``new/<package>`` and, while
two folders change places in two steps, ``old/<package>``. It is made, and left-over ones are
swept, only under the lock of the folder that it stands in.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from ampgen import sealing
from ampgen.writing.comparing import Comparison, State
from ampgen.writing.exchanging import exchange

_SLICE = 1 << 20  # characters: no second copy of a large text is made
_STAGING = re.compile(r"\.ampgen-(?P<process>[0-9]+)-[0-9a-f]{8}")


@contextmanager
def locked(folders: Sequence[Path]) -> Generator[None]:
    """Hold the locks of folders that exist; wait for another run that holds one of them.

    The lock is on the folder itself, so that nothing is left lying about. Left-over staging
    folders of runs that died are swept.
    """
    with ExitStack() as stack:
        # Always in the same order, or two runs could wait for each other.
        for folder in sorted({folder.resolve() for folder in folders}):
            alone = stack.enter_context(_lock(folder))
            _sweep(folder, alone)
        yield


@contextmanager
def _lock(folder: Path) -> Generator[bool]:
    """Yield whether the lock is held: not every system and file system has one."""
    if sys.platform == "win32":
        yield False
        return
    import fcntl  # Here, because Windows has none.

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError:
            yield False
        else:
            yield True
    finally:
        os.close(descriptor)


def _sweep(folder: Path, alone: bool) -> None:
    for entry in list(os.scandir(folder)):
        match = _STAGING.fullmatch(entry.name)
        if match is None or not entry.is_dir(follow_symlinks=False):
            continue
        if alone or not _alive(int(match["process"])):
            _restore(folder, Path(entry.path) / "old")
            shutil.rmtree(entry.path, ignore_errors=True)


def _restore(folder: Path, old: Path) -> None:
    """Put a package back that a run had moved away when it died."""
    for package in old.iterdir() if old.is_dir() else ():
        if not os.path.lexists(folder / package.name):
            package.rename(folder / package.name)


def _alive(process: int) -> bool:
    if sys.platform == "win32":
        return True  # On Windows a signal 0 would end the process that it asks about.
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


class Staged:
    """A package that lies whole beside its folder. Leaving the context removes what is left."""

    def __init__(self, comparison: Comparison) -> None:
        self.target = comparison.folder
        self._comparison = comparison
        name = f".ampgen-{os.getpid()}-{os.urandom(4).hex()}"
        self._folder = self.target.parent / name
        self._new = self._folder / "new" / self.target.name
        self._old = self._folder / "old" / self.target.name

    def __enter__(self) -> Staged:
        try:
            self._fill()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._remove()

    def place(self) -> None:
        """Put the package where it belongs. Raises ``OSError``, the old one being in place."""
        if not os.path.lexists(self.target):
            self._new.rename(self.target)
        else:
            try:
                if not exchange(self._new, self.target):
                    self._replace()
            except OSError as error:
                if error.errno != errno.EXDEV:
                    raise
                self._merge()
        _sync(self.target.parent)

    def _replace(self) -> None:
        self._old.parent.mkdir()
        self.target.rename(self._old)
        self._new.rename(self.target)  # `_remove` puts the old one back if this fails.

    def _merge(self) -> None:
        """Replace file by file: a container's overlay does not let go of an image's folders.

        A crash within these few renames may leave a mixture; it is the last resort.
        """
        for path in sorted(self._comparison.files, key=lambda path: path == sealing.INIT):
            (self.target / path).parent.mkdir(exist_ok=True)
            os.replace(self._new / path, self.target / path)
        for path in self._comparison.paths(State.ORPHANED):
            os.unlink(self.target / path)

    def _fill(self) -> None:
        self._folder.mkdir(0o700)
        self._new.mkdir(parents=True)
        files = [self._new / path for path in self._comparison.files]
        for path, text in self._comparison.files.items():
            with _naming(self._new / path):
                self._write(path, text)
        # Together, because a disk that is asked for all at once answers once.
        _together(_sync_file, files)
        for folder in {file.parent for file in files}:
            _sync(folder)

    def _write(self, path: str, text: str) -> None:
        file = self._new / path
        file.parent.mkdir(exist_ok=True)
        with open(file, "xb") as stream:
            for start in range(0, len(text), _SLICE):
                stream.write(text[start : start + _SLICE].encode())
        if self._comparison.unchanged(path):
            times = os.stat(self.target / path)
            os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))

    def _remove(self) -> None:
        with suppress(OSError):
            _restore(self.target.parent, self._folder / "old")
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def _naming(file: Path) -> Generator[None]:
    """Name the file in an error that names none: a full disk is such a one."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or os.fspath(file)
        raise


def _together(do: Callable[[Path], None], files: Sequence[Path]) -> None:
    """Do something with each file, with several at once; raise what went wrong first."""
    waiting = list(files)
    wrong: list[BaseException] = []

    def work() -> None:
        while not wrong:
            try:
                do(waiting.pop())
            except IndexError:
                return
            except BaseException as error:
                wrong.append(error)

    threads = [threading.Thread(target=work) for _ in range(min(8, len(waiting)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        raise wrong[0]


def _sync_file(file: Path) -> None:
    with _naming(file), open(file, "rb+") as stream:
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    """Make the names within a folder survive a loss of power, where the system can say so."""
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        pass
    finally:
        os.close(descriptor)
