"""Where installed distributions are: the folders that a Python imports from."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from ampgen import reading
from ampgen.explaining import shown
from ampgen.findings import Unusable
from ampgen.frozen import dataclass

_LARGEST = 64 * 1024  # bytes of a .pth file or a pyvenv.cfg
# Debian's own packages are for every Python 3.
_PYTHON = re.compile(r"(python|pypy)3(\.\d+t?)?")
_SITE = ("site-packages", "dist-packages")


@dataclass(frozen=True, slots=True)
class Environment:
    """``folders`` are what is imported from, in order; ``wheels`` are read as they are.

    ``place`` says where that is, and ends a sentence.
    """

    place: str
    folders: tuple[Path, ...]
    wheels: tuple[Path, ...] = ()


def environment(places: Sequence[Path] = ()) -> Environment:
    """Return the environments at some places as one, or that of this Python where none is named.

    A place is a virtual environment, a folder that distributions are installed into, or a wheel.
    Raises ``Unusable`` where it is none of them.
    """
    if not places:
        return Environment(f"the packages of {sys.prefix}{_not_active()}", tuple(_running()))
    folders: dict[Path, None] = {}
    wheels: list[Path] = []
    for place in places:
        if place.suffix == ".whl" and not reading.is_folder(place):
            wheels.append(place)
        else:
            folders.update(dict.fromkeys(_with_path_lines(_sites(place))))
    names = " and ".join(map(str, places))
    return Environment(f"the packages of {names}", tuple(folders), tuple(wheels))


def path_lines(file: Path) -> Iterator[Path]:
    """Yield the folders that a ``.pth`` file adds to what is imported from.

    Its lines that are programs are not run.
    """
    text = (reading.beginning(file, _LARGEST) or b"").decode("utf-8", "replace")
    for line in text.splitlines():
        if line.strip() and not line.startswith(("#", "import ", "import\t")) and "\0" not in line:
            yield file.parent / line.rstrip()


def _not_active() -> str:
    """Return a reminder where a virtual environment is active and this program is elsewhere."""
    active = os.environ.get("VIRTUAL_ENV", "")
    if not active or os.path.realpath(active) == os.path.realpath(sys.prefix):
        return ""
    return f" (not of {active})"


def _running() -> Iterator[Path]:
    entries = list(sys.path)
    # `python -m` puts the current folder there, of which the command knows nothing otherwise.
    with suppress(OSError):  # There is none any more: somebody removed it.
        if entries and entries[0] in ("", os.getcwd()):
            del entries[0]
    for entry in dict.fromkeys(entries):
        if os.path.isabs(entry):
            yield Path(entry)


def _with_path_lines(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield folder
    for folder in folders:
        for name in reading.entries(folder):
            if name.endswith(".pth"):
                yield from path_lines(folder / name)


def _sites(place: Path) -> list[Path]:
    """Return the folders of an environment that distributions are installed into."""
    found = list(_libraries(place))
    settings = reading.beginning(place / "pyvenv.cfg", _LARGEST)
    if settings is not None:
        found += _base_libraries(settings.decode("utf-8", "replace"))
    if not found:
        names = reading.entries(place)
        if place.name in _SITE or any(
            name.endswith((".dist-info", ".egg-info")) for name in names
        ):
            return [place]
        held = next((name for name in names if name.endswith(".whl")), "")
        raise Unusable(
            f"{shown(place)} is no environment: no wheel, and no folder with packages that are "
            "installed; name "
            + (
                f"one of its wheels, as in --env {shown(place / held)}"
                if held
                else "a virtual environment, as in --env .venv"
            )
        )
    return found


def _libraries(prefix: Path) -> Iterator[Path]:
    windows = prefix / "Lib" / "site-packages"
    if reading.is_folder(windows):
        yield windows
    for library in ("local/lib", "lib", "lib64"):
        if library == "lib64" and (prefix / library).is_symlink():
            continue
        for name in reading.entries(prefix / library):
            if _PYTHON.fullmatch(name):
                for site in _SITE:
                    folder = prefix / library / name / site
                    if reading.is_folder(folder):
                        yield folder


def _base_libraries(settings: str) -> Iterator[Path]:
    """Yield the folders of the Python that a virtual environment also imports from."""
    keys: dict[str, str] = {}
    for line in settings.splitlines():
        key, _, value = line.partition("=")
        keys[key.strip().lower()] = value.strip()
    if keys.get("include-system-site-packages", "").lower() == "true":
        home = Path(keys.get("home", ""))
        if home.is_absolute():
            version = re.match(r"\d+\.\d+", keys.get("version", keys.get("version_info", "")))
            wanted = f"python{version[0]}" if version else ""
            # The programs lie in a folder of their own, but for Windows.
            for folder in (*_libraries(home.parent), *_libraries(home)):
                if not wanted or folder.parent.name in (wanted, "python3", "Lib"):
                    yield folder
