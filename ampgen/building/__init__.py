"""Generated packages as a build step: for hatchling, for setuptools, and around any back end."""

from __future__ import annotations

from ampgen.building.archives import complete_sdist, complete_wheel
from ampgen.building.project import BuildFailed, Made, make

__all__ = ["BuildFailed", "Made", "complete_sdist", "complete_wheel", "make"]
