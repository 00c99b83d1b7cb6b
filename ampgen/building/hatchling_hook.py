"""The build hook of hatchling: ``[tool.hatch.build.hooks.ampgen]``.

hatchling loads it in the builds of projects that have other plug-ins, too; these get nothing of
the compiler.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.plugin import hookimpl

if TYPE_CHECKING:
    from ampgen.building.project import Made


class AmpgenBuildHook(BuildHookInterface[BuilderConfig]):
    """Compiles the project's schemas before a wheel, an sdist or an editable install is made."""

    PLUGIN_NAME = "ampgen"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        from ampgen.building.project import BuildFailed, make

        self._made: Made | None = None
        try:
            made = self._made = make(Path(self.root))
            if made is None:
                raise BuildFailed(
                    "ampgen: pyproject.toml names no schemas; write, as in\n\n"
                    '  [tool.ampgen]\n  schemas = ["protocols"]\n  out = "src"\n'
                )
            if self.target_name == "sdist":
                self._force(build_data, {path: str(file) for path, file in made.sources().items()})
        except BuildFailed as failed:
            raise SystemExit(str(failed)) from None
        inside = [path for path in made.folders().values() if path.is_relative_to(made.root)]
        build_data["artifacts"] += [
            f"/{path.relative_to(made.root).as_posix()}/" for path in inside
        ]
        # An editable wheel would get copies that hide what is in place (pypa/hatch 1627).
        if self.target_name == "wheel" and version != "editable":
            self._force(build_data, {path: str(file) for path, file in made.files().items()})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        from ampgen.building.archives import complete_wheel

        if self._made is not None and self.target_name == "wheel" and version != "editable":
            complete_wheel(Path(artifact_path), self._made)

    def _force(self, build_data: dict[str, Any], files: dict[str, str]) -> None:
        forced: dict[str, str] = build_data["force_include"]
        known = {os.path.abspath(os.path.join(self.root, file)) for file in forced}
        forced.update({file: path for path, file in files.items() if file not in known})


@hookimpl
def hatch_register_build_hook() -> type[AmpgenBuildHook]:
    return AmpgenBuildHook
