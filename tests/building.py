"""Schema text to packages that can be imported, without the command line or the disk's writer."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from ampgen.compiling import packages
from ampgen.schema import Schema
from ampgen.text import Source
from ampgen.understanding import understand


def build(texts: Mapping[str, str], out: Path, roots: Sequence[Path] = ()) -> tuple[Schema, ...]:
    """Compile schemas, ``file name: text``, with all that they import, into packages in ``out``.

    :returns: The schemas, imported ones included.
    :raises ampgen.findings.Refused: As the compiler does.
    """
    sources = [Source(name, text) for name, text in texts.items()]
    schemas = understand(sources, roots).all
    for name, files in packages(schemas).items():
        folder = out.joinpath(*name.split("."))
        for path, text in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8")
    return schemas


@contextmanager
def importable(*folders: Path) -> Generator[None, None, None]:
    """Make what is in the folders importable, and forget it afterwards."""
    before = set(sys.modules)
    paths = [str(folder) for folder in folders]
    sys.path[:0] = paths
    importlib.invalidate_caches()
    try:
        yield
    finally:
        # All are looked at before the first goes: a namespace package asks its parent where it is.
        homes = {name: _home(sys.modules[name]) for name in set(sys.modules) - before}
        for path in paths:
            sys.path.remove(path)
        for name, home in homes.items():
            if home.startswith(tuple(paths)):
                del sys.modules[name]


def _home(module: ModuleType) -> str:
    """Return where a module is; a folder without a module of its own is known by its path."""
    return getattr(module, "__file__", None) or next(iter(getattr(module, "__path__", ())), "")
