"""Editable installs: the ways to a checkout that tools leave in an environment, read and not run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ampgen.schema import Origin
from tests.distributions.installing import CLAIM, COMMON, install, meaning, told

TRAP = "raise SystemExit('it was run')\n"
ORIGIN = Origin("acme-schemas", "1.0")


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "a checkout" / "src"
    file = folder / "acme_schemas" / "acme" / "common.amp"
    file.parent.mkdir(parents=True)
    file.write_text(COMMON)
    return folder


def installed(tmp_path: Path, **files: str) -> Path:
    """Install a distribution of which only the given files, and no package, are in place."""
    site = tmp_path / "env" / "lib" / "python3.12" / "site-packages"
    return install(site, CLAIM, {name.replace("__dot__", "."): files[name] for name in files})


def origin_of(folder: Path, site: Path) -> Origin | None:
    return meaning(folder, site).schemas[0].imports[0].schema.origin


def test_a_line_of_a_pth_file_leads_to_the_checkout(tmp_path: Path, checkout: Path) -> None:
    site = installed(tmp_path, _acme_schemas__dot__pth=f"# a comment\nimport os\n{checkout}\n")
    assert origin_of(tmp_path, site) == ORIGIN


def test_a_pth_file_of_another_distribution_does_not(tmp_path: Path, checkout: Path) -> None:
    site = installed(tmp_path)
    (site / "other.pth").write_text(f"{checkout}\n")
    (finding,) = told(tmp_path, site)
    assert "has no package `acme_schemas`" in finding.frame.label


@pytest.mark.parametrize(
    "line",
    [
        "MAPPING: dict[str, str] = {{'acme_schemas': {0!r}}}",
        "MAPPING = {{'other': '/nowhere', 'acme_schemas': {0!r}}}",
        "NAMESPACES: dict[str, list[str]] = {{'acme_schemas': [{0!r}]}}",
    ],
)
def test_the_mapping_of_setuptools_leads_to_the_checkout(
    tmp_path: Path, checkout: Path, line: str
) -> None:
    text = TRAP + "MAPPING: dict[str, str] = {}\n" + line.format(str(checkout / "acme_schemas"))
    if line.startswith("MAPPING"):
        text = TRAP + line.format(str(checkout / "acme_schemas"))
    site = installed(tmp_path, __editable___acme_schemas_1_0_finder__dot__py=f"{text}\n{TRAP}")
    assert origin_of(tmp_path, site) == ORIGIN


@pytest.mark.parametrize(
    "line",
    [
        "MAPPING = {'acme_schemas': __import__('os').getcwd()}",
        "MAPPING = {'acme_schemas': 'relative/path'}",
        "MAPPING = {'acme_schemas': 3}",
        "MAPPING = {" + "[" * 500 + "}",
        "MAPPING = {1: '/', 'acme_schemas': None}",
        "MAPPING = {'acme_schemas': '/a\\0b'}",
        "MAPPING = {{}: 1}",
        "MAPPING = {'a', 'b'}",
    ],
)
def test_a_mapping_that_is_none_leads_nowhere(tmp_path: Path, checkout: Path, line: str) -> None:
    site = installed(tmp_path, __editable___acme_schemas_1_0_finder__dot__py=line)
    (finding,) = told(tmp_path, site)
    assert "has no package `acme_schemas`" in finding.frame.label


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_into_the_checkout_are_followed_where_pip_recorded_it(
    tmp_path: Path, checkout: Path
) -> None:
    site = installed(tmp_path)
    link = site / "acme_schemas" / "acme" / "common.amp"
    link.parent.mkdir(parents=True)
    link.symlink_to(checkout / "acme_schemas" / "acme" / "common.amp")
    assert [one.rule for one in told(tmp_path, site)] == ["import-outside"]
    url = (tmp_path / "a checkout").as_uri()
    record = site / "acme_schemas-1.0.dist-info" / "direct_url.json"
    record.write_text(f'{{"url": "{url}", "dir_info": {{"editable": true}}}}')
    assert origin_of(tmp_path, site) == ORIGIN
    record.write_text(f'{{"url": "{url}", "dir_info": {{}}}}')
    assert [one.rule for one in told(tmp_path, site)] == ["import-outside"]


def test_an_import_hook_of_another_kind_is_not_run(tmp_path: Path, checkout: Path) -> None:
    # So the library "editables" does it.
    hook = "import _acme_schemas\n"
    site = installed(tmp_path, _acme_schemas__dot__pth=hook, _acme_schemas__dot__py=TRAP)
    record = site / "acme_schemas-1.0.dist-info" / "direct_url.json"
    url = checkout.parent.as_uri()
    record.write_text(f'{{"url": "{url}", "dir_info": {{"editable": true}}}}')
    (finding,) = told(tmp_path, site)
    assert finding.frame.label == (
        "acme-schemas 1.0 claims it, and its package `acme_schemas` is found only by an import "
        "hook, which is not run"
    )


def test_an_egg_info_in_a_checkout_on_the_path_counts(tmp_path: Path, checkout: Path) -> None:
    info = checkout / "acme_schemas.egg-info"
    info.mkdir()
    (info / "PKG-INFO").write_text("Name: acme_schemas\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[ampgen.schemas]\nacme.common = acme_schemas\n")
    site = tmp_path / "site-packages"
    site.mkdir()
    (site / "somebody.pth").write_text(f"{checkout}\n")
    assert origin_of(tmp_path, site) == ORIGIN


def test_what_a_build_left_in_the_checkout_is_the_same_distribution(
    tmp_path: Path, checkout: Path
) -> None:
    # So setuptools leaves a project whose packages lie in a folder of their own.
    site = installed(tmp_path, __editable____dot__pth=f"{checkout}\n")
    info = checkout / "acme_schemas.egg-info"
    info.mkdir()
    (info / "PKG-INFO").write_text("Name: acme-schemas\nVersion: 0.9\n")
    (info / "entry_points.txt").write_text("[ampgen.schemas]\nacme.common = acme_schemas\n")
    assert origin_of(tmp_path, site) == ORIGIN
