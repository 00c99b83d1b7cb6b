"""What setuptools calls for every project that is built where ampgen is installed.

Nearly all of them know nothing of schemas, so that this imports next to nothing and never fails.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from setuptools import Distribution

_FILE = "pyproject.toml"
_COMMAND = "build_ampgen"


def finalize(distribution: Distribution) -> None:
    """Let ``build`` compile schemas, if the project has a ``[tool.ampgen]``."""
    table = _table()
    if table is None:
        return
    from ampgen.building.setuptools_command import carrying

    build = distribution.get_command_class("build")
    if all(name != _COMMAND for name, _ in build.sub_commands):
        # Behind `build_py`, whose copies of what was generated before may be stale. The class is
        # shared by all distributions of a process, of which others may have no schemas.
        build.sub_commands = [*build.sub_commands, (_COMMAND, _wanted)]
    distribution.cmdclass["sdist"] = carrying(distribution.get_command_class("sdist"))
    out = table.get("out")
    if isinstance(out, str) and os.path.normpath(out) == "src":
        # Without the folder setuptools looks for packages beside it, and takes that of the schemas
        # for one. What stands in the way is told of by the compilation.
        with suppress(OSError):
            os.makedirs(out, exist_ok=True)


def _wanted(_: object) -> bool:
    return _table() is not None


def _table() -> dict[str, Any] | None:
    """Return ``[tool.ampgen]``, also where it is no table, or None where there is none."""
    try:
        with open(_FILE, "rb") as file:
            content = file.read()
    except OSError:
        return None
    if b"ampgen" not in content:
        return None
    try:
        if sys.version_info >= (3, 11):
            import tomllib
        else:
            import tomli as tomllib
        tool = tomllib.loads(content.decode()).get("tool")
    except ImportError:
        return {} if b"[tool.ampgen" in content else None
    except (ValueError, RecursionError):
        return None  # setuptools tells of a broken file by itself.
    if not isinstance(tool, dict) or "ampgen" not in tool:
        return None
    table: object = cast("dict[str, object]", tool)["ampgen"]
    return cast("dict[str, Any]", table) if isinstance(table, dict) else {}
