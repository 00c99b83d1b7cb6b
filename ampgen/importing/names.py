"""Which modules a command line means."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def named_modules(named: Sequence[str]) -> tuple[tuple[str, ...], tuple[Path, ...]]:
    """Return the names of modules that are given by name or as files, and the files' roots."""
    names: list[str] = []
    roots: list[Path] = []
    for one in named:
        if not one.endswith(".py") and "/" not in one:
            names.append(one)
            continue
        file = Path(one).absolute()
        if file.is_dir():
            file = file / "__init__.py"
        name, root, _ = module_of(file)
        names.append(name)
        roots.append(root)
    return tuple(names), tuple(roots)


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
