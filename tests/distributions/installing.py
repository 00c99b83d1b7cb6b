"""Distributions that are installed, or packed into a wheel, without a build."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from ampgen.distributions import Published, environment
from ampgen.findings import Finding, Refused
from ampgen.reading import read
from ampgen.understanding import Understood, understand

COMMON = """\
schema acme.common

/// Where somebody lives.
record Address {
    city: str
}
"""
USERS = """\
schema acme.users

import acme.common

interface Users {
    command Register(at: common.Address) -> (id: int)
}
"""
CLAIM = {"acme.common": "acme_schemas"}
FILES = {"acme_schemas/acme/common.amp": COMMON}


def members(
    claims: Mapping[str, str], files: Mapping[str, str], name: str, version: str
) -> dict[str, str]:
    """Return all files of a distribution by the path from where it is installed."""
    info = f"{name.replace('-', '_').lower()}-{version}.dist-info"
    entries = "".join(f"{prefix} = {package}\n" for prefix, package in claims.items())
    found = {
        **files,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/entry_points.txt": "[console_scripts]\nx = y:z\n\n[ampgen.schemas]\n" + entries,
    }
    rows = "".join(f"{path},,\n" for path in (*found, f"{info}/RECORD"))
    return {**found, f"{info}/RECORD": rows}


def install(
    site: Path,
    claims: Mapping[str, str] = CLAIM,
    files: Mapping[str, str] = FILES,
    name: str = "acme-schemas",
    version: str = "1.0",
) -> Path:
    """Install a distribution into a folder; return that folder."""
    for path, text in members(claims, files, name, version).items():
        file = site / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return site


def wheel(
    folder: Path,
    claims: Mapping[str, str] = CLAIM,
    files: Mapping[str, str] = FILES,
    name: str = "acme-schemas",
    version: str = "1.0",
) -> Path:
    """Pack a distribution as a wheel into a folder; return its path."""
    path = folder / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for member, text in members(claims, files, name, version).items():
            archive.writestr(member, text)
    return path


def meaning(folder: Path, *places: Path, text: str = USERS) -> Understood:
    """Return what a schema means that imports from environments."""
    file = folder / "users.amp"
    file.write_text(text, "utf-8")
    return understand([read(file)], [], [Published(environment(places))])


def refused(folder: Path, *places: Path, text: str = USERS) -> tuple[Finding, ...]:
    """Return what there is to say about such a schema, which is wrong."""
    with pytest.raises(Refused) as caught:
        meaning(folder, *places, text=text)
    return caught.value.findings


def told(folder: Path, *places: Path, text: str = USERS) -> list[Finding]:
    """Return what there is to say about such a schema, but for packages that are not there."""
    try:
        findings = meaning(folder, *places, text=text).findings
    except Refused as refused:
        findings = refused.findings
    return [one for one in findings if one.rule != "package-missing"]
