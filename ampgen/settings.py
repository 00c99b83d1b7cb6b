"""What ``[tool.ampgen]`` of the nearest ``pyproject.toml`` says."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import cast

from ampgen.escaping import visible
from ampgen.explaining import because
from ampgen.findings import Unusable
from ampgen.frozen import dataclass
from ampgen.noticing import notice

_KEYS = ("schemas", "out", "include", "python", "ignore", "build")
_BUILD_KEYS = ("backend", "backend-path")
LARGEST = 1 << 20  # bytes
_MODULE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*", re.ASCII)
_BACK_END = re.compile(r"[A-Za-z_][\w.]*(?::[A-Za-z_][\w.]*)?", re.ASCII)


class Misconfigured(Exception):
    """The settings are wrong: one line that begins with the place, ``pyproject.toml:12: …``."""


@dataclass(frozen=True, slots=True)
class BackEnd:
    """The build back end that ``ampgen.backend`` wraps, as PEP 517 names one.

    ``name`` is ``module`` or ``module:object``; ``path`` are folders to import it from first.
    """

    name: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project says once, so that nobody has to say it on each command line.

    ``file`` is where it stands, or None. ``schemas`` are files, folders and glob patterns, ``out``
    the folder that packages are written to, ``include`` the folders that imports are looked for
    in; all of them are paths from the current folder. ``python`` are the modules that schemas may
    name things of, with all that is in them; None allows every module. ``ignore`` are rules of
    which nobody wants to hear. ``build`` is the ``[tool.ampgen.build]``. ``version`` is what
    ``[project]`` says, if it does.
    """

    file: Path | None = None
    schemas: tuple[str, ...] = ()
    out: Path | None = None
    include: tuple[Path, ...] = ()
    python: tuple[str, ...] | None = None
    ignore: frozenset[str] = frozenset()
    build: BackEnd | None = None
    version: str | None = None


def places(start: Path) -> list[Path]:
    """Return where settings may stand for a folder, the nearest place first."""
    return [folder / "pyproject.toml" for folder in (start, *start.parents)]


def load(start: Path) -> Settings:
    """Return the settings of the nearest ``pyproject.toml`` in a folder or above it.

    Raises ``Misconfigured``, and ``Unusable`` where the file cannot be read.
    """
    for file in places(start):
        notice(file)
        if file.is_file():
            return _read(Path(os.path.relpath(file, start)), start)
    return Settings()


