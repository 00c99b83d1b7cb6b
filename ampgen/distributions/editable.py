"""Where the packages of an installed distribution are, which may be a checkout.

An editable install leaves in the environment a ``.pth`` file with the folder of the checkout, or
the module that setuptools writes, which maps names of packages to folders. Both are read, by
their text, and neither is run.
"""

from __future__ import annotations

import ast
import csv
import os
import re
import warnings
from collections.abc import Iterator, Mapping
from json import loads
from pathlib import Path
from typing import cast
from urllib.parse import unquote, urlsplit

from ampgen import reading
from ampgen.distributions.environments import path_lines
from ampgen.frozen import dataclass

_LARGEST = 16 << 20  # bytes of a RECORD, which has a line for each file
_FINDER = 1 << 20  # bytes
_MAPPING = re.compile(r"^(MAPPING|NAMESPACES)\b[^=\n]*=\s*(\{.*\})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Places:
    """``folders`` are imported from; ``mapped`` are folders by the dotted name of the package.

    ``checkout`` is the folder that an editable install was made from, or None.
    """

    folders: tuple[Path, ...]
    mapped: Mapping[str, tuple[Path, ...]]
    checkout: Path | None

    @property
    def hooked(self) -> bool:
        """Whether the way to the checkout is neither a line nor a mapping, but a program."""
        return self.checkout is not None and len(self.folders) == 1 and not self.mapped

    def find(self, package: str) -> Iterator[Path]:
        """Yield the folders of a package, by going there step by step."""
        parts = package.split(".")
        candidates = [folder.joinpath(*parts) for folder in self.folders]
        for length in range(len(parts), 0, -1):
            for folder in self.mapped.get(".".join(parts[:length]), ()):
                candidates.append(folder.joinpath(*parts[length:]))
        for candidate in dict.fromkeys(candidates):
            if reading.is_folder(candidate):
                yield candidate


def places(info: Path) -> Places:
    """Return where the packages of a distribution are, whose metadata is in a folder."""
    folder = info.parent
    folders = [folder]
    mapped: dict[str, tuple[Path, ...]] = {}
    for name in _recorded(info):
        if name.endswith(".pth"):
            folders += path_lines(folder / name)
        elif name.endswith("_finder.py"):
            mapped.update(_mapping(folder / name))
    return Places(tuple(dict.fromkeys(folders)), mapped, _checkout(info))


def recorded(info: Path) -> list[str]:
    """Return the posix paths of all that a distribution has installed, from where it did so."""
    data = reading.beginning(info / "RECORD", _LARGEST) or b""
    lines = data.decode("utf-8", "replace").splitlines()
    try:
        return [row[0] for row in csv.reader(lines) if row]
    except csv.Error:
        return []


def _recorded(info: Path) -> list[str]:
    names = dict.fromkeys(recorded(info))
    return [name for name in names if "/" not in name and os.sep not in name]


def _mapping(finder: Path) -> Mapping[str, tuple[Path, ...]]:
    """Return the folders of packages as a module that setuptools wrote maps them."""
    text = (reading.beginning(finder, _FINDER) or b"").decode("utf-8", "replace")
    found: dict[str, tuple[Path, ...]] = {}
    for match in _MAPPING.finditer(text):
        try:
            with warnings.catch_warnings():
                # What is odd in it is nothing that somebody who compiles could change.
                warnings.simplefilter("ignore")
                value: object = ast.literal_eval(match[2])
        except (ValueError, SyntaxError, TypeError, RecursionError, MemoryError):
            continue
        if not isinstance(value, dict):
            continue
        for name, where in cast("dict[object, object]", value).items():
            texts = cast("list[object]", where) if isinstance(where, list) else [where]
            folders = [Path(text) for text in texts if isinstance(text, str) and _is_path(text)]
            if isinstance(name, str):
                found.setdefault(name, tuple(folders))
    return found


def _is_path(text: str) -> bool:
    return "\0" not in text and os.path.isabs(text)


def _checkout(info: Path) -> Path | None:
    """Return the folder of an editable install, as "Direct URL origin" (PEP 610) records it."""
    data = reading.beginning(info / "direct_url.json", _FINDER)
    try:
        document: object = loads(data or b"null")
    except (ValueError, RecursionError):
        return None
    match document:
        case {"url": str(url), "dir_info": {"editable": True}} if url.startswith("file://"):
            try:
                path = unquote(urlsplit(url).path)
            except ValueError:  # What stands for a host may be none.
                return None
            if os.name == "nt":
                path = path.lstrip("/")
            return Path(path) if _is_path(path) else None
        case _:
            return None
