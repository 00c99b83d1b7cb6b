"""The hooks of PEP 517 and PEP 660 around those of another back end."""

from __future__ import annotations

import importlib
import os
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias, cast

from ampgen.building.archives import add_path, complete_sdist, complete_wheel
from ampgen.building.project import BuildFailed, Made, make
from ampgen.findings import Unusable
from ampgen.settings import BackEnd, Misconfigured, load

Settings: TypeAlias = "Mapping[str, str | list[str]] | None"
_Hook: TypeAlias = "Callable[..., str]"

_OURS = ("ampgen", "ampgen.backend", "ampgen.building.wrapping")
_KNOWN = {
    "flit": "flit_core.buildapi",
    "flit_core": "flit_core.buildapi",
    "hatchling": "hatchling.build",
    "pdm": "pdm.backend",
    "poetry": "poetry.core.masonry.api",
    "setuptools": "setuptools.build_meta",
    "uv": "uv_build",
}
_UNNAMED = "name its distribution in `requires` of [build-system], beside ampgen's"


def get_requires_for_build_wheel(config_settings: Settings = None) -> list[str]:
    return _requires("wheel", config_settings)


def get_requires_for_build_sdist(config_settings: Settings = None) -> list[str]:
    return _requires("sdist", config_settings)


def get_requires_for_build_editable(config_settings: Settings = None) -> list[str]:
    return _requires("editable", config_settings)


def prepare_metadata_for_build_wheel(
    metadata_directory: str, config_settings: Settings = None
) -> str:
    return _prepare("wheel", metadata_directory, config_settings)


def prepare_metadata_for_build_editable(
    metadata_directory: str, config_settings: Settings = None
) -> str:
    return _prepare("editable", metadata_directory, config_settings)


def build_sdist(sdist_directory: str, config_settings: Settings = None) -> str:
    made = _make()
    name = _hook("build_sdist")(sdist_directory, config_settings)
    _finish(lambda: complete_sdist(Path(sdist_directory, name), made))
    return name


def build_wheel(
    wheel_directory: str,
    config_settings: Settings = None,
    metadata_directory: str | None = None,
) -> str:
    made = _make()
    name = _hook("build_wheel")(wheel_directory, config_settings, metadata_directory)
    _finish(lambda: complete_wheel(Path(wheel_directory, name), made))
    return name


def build_editable(
    wheel_directory: str,
    config_settings: Settings = None,
    metadata_directory: str | None = None,
) -> str:
    made = _make()
    name = _hook("build_editable")(wheel_directory, config_settings, metadata_directory)
    _finish(lambda: add_path(Path(wheel_directory, name), made.out))
    return name


def _make() -> Made:
    try:
        made = make(Path.cwd())
        if made is None:
            raise BuildFailed(
                "ampgen: pyproject.toml names no schemas; write, as in\n\n"
                '  [tool.ampgen]\n  schemas = ["protocols"]\n  out = "src"\n'
            )
    except BuildFailed as failed:
        raise SystemExit(str(failed)) from None
    return made


def _finish(complete: Callable[[], None]) -> None:
    try:
        complete()
    except BuildFailed as failed:
        raise SystemExit(str(failed)) from None


def _requires(kind: str, config_settings: Settings) -> list[str]:
    """Return what the other back end needs; it need not have such a hook."""
    hook = _optional(f"get_requires_for_build_{kind}")
    return list(hook(config_settings)) if hook is not None else []


def _prepare(kind: str, folder: str, config_settings: Settings) -> str:
    hook = _optional(f"prepare_metadata_for_build_{kind}")
    if hook is not None:
        return hook(folder, config_settings)
    # As the specification has it for a back end without the hook: from a wheel.
    return _metadata(kind, folder, config_settings)


def _metadata(kind: str, folder: str, config_settings: Settings) -> str:
    with tempfile.TemporaryDirectory() as wheels:
        name = _hook(f"build_{kind}")(wheels, config_settings, None)
        with zipfile.ZipFile(Path(wheels, name)) as archive:
            members = [one for one in archive.namelist() if ".dist-info/" in one]
            archive.extractall(folder, members)
    return members[0].split("/")[0]


def _hook(name: str) -> _Hook:
    hook = _optional(name)
    if hook is None:
        backend = _backend().name
        way = _meant(backend)
        raise SystemExit(
            f"ampgen: the build back end `{backend}` has no `{name}`" + (f"; {way}" if way else "")
        )
    return hook


def _optional(name: str) -> _Hook | None:
    backend = _backend()
    sys.path[:0] = [one for one in map(os.path.abspath, backend.path) if one not in sys.path]
    module, _, attributes = backend.name.partition(":")
    try:
        found: object = importlib.import_module(module)
        for attribute in filter(None, attributes.split(".")):
            found = getattr(found, attribute)
    except (ImportError, AttributeError) as error:
        missing = _UNNAMED if isinstance(error, ModuleNotFoundError) else ""
        ways = filter(None, (str(error), _meant(backend.name) or missing))
        raise SystemExit(
            f"ampgen: cannot import the build back end `{backend.name}`: {'; '.join(ways)}"
        ) from None
    return cast("_Hook | None", getattr(found, name, None))


def _backend() -> BackEnd:
    try:
        settings = load(Path())
    except (Misconfigured, Unusable) as error:
        raise SystemExit(f"ampgen: {error}") from None
    if settings.build is None:
        raise SystemExit(
            "ampgen: `ampgen.backend` wraps another build back end; name it, as in\n\n"
            '  [tool.ampgen.build]\n  backend = "uv_build"\n'
        )
    if settings.build.name.partition(":")[0] in _OURS:
        raise SystemExit(
            f"ampgen: {settings.file}: `backend` of [tool.ampgen.build] is the back end that "
            f"`ampgen.backend` wraps, and cannot be `{settings.build.name}`; write, as in\n\n"
            '  [tool.ampgen.build]\n  backend = "uv_build"\n'
        )
    return settings.build


def _meant(name: str) -> str:
    """Return a question where a distribution was named instead of its back end."""
    meant = _KNOWN.get(name.partition(".")[0])
    return f"did you mean `{meant}`?" if meant and meant != name else ""
