"""Keep what a run looked at and printed, for the next one to recall."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from ampgen.noticing import BEING, CACHE, COARSE, LEFT, NAMES, WHOLE, Noticing
from ampgen.remembering.recalling import STATE, TEXT, key_of, packed, state_file, state_folder
from ampgen.remembering.returning import Made
from ampgen.resources import resource_folder
from ampgen.sealing import INIT

_MOST = 400  # states
_MOST_BYTES = 64 << 20
_PART = 1 << 20  # characters
_STATE = re.compile(rf"[0-9a-f]{{8}}\.(?:{STATE}|{TEXT})(?:\.[0-9a-f]{{16}})?")
_PACKAGE = Path(__file__).resolve().parents[1]
_WIRE = _PACKAGE / "wire"


def running(started: int) -> Noticing:
    """Notice the program that this process runs.

    ``started`` is when the process began, in nanoseconds since the epoch.
    """
    with Noticing() as seen:
        try:
            if state_folder() is None:
                # Nobody could recall it.
                seen.settled = False
            else:
                _notice_compiler(seen, started)
        except (OSError, ValueError):
            seen.settled = False
    return seen


def remember(
    noticing: Noticing,
    program: Noticing,
    out: Path,
    packages: Mapping[Path, Mapping[str, str]],
    told: tuple[str, str],
    source: Made | None = None,
) -> None:
    """Remember that this command line has nothing to do as long as the disk is as it is now.

    ``noticing`` saw all that decided what was made, ``program`` is what ``running`` returned, and
    ``packages`` is what was made: the files of each package's folder below ``out``. ``told`` is
    what a run with nothing to do writes on standard output and standard error. ``source`` is what
    the packages were made from, if that is worth keeping. Nothing is said where this is impossible:
    the next run is a whole one then.
    """
    try:
        folder = state_folder()
        if folder is None or not (noticing.settled and program.settled):
            return
        with Noticing() as made:
            _notice_packages(made, out, packages)
        seen = (noticing, program, made)
        found = {key: line for one in seen for key, line in one.found.items()}
        if made.settled and all(one.still() for one in seen):
            _keep(folder, found, told, source)
    except (OSError, ValueError):
        pass


def _notice_compiler(made: Noticing, started: int) -> None:
    """Notice what this process runs; it was read at some time or other after it began."""
    for path in _code():
        made.add(path, WHOLE)
        try:
            status = os.stat(path)
        except FileNotFoundError:
            continue  # It was noticed as gone; if it is there again, that is a change.
        if max(status.st_mtime_ns, status.st_ctime_ns) > started - COARSE:
            made.settled = False
    made.add(str(_WIRE), NAMES)


def _code() -> Iterator[str]:
    for module in list(sys.modules.values()):
        name = getattr(module, "__name__", "").partition(".")[0]
        file = getattr(module, "__file__", None)
        # What Python brings along is as old as Python, whose version is in the key.
        if file and name not in sys.stdlib_module_names:
            yield file
    for folder in (_PACKAGE, resource_folder("grammar"), resource_folder("templates")):
        for top, folders, files in os.walk(folder):
            folders[:] = (one for one in folders if one != CACHE)
            # Modules are read where they run, but for those that are copied into each package.
            run = () if Path(top) == _WIRE else (".py", ".pyc")
            yield from (os.path.join(top, one) for one in files if not one.endswith(run))


def _notice_packages(
    made: Noticing, out: Path, packages: Mapping[Path, Mapping[str, str]]
) -> None:
    """Notice packages in place, which have to be as they were made."""
    for folder, files in packages.items():
        made.add(str(folder), BEING)
        made.add(str(folder.parent), LEFT)
        for parent in folder.parents[: len(folder.parts) - len(out.parts)]:
            made.add(str(parent), BEING)
            made.add(str(parent / INIT), WHOLE)
        expected: dict[str, set[str]] = {}
        for path in files:
            inner, _, name = path.rpartition("/")
            expected.setdefault(inner, set()).add(name)
            if inner:
                expected.setdefault("", set()).add(inner)
        for inner, names in expected.items():
            made.add(str(folder / inner), NAMES)
            if made.found[NAMES, str(folder / inner)] != "/".join(sorted(names)):
                made.settled = False
        for path, text in files.items():
            made.add(str(folder / path), WHOLE)
            if not _holds(folder / path, text):
                made.settled = False


def _holds(file: Path, text: str) -> bool:
    """Say whether a file holds a text, whatever its line ends; it may be a large one."""
    place = 0
    with open(file, encoding="utf-8") as stream:
        while part := stream.read(_PART):
            if not text.startswith(part, place):
                return False
            place += len(part)
    return place == len(text)


def _keep(
    folder: str,
    found: Mapping[tuple[str, str], str],
    told: tuple[str, str],
    source: Made | None,
) -> None:
    key = key_of(sys.argv[1:])
    fields = [key, *told]
    for (how, path), line in found.items():
        fields += [how, path, line]
    os.makedirs(os.path.dirname(folder), 0o700, exist_ok=True)
    with suppress(FileExistsError):
        os.mkdir(folder, 0o700)
    # Perhaps somebody was quicker in making one of them.
    if state_folder() != folder:
        return
    if source is not None:
        _put(state_file(folder, key, TEXT), [key, *source.fields()])
    _put(state_file(folder, key), fields)
    _sweep(folder)


def _put(file: str, fields: list[str]) -> None:
    staged = f"{file}.{os.urandom(8).hex()}"
    try:
        number = os.open(staged, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(number, "wb") as stream:
            stream.write(packed(fields))
        os.replace(staged, file)
    except BaseException:
        with suppress(OSError):
            os.unlink(staged)
        raise


def _sweep(folder: str) -> None:
    """Keep the newest states, and of anything else in the folder leave everything alone."""
    states: list[tuple[int, int, str]] = []
    for entry in os.scandir(folder):
        if _STATE.fullmatch(entry.name) and entry.is_file(follow_symlinks=False):
            status = entry.stat(follow_symlinks=False)
            states.append((status.st_mtime_ns, status.st_size, entry.path))
    total = 0
    for number, (_, size, path) in enumerate(sorted(states, reverse=True), 1):
        total += size
        if number > _MOST or total > _MOST_BYTES:
            with suppress(OSError):
                os.unlink(path)
