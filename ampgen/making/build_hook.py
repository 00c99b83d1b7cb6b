"""The hook of hatchling by which ampgen's own wheels and editable installs are made."""

from __future__ import annotations

import sys
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class MakeAhead(BuildHookInterface[BuilderConfig]):
    """Makes the tables of the grammar and the functions of the templates."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self.target_name != "wheel":
            return
        # An isolated build knows what it needs, and not yet what it builds.
        sys.path.insert(0, self.root)
        try:
            from ampgen.making import make

            make()
        finally:
            sys.path.remove(self.root)
        build_data["artifacts"].append("/ampgen/made/*.py")
