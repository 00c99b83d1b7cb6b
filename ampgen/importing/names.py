"""Which modules a command line means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ampgen.explaining import shown
from ampgen.findings import Unusable


def named_modules(named: Sequence[str]) -> tuple[tuple[str, ...], tuple[Path, ...]]:
    """Return the names of modules that are given by name or as files, and the files' roots.

    Raises ``Unusable`` where there is no such file, or can be no such module.
    """
    names: list[str] = []
    roots: list[Path] = []
    for one in named:
        if not one.endswith(".py") and "/" not in one:
            names.append(one)
        else:
            name, root, _ = module_of(_file(one))
            names.append(name)
            roots.append(root)
        if not all(part.isidentifier() for part in names[-1].split(".")):
            raise Unusable(f"cannot import {shown(one)}: no module can be called that")
    return tuple(names), tuple(roots)


def _file(path: str) -> Path:
    file = Path(path).absolute()
    if not file.exists():
        raise Unusable(f"cannot read {shown(path)}: no such file or directory")
    if file.is_dir():
        file = file / "__init__.py"
        if not file.is_file():
            way = "name the modules in it"
            raise Unusable(f"cannot import {shown(path)}: it has no `__init__.py`; {way}")
    return file


def module_of(file: Path) -> tuple[str, Path, bool]:
    """Return what a file's module is called, the root that leads to it, and if it is a package."""
    whole = file.absolute()
    package = whole.name == "__init__.py"
    parts = [] if package else [whole.stem]
    folder = whole.parent
    while (folder / "__init__.py").is_file() and folder.parent != folder:
        parts.insert(0, folder.name)
        folder = folder.parent
    return ".".join(parts) or whole.parent.name, folder, package
