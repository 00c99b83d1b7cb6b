"""A build back end around another: ``build-backend = "ampgen.backend"``.

The other one is named in ``[tool.ampgen.build] backend``. Every hook of PEP 517 and PEP 660 is
its own, but schemas are compiled first, and the archives are completed with what they make.
"""

from __future__ import annotations

from ampgen.building.wrapping import (
    build_editable,
    build_sdist,
    build_wheel,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]
