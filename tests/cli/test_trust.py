"""What schemas may make a program import, and descriptions in place of schemas."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commands import ampgen

SCHEMA = """\
schema users
import common
error Gone python "acme.errors:Gone"
error Odd python "acmes.errors:Odd"
record R { a: common.Place }
"""
COMMON = """\
schema common
error Wrong python "builtins:ValueError"
type Place = python "acme.wire:Argument" as "acme:Place" over str
"""


@pytest.fixture(name="project")
def _project(tmp_path: Path) -> Path:
    (tmp_path / "users.amp").write_text(SCHEMA)
    (tmp_path / "common.amp").write_text(COMMON)
    return tmp_path


def _configure(project: Path, python: str) -> None:
    (project / "pyproject.toml").write_text(f"[tool.ampgen]\npython = {python}\n")


def _described(project: Path) -> None:
    (project / "users.json").write_text(ampgen("describe", "users.amp", cwd=project).out)


def _rules(text: str) -> list[str]:
    return [line.split(": ")[0] for line in text.splitlines() if "python-not-allowed" in line]


def test_names_in_python_are_listed_with_their_places_and_nothing_else(project: Path) -> None:
    ran = ampgen("check", "--python", "users.amp", cwd=project)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "common.amp:2:7: error Wrong -> builtins:ValueError",
        "common.amp:3:6: type Place -> acme.wire:Argument",
        "common.amp:3:6: type Place -> acme:Place",
        "users.amp:3:7: error Gone -> acme.errors:Gone",
        "users.amp:4:7: error Odd -> acmes.errors:Odd",
    ]


@pytest.mark.parametrize("verb", ["check", "compile", "describe", "scaffold"])
def test_names_outside_the_modules_of_the_settings_are_refused_everywhere(
    verb: str, project: Path
) -> None:
    _configure(project, '["acme", "typing"]')
    ran = ampgen(verb, "--format", "concise", "users.amp", cwd=project)
    assert ran.status == 1 and ran.out == ""
    # A prefix is of whole words: `acmes` is not in `acme`.
    assert _rules(ran.err) == ["common.amp:2:20", "users.amp:4:18"]
    assert sorted(path.name for path in project.iterdir()) == [
        "common.amp", "pyproject.toml", "users.amp"
    ]  # fmt: skip


def test_no_name_is_allowed_by_an_empty_list_and_all_without_one(project: Path) -> None:
    _configure(project, "[]")
    assert len(_rules(ampgen("check", "--format", "concise", "users.amp", cwd=project).err)) == 5
    _configure(project, '["acme.errors", "acme.wire", "acmes", "builtins"]')
    ran = ampgen("check", "--format", "concise", "users.amp", cwd=project)
    assert _rules(ran.err) == ["common.amp:3:45"]
    (project / "pyproject.toml").write_text("[tool.ampgen]\n")
    assert ampgen("check", "users.amp", cwd=project).status == 0


@pytest.mark.parametrize("wrong", ['"acme"', '["a b"]', '["acme:X"]', "[3]", '[""]'])
def test_what_is_no_list_of_modules_is_told_with_its_line(wrong: str, project: Path) -> None:
    _configure(project, wrong)
    ran = ampgen("check", "users.amp", cwd=project)
    assert ran.status == 2 and ran.err.startswith("ampgen: pyproject.toml:2: `")


def test_a_description_is_compiled_to_what_its_schema_is_compiled_to(project: Path) -> None:
    _described(project)
    assert ampgen("compile", "--out", "one", "users.amp", cwd=project).status == 0
    assert ampgen("compile", "--out", "other", "users.json", cwd=project).status == 0
    one, other = (
        {path.relative_to(top): path.read_bytes() for path in top.rglob("*") if path.is_file()}
        for top in (project / "one", project / "other")
    )
    assert one == other and len(one) > 20


def test_a_description_is_described_as_itself_but_for_places(project: Path) -> None:
    _described(project)
    ran = ampgen("check", "users.json", cwd=project)
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    again = ampgen("describe", "users.json", cwd=project).out
    described = (project / "users.json").read_text()
    places = [line for line in again.splitlines() if '"line"' in line]
    kept = [line for line in again.splitlines() if '"line"' not in line and '"column"' not in line]
    assert len(places) > 5
    assert kept == [
        line for line in described.splitlines() if '"line"' not in line and '"column"' not in line
    ]


def test_a_description_is_held_to_the_settings_too(project: Path) -> None:
    _described(project)
    _configure(project, "[]")
    ran = ampgen("compile", "users.json", "--format", "concise", cwd=project)
    assert ran.status == 1 and len(_rules(ran.err)) == 5
    assert not (project / "users").exists()


def test_a_description_stands_alone(project: Path) -> None:
    _described(project)
    ran = ampgen("check", "users.json", "common.amp", cwd=project)
    assert ran.status == 2 and "give it alone" in ran.err


def test_repairing_and_listing_are_not_asked_for_at_once(project: Path) -> None:
    assert ampgen("check", "--fix", "--python", "users.amp", cwd=project).status == 2


def _elsewhere(project: Path) -> Path:
    """Return a folder beside a project, in which a schema lies that is not its own."""
    other = project.parent / f"{project.name}-other"
    other.mkdir()
    (other / "other.amp").write_text("schema other\nrecord R { a:   int }\n")
    (project / "link").symlink_to(other)
    (project / "link.amp").symlink_to(other / "other.amp")
    return other


@pytest.mark.parametrize("out", ["../{0}", "link", "link/deep", "src/../../{0}", "{1}"])
def test_settings_have_nothing_written_outside_of_the_project(out: str, project: Path) -> None:
    other = _elsewhere(project)
    before = sorted(other.rglob("*"))
    said = out.format(other.name, other)
    (project / "pyproject.toml").write_text(
        f'[tool.ampgen]\nschemas = ["common.amp"]\nout = "{said}"\n'
    )
    for more in ([], ["--check"], ["--diff"], ["users.amp"]):
        ran = ampgen("compile", *more, cwd=project)
        assert (ran.status, ran.out) == (2, "")
        assert ran.err.startswith("ampgen: pyproject.toml: `out` leads to ")
        assert "--out on the command line" in ran.err
    assert sorted(other.rglob("*")) == before
    assert ampgen("compile", "--out", said, cwd=project).status in (0, 3)


@pytest.mark.parametrize(
    "named", ["../{0}/other.amp", "../{0}", "link", "link.amp", "../{0}/o*.amp"]
)
def test_settings_have_no_schema_outside_of_the_project_rewritten(
    named: str, project: Path
) -> None:
    other = _elsewhere(project)
    text = (other / "other.amp").read_text()
    said = named.format(other.name)
    (project / "pyproject.toml").write_text(f'[tool.ampgen]\nschemas = ["{said}"]\n')
    for verb in (["fmt"], ["check", "--fix"]):
        ran = ampgen(*verb, cwd=project)
        assert ran.status == 2 and "outside of the project" in ran.err
    # To look at it is no harm.
    assert ampgen("check", cwd=project).status == 0
    assert (other / "other.amp").read_text() == text


def test_a_repository_is_one_project(project: Path) -> None:
    part = project / "part"
    part.mkdir()
    (part / "pyproject.toml").write_text(
        '[tool.ampgen]\nschemas = ["../common.amp"]\nout = "../src"\n'
    )
    assert ampgen("compile", cwd=part).status == 2
    (project / ".git").mkdir()
    assert ampgen("compile", cwd=part).status == 0
    assert (project / "src" / "common").is_dir()
    # A repository within is a project of its own.
    (part / ".git").mkdir()
    assert ampgen("compile", cwd=part).status == 2


def test_a_link_to_elsewhere_is_not_repaired(project: Path) -> None:
    other = _elsewhere(project)
    text = "schema other\nrecord R { a: Integer }\n"
    (other / "other.amp").write_text(text)
    for named in ("link.amp", "."):
        ran = ampgen("check", "--fix", named, cwd=project)
        assert ran.status == 3 and "is a link to " in ran.err
    assert (other / "other.amp").read_text() == text