def _read(file: Path, start: Path) -> Settings:
    where = visible(str(file))
    try:
        with open(start / file, "rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise Unusable(because("read", file, error)) from error
    if len(data) > LARGEST:
        raise Misconfigured(
            f"{where}: this is larger than {LARGEST >> 20} MiB; write less into it"
        )
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        raise Misconfigured(f"{where}: this is not UTF-8") from error
    # Only now: many folders have no settings, and what reads them takes long to import.
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        tables = tomllib.loads(text)
    except RecursionError as error:
        raise Misconfigured(
            f"{where}: this is nested too deep; put less into each other"
        ) from error
    except tomllib.TOMLDecodeError as error:
        raise Misconfigured(_syntax(file, str(error), text.rstrip().count("\n") + 1)) from error
    except ValueError as error:
        raise Misconfigured(f"{where}: a number or a time in this is out of bounds") from error
    tool = tables.get("tool", {})
    table = cast("dict[str, object]", tool).get("ampgen") if isinstance(tool, dict) else None
    project = tables.get("project")
    said = cast("dict[str, object]", project).get("version") if isinstance(project, dict) else None
    version = said if isinstance(said, str) else None
    if table is None:
        return Settings(version=version)
    reading = _Reading(file, text)
    if not isinstance(table, dict):
        raise reading.wrong("ampgen", "`tool.ampgen` is a table: write `[tool.ampgen]`")
    return reading.settings(cast("dict[str, object]", table), version)


def _syntax(file: Path, message: str, last: int) -> str:
    found = re.search(r"^(.*) \(at (?:line (\d+), column (\d+)|(end of document))\)$", message)
    where = visible(str(file))
    if found is None:
        return f"{where}: {visible(message)}"
    place = f"{where}:{found[2]}:{found[3]}" if found[2] else f"{where}:{last}"
    return f"{place}: {visible(found[1])}"


@dataclass(frozen=True, slots=True)
class _Reading:
    file: Path
    text: str

    def settings(self, table: dict[str, object], version: str | None) -> Settings:
        self._check_keys(table, _KEYS)
        out = table.get("out")
        if out is not None and (not isinstance(out, str) or not out):
            raise self.wrong("out", '`out` is a folder: write `out = "src"`')
        return Settings(
            self.file,
            self._paths(table, "schemas", "protocols/*.amp"),
            None if out is None else Path(self._path("out", out)),
            tuple(map(Path, self._paths(table, "include", "protocols"))),
            self._modules(table) if "python" in table else None,
            self._rules(table),
            self._back_end(table.get("build")),
            version,
        )

    def _modules(self, table: dict[str, object]) -> tuple[str, ...]:
        modules = self._list(table, "python", "acme.model", "modules")
        for module in modules:
            if not _MODULE.fullmatch(module):
                raise self.wrong("python", f"`{visible(module)}` is not the name of a module")
        return modules

    def _rules(self, table: dict[str, object]) -> frozenset[str]:
        names = self._list(table, "ignore", "undocumented-field", "rules")
        if not names:
            return frozenset()
        # Only now, because most projects ignore none, and the texts of all rules come along.
        from ampgen.rules import Kind, all_rules

        known = {rule.id: rule.kind for rule in all_rules()}
        for name in names:
            if name not in known:
                from difflib import get_close_matches

                close = get_close_matches(name, known, 1)
                way = f"did you mean `{close[0]}`?" if close else "`ampgen explain` lists all"
                raise self.wrong("ignore", f"there is no rule `{visible(name)}`; {way}")
            if known[name] not in (Kind.HABIT, Kind.ALLOWANCE):
                raise self.wrong("ignore", f"`{name}` is no warning, and cannot be ignored")
        return frozenset(names)

    def _back_end(self, table: object) -> BackEnd | None:
        if table is None:
            return None
        if not isinstance(table, dict):
            raise self.wrong("build", "`build` is a table: write `[tool.ampgen.build]`")
        build = cast("dict[str, object]", table)
        self._check_keys(build, _BUILD_KEYS)
        name = build.get("backend")
        if not isinstance(name, str) or not _BACK_END.fullmatch(name):
            raise self.wrong(
                "build", '`backend` names a build back end: write `backend = "uv_build"`'
            )
        return BackEnd(name, self._paths(build, "backend-path", "."))

    def _check_keys(self, table: dict[str, object], known: tuple[str, ...]) -> None:
        for key in table:
            if key not in known:
                from difflib import get_close_matches

                close = get_close_matches(key, known, 1, 0.5)
                way = f"did you mean `{close[0]}`?" if close else f"known are {_spoken(known)}"
                raise self.wrong(key, f"there is no setting `{visible(key)}`; {way}")

    def wrong(self, key: str, fact: str) -> Misconfigured:
        where = visible(str(self.file))
        line = self._line(key)
        return Misconfigured(f"{where}:{line}: {fact}" if line else f"{where}: {fact}")

    def _list(
        self, table: dict[str, object], key: str, example: str, what: str = "paths"
    ) -> tuple[str, ...]:
        value = table.get(key, [])
        if isinstance(value, list):
            texts = [
                text for text in cast("list[object]", value) if isinstance(text, str) and text
            ]
            if len(texts) == len(cast("list[object]", value)):
                return tuple(texts)
        raise self.wrong(key, f'`{key}` is a list of {what}: write `{key} = ["{example}"]`')

    def _paths(self, table: dict[str, object], key: str, example: str) -> tuple[str, ...]:
        return tuple(self._path(key, text) for text in self._list(table, key, example))

    def _path(self, key: str, text: str) -> str:
        if "\0" in text:
            raise Misconfigured(f"{visible(str(self.file))}: a path cannot hold a zero character")
        if "\\" in text and os.sep == "/":
            meant = visible(text.replace("\\", "/"))
            raise self.wrong(
                key, f"write `/` between folders, as in `{meant}`: every system understands it"
            )
        return os.path.normpath(os.path.join(self.file.parent, text))

    def _line(self, key: str) -> int:
        """Return the line of a setting: the parser of TOML keeps no places."""
        setting = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=")
        inside = False
        table = 0
        for number, line in enumerate(self.text.split("\n"), 1):
            if re.match(r"\s*\[", line):
                inside = re.match(r"\s*\[\s*tool\s*\.\s*ampgen\s*[.\]]", line) is not None
                table = number if inside else table
            elif inside and setting.match(line):
                return number
            elif not table and re.search(r"\bampgen\b.*=", line):
                table = number
        return table


def _spoken(words: tuple[str, ...]) -> str:
    quoted = [f"`{word}`" for word in words]
    return f"{', '.join(quoted[:-1])} and {quoted[-1]}"
