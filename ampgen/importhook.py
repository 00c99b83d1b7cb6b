"""A finder of Python's import system that makes packages of schemas."""

from __future__ import annotations

import linecache
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from importlib.abc import InspectLoader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType
from typing import cast

from ampgen import diagnosing
from ampgen.compiling import packages
from ampgen.distributions import Published, environment
from ampgen.escaping import visible
from ampgen.findings import Refused, Unusable
from ampgen.reading import read
from ampgen.settings import Misconfigured, load
from ampgen.understanding import understand

_INIT = "__init__.py"


class _Package:
    """The generated files of one schema, as of the last time that it was compiled."""

    def __init__(self, name: str, path: Path, root: Path) -> None:
        self.name = name
        self.path = path
        self._root = root
        self._files: Mapping[str, str] | None = None
        self._lock = threading.RLock()

    def text(self, file: str) -> str | None:
        """Return the text of a file by its posix path in the package, or None.

        Raises ``ImportError`` where the schema is wrong.
        """
        with self._lock:
            if self._files is None:
                self._files = self._compiled()
            return self._files.get(file)

    def renew(self) -> None:
        """Compile again: the schema may have been edited since. Raises as ``text``."""
        with self._lock:
            self._files = self._compiled()

    def _compiled(self) -> Mapping[str, str]:
        try:
            here = _here()
            python = load(here or self._root).python
            finders = [Published(environment())]
            path, root = _from(here, self.path), _from(here, self._root)
            understood = understand([read(path)], [root], finders, python=python)
            (schema,) = understood.schemas
            if schema.name != self.name:
                raise Unusable(
                    f"{visible(str(self.path))} declares the schema `{schema.name}`; it is "
                    f"imported as `{self.name}`"
                )
            return packages([schema])[schema.name]
        except Refused as refused:
            told = diagnosing.text(refused.findings)
            raise ImportError(told, name=self.name, path=str(self.path)) from None
        except (Misconfigured, Unusable) as error:
            raise ImportError(str(error), name=self.name, path=str(self.path)) from None


class _Loader(InspectLoader):
    """Runs one module of a package; tracebacks and ``inspect`` ask it for the text."""

    def __init__(self, package: _Package, file: str) -> None:
        self._package = package
        self._file = file

    def get_source(self, fullname: str) -> str:
        text = self._package.text(self._file)
        if text is None:
            raise ImportError(f"there is no module {fullname!r}", name=fullname)
        return text

    def is_package(self, fullname: str) -> bool:
        return self._file.endswith(_INIT)

    def get_filename(self, fullname: str) -> str:
        """Return what tracebacks call the module: a path below that of the schema."""
        return os.path.join(str(self._package.path), *self._file.split("/"))

    def exec_module(self, module: ModuleType) -> None:
        if self._file == _INIT:
            self._package.renew()
            _forget(module)
        name = self.get_filename(module.__name__)
        text = self.get_source(module.__name__)
        # What is shown of a module that is imported anew must be the new text.
        linecache.cache.pop(name, None)
        exec(compile(text, name, "exec", dont_inherit=True), module.__dict__)


def _forget(package: ModuleType) -> None:
    """Forget what an earlier import of a package has made, or it would go on being used."""
    for name in [name for name in sys.modules if name.startswith(f"{package.__name__}.")]:
        del sys.modules[name]
    for name in [name for name in vars(package) if not name.startswith("__")]:
        delattr(package, name)


class SchemaFinder(MetaPathFinder):
    """Finds schemas where Python's own finders found no module."""

    def __init__(self) -> None:
        self._packages: dict[str, _Package] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        for name in tuple(self._packages):  # Other threads import, too.
            if fullname.startswith(f"{name}."):
                return self._submodule(self._packages[name], fullname)
        found = _schema_file(fullname)
        if found is None:
            return None
        package = self._packages.get(fullname)
        if package is None or package.path != found[0]:
            package = self._packages[fullname] = _Package(fullname, *found)
        return _spec(fullname, package, _INIT)

    def _submodule(self, package: _Package, fullname: str) -> ModuleSpec | None:
        inner = fullname[len(package.name) + 1 :].replace(".", "/")
        for file in (f"{inner}/{_INIT}", f"{inner}.py"):
            if package.text(file) is not None:
                return _spec(fullname, package, file)
        return None


def install() -> None:
    """Let ``import`` find schemas from now on. More than once is as good as once."""
    if not any(isinstance(one, SchemaFinder) for one in sys.meta_path):
        # Last: a package that is really there wins.
        sys.meta_path.append(SchemaFinder())


def remove() -> None:
    """Let ``import`` find no more schemas; what was imported stays."""
    sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, SchemaFinder)]


def _spec(fullname: str, package: _Package, file: str) -> ModuleSpec:
    loader = _Loader(package, file)
    spec = ModuleSpec(fullname, loader, is_package=loader.is_package(fullname))
    spec.origin = loader.get_filename(fullname)
    spec.has_location = True
    if spec.submodule_search_locations is not None:
        spec.submodule_search_locations = [os.path.dirname(spec.origin)]
    return spec


def _schema_file(fullname: str) -> tuple[Path, Path] | None:
    """Return the file of a schema and the folder of ``sys.path`` that it is found under."""
    parts = fullname.split(".")
    for entry in cast("list[object]", sys.path):
        if not isinstance(entry, str):
            continue  # So does Python.
        try:
            root = os.path.abspath(entry)
        except OSError:
            continue  # There is no current folder any more.
        path = os.path.join(root, *parts) + ".amp"
        if os.path.isfile(path):
            return Path(path), Path(root)
    return None


def _here() -> Path | None:
    """Return the current folder; somebody may have removed it."""
    try:
        return Path.cwd()
    except OSError:
        return None


def _from(here: Path | None, path: Path) -> Path:
    """Return a path as findings tell it: from the current folder, where it is below that."""
    return path.relative_to(here) if here is not None and path.is_relative_to(here) else path
