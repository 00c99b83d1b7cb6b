"""Which schema files the names of files, folders and patterns mean."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from ampgen.escaping import visible
from ampgen.explaining import because
from ampgen.findings import Unusable
from ampgen.noticing import BEING, NAMES, notice
from ampgen.reading import exists, inside
from ampgen.settings import Misconfigured, Settings
from ampgen.vendoring import RECORD

SUFFIX = ".amp"


def configured_schemas(settings: Settings) -> tuple[str, ...]:
    """Return the schema files that the settings mean.

    Raises ``Misconfigured`` where a name or a pattern means none.
    """
    place = visible(str(settings.file))
    return schema_names(
        settings.schemas, lambda fact: Misconfigured(f"{place}: {fact}"), patterns=True
    )


def configured_out(settings: Settings) -> Path | None:
    """Return the folder that the settings have packages written to, if they say so.

    Whoever clones a project has not read its settings: raises ``Misconfigured`` where the folder
    lies outside of the project.
    """
    if settings.out is not None and not _is_of_project(settings, settings.out):
        raise _outside(
            settings, "out", settings.out, "--out on the command line may name any folder"
        )
    return settings.out


def check_written(settings: Settings, names: Iterable[str]) -> None:
    """Raise ``Misconfigured`` where files that only the settings name are not the project's own."""
    for name in names:
        if not _is_of_project(settings, Path(name)):
            raise _outside(
                settings, "schemas", Path(name), "to write to it, name it on the command line"
            )


def _is_of_project(settings: Settings, path: Path) -> bool:
    """Say whether a path lies in the folder of the settings, or in the repository around it."""
    if settings.file is None:
        return True
    folder = settings.file.parent
    if inside(path, folder):
        return True
    whole = Path(os.path.abspath(folder))
    repository = next((one for one in whole.parents if exists(one / ".git")), None)
    own = exists(whole / ".git")
    return not own and repository is not None and inside(path, repository)


def _outside(settings: Settings, key: str, path: Path, way: str) -> Misconfigured:
    place = visible(str(settings.file))
    led = visible(os.path.realpath(path))
    return Misconfigured(f"{place}: `{key}` leads to {led}, outside of the project; {way}")


def schema_names(
    names: Iterable[str], wrong: Callable[[str], Exception], *, patterns: bool = False
) -> tuple[str, ...]:
    """Return the schema files that are meant, without repetition, in the order of their names.

    A folder means all ``.amp`` files below it, but for copies of what distributions ship. What
    means none is raised as ``wrong`` makes it.
    """
    files: dict[str, str] = {}
    for name in names:
        found = _matches(name, patterns)
        if not found:
            raise wrong(f"there is no {SUFFIX} file in {visible(name)}")
        for file in found:
            files.setdefault(os.path.realpath(file), file)
    return tuple(files.values())


def _matches(name: str, patterns: bool) -> list[str]:
    notice(name, BEING)
    if os.path.isdir(name):
        return _below(name)
    if patterns and glob.has_magic(name) and not os.path.lexists(name):
        _notice_folders(name)
        matches = sorted(glob.glob(name, recursive=True))
        return [file for match in matches for file in _matches(match, False)]
    return [name]


def _notice_folders(pattern: str) -> None:
    """Notice every folder in which something new could match a pattern."""
    folder = os.path.dirname(pattern)
    if folder and glob.has_magic(folder):
        _notice_folders(folder)
        for found in glob.glob(os.path.join(folder, ""), recursive=True):
            notice(found, NAMES)
    else:
        notice(folder or os.curdir, NAMES)


def _unreadable(error: OSError) -> None:
    folder: str = error.filename
    raise Unusable(because("read", folder, error)) from error


def _below(folder: str) -> list[str]:
    files: list[str] = []
    for path, folders, names in os.walk(folder, onerror=_unreadable):
        notice(path, NAMES)
        if RECORD in names and path != folder:
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        files += [os.path.join(path, name) for name in names if name.endswith(SUFFIX)]
    return sorted(map(os.path.normpath, files))
