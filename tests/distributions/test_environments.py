"""Which folders an environment is."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ampgen.distributions import environment
from ampgen.findings import Unusable
from ampgen.schema import Origin
from tests.distributions.installing import install, meaning, told, wheel


@pytest.mark.parametrize(
    "library",
    [
        "lib/python3.10/site-packages",
        "lib64/pypy3.11/site-packages",
        "lib/python3.13t/site-packages",
        "Lib/site-packages",
        "lib/python3/dist-packages",
        "local/lib/python3.11/dist-packages",
    ],
)
def test_a_virtual_environment_has_its_packages_somewhere(tmp_path: Path, library: str) -> None:
    env = tmp_path / "env"
    install(env / library)
    common = meaning(tmp_path, env).schemas[0].imports[0].schema
    assert common.origin == Origin("acme-schemas", "1.0")


def test_a_folder_of_packages_is_an_environment(tmp_path: Path) -> None:
    target = install(tmp_path / "target")
    assert environment([target]).folders == (target,)


def test_any_other_folder_is_none(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    with pytest.raises(Unusable, match="src is no environment"):
        environment([tmp_path / "src"])


def test_the_wheels_of_a_folder_are_named_one_by_one(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    packed = wheel(tmp_path / "index")
    with pytest.raises(Unusable, match=f"one of its wheels, as in --env {packed}"):
        environment([tmp_path / "index"])


def test_a_virtual_environment_may_build_on_its_python(tmp_path: Path) -> None:
    base = install(tmp_path / "base" / "lib" / "python3.11" / "site-packages")
    other = install(tmp_path / "base" / "lib" / "python3.12" / "site-packages", version="3.12")
    own = tmp_path / "env" / "lib" / "python3.11" / "site-packages"
    own.mkdir(parents=True)
    settings = tmp_path / "env" / "pyvenv.cfg"
    home = f"home = {tmp_path / 'base' / 'bin'}\nversion = 3.11.7\n"
    settings.write_text(f"{home}include-system-site-packages = true\n")
    assert environment([tmp_path / "env"]).folders == (own, base)
    settings.write_text(f"{home}include-system-site-packages = false\n")
    assert environment([tmp_path / "env"]).folders == (own,)
    assert other not in environment([tmp_path / "env"]).folders


@pytest.mark.parametrize(
    "home, libraries",
    [
        ("bin", ["local/lib/python3.11/dist-packages", "lib/python3/dist-packages"]),
        (".", ["Lib/site-packages"]),
    ],
    ids=["debian", "windows"],
)
def test_the_python_of_an_environment_may_have_its_packages_elsewhere(
    tmp_path: Path, home: str, libraries: list[str]
) -> None:
    base = [install(tmp_path / "base" / library) for library in libraries]
    own = tmp_path / "env" / "lib" / "python3.11" / "site-packages"
    own.mkdir(parents=True)
    (tmp_path / "env" / "pyvenv.cfg").write_text(
        f"home = {tmp_path / 'base' / home}\nversion = 3.11.2\n"
        "include-system-site-packages = true\n"
    )
    assert environment([tmp_path / "env"]).folders == (own, *base)


def test_a_reminder_says_that_another_environment_is_active(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VIRTUAL_ENV", str(tmp_path / ".venv"))
    (finding,) = told(tmp_path, text="schema users\n\nimport nowhere.at_all\n")
    assert f"in the packages of {sys.prefix} (not of {tmp_path / '.venv'})" in finding.help
    monkeypatch.setenv("VIRTUAL_ENV", sys.prefix)
    (finding,) = told(tmp_path, text="schema users\n\nimport nowhere.at_all\n")
    assert f"in the packages of {sys.prefix}; " in finding.help
