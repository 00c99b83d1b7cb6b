"""The build step of setuptools: the command ``build_ampgen``."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any, cast

from setuptools import Command

from ampgen.building.project import BuildFailed, Made, make
from ampgen.building.sweeping import sweep
from ampgen.findings import Unusable

_SDIST = "make_release_tree"


def carrying(sdist: Any) -> type[Command]:
    """Return the class of a command ``sdist`` that takes the schemas, whatever is excluded.

    ``MANIFEST.in`` has the last word on what other commands name as their sources.
    """
    if getattr(getattr(sdist, _SDIST), "carries", False):
        return cast("type[Command]", sdist)

    def make_release_tree(self: Any, base_dir: str, files: list[str]) -> None:
        sdist.make_release_tree(self, base_dir, files)
        for path in self.get_finalized_command("build_ampgen").get_source_files():
            target = Path(base_dir, path)
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)

    setattr(make_release_tree, "carries", True)
    return type(sdist.__name__, (sdist,), {_SDIST: make_release_tree})


class BuildAmpgen(Command):
    """Compiles schemas into the build, or in place for an editable install.

    The methods are those of setuptools' ``SubCommand`` protocol.
    """

    description = "compile schemas of AMP protocols"
    user_options = [("build-lib=", "b", "directory to compile to")]
    editable_mode = False
    build_lib: str | None

    def initialize_options(self) -> None:
        self.build_lib = None
        self.editable_mode = False
        self._made: Made | None = None

    def finalize_options(self) -> None:
        self.set_undefined_options("build_py", ("build_lib", "build_lib"))

    def run(self) -> None:
        made = self._make()
        if made is None:
            self.warn("[tool.ampgen] names no schemas, so that none are compiled")
            return
        self._show_packages(made)
        if self.editable_mode:
            return
        assert self.build_lib is not None
        built = Path(self.build_lib)
        for folder in made.folders():
            shutil.rmtree(built / folder, ignore_errors=True)
        for path, file in made.files().items():
            target = built / path
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, target)
        try:
            sweep(built, made.packages)
        except Unusable as error:
            raise SystemExit(f"ampgen: {error}") from None
        self._sweep_schemas(built)

    def get_source_files(self) -> list[str]:
        """Return the schemas, which an sdist needs, relative to the project."""
        made = self._make()
        if made is None:
            return []
        try:
            return list(made.sources())
        except BuildFailed as failed:
            raise SystemExit(str(failed)) from None

    def get_outputs(self) -> list[str]:
        """Return the files in the build folder."""
        made = self._make()
        return [] if made is None else list(self._outputs(made))

    def get_output_mapping(self) -> dict[str, str]:
        """Return the file in place for each file in the build folder, for editable installs."""
        made = self._make()
        return self._outputs(made) if made is not None and self.editable_mode else {}

    def _make(self) -> Made | None:
        if self._made is None:
            try:
                self._made = make(Path.cwd())
            except BuildFailed as failed:
                raise SystemExit(str(failed)) from None
        return self._made

    def _outputs(self, made: Made) -> dict[str, str]:
        assert self.build_lib is not None
        return {
            os.path.join(self.build_lib, path): os.path.relpath(file, made.root)
            for path, file in made.files().items()
        }

    def _sweep_schemas(self, built: Path) -> None:
        """Remove schemas that only an earlier build has put there."""
        copied: list[str] = self.get_finalized_command("build_py").get_outputs()
        known = {os.path.abspath(path) for path in (*copied, *self.get_outputs())}
        for file in built.rglob("*.amp"):
            if os.path.abspath(file) not in known:
                file.unlink()

    def _show_packages(self, made: Made) -> None:
        """Name packages that were not there before.

        The finder of an editable install has to know them, and where a project has no other
        packages nothing of what was built would be installed.
        """
        known = self.distribution.packages = list(self.distribution.packages or [])
        for name in made.packages:
            parts = name.split(".")
            above = [".".join(parts[:count]) for count in range(1, len(parts))]
            for package in (*above, name, f"{name}._wire"):
                if package not in known:
                    known.append(package)
