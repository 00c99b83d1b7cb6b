"""Three distributions, built as wheels into one folder and installed from it, whose programs talk:
a common schema, a service that imports it, and a client that imports both."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ampgen.building.project import BuildFailed, make
from tests.builds.environments import Environment
from tests.cli.commands import ampgen

PROJECTS = Path(__file__).with_name("projects")
GRAMMAR = Path(__file__).parents[2] / "grammar"
SAID = """\
1 Address(city='Bonn', country=<Country.de: 'de'>) Address(city='Paris', country=<Country.fr: 'fr'>)
True True
Impossible too heavy
2 depot
"""


class Index:
    """A folder of wheels, and the environment in which they are built."""

    def __init__(self, folder: Path, ampgen_wheel: Path) -> None:
        self.folder = folder / "index"
        self.projects = shutil.copytree(PROJECTS, folder / "projects")
        self.builder = Environment(folder / "builder")
        self.builder.install(ampgen_wheel)

    def build(self, name: str) -> Path:
        """Build the wheel of a project; return its path."""
        there = set(self.folder.glob("*.whl"))
        options = ("--wheel", "--no-isolation", "--skip-dependency-check", "--outdir", self.folder)
        self.builder.run("-m", "build", *options, ".", within=self.projects / name)
        (wheel,) = set(self.folder.glob("*.whl")) - there
        return wheel

    def install(self, environment: Environment, *names: str) -> None:
        environment.install("--find-links", self.folder, *names)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory, ampgen_wheel: Path) -> Index:
    made = Index(tmp_path_factory.mktemp("published"), ampgen_wheel)
    for name, distribution in (
        ("common", "acme-schemas"),
        ("service", "acme-depot"),
        ("client", "acme-console"),
    ):
        made.build(name)
        made.install(made.builder, distribution)
    return made


@pytest.fixture(scope="module")
def services(index: Index, tmp_path_factory: pytest.TempPathFactory) -> tuple[Environment, ...]:
    """Return the environments of the service and of the client, without ampgen."""
    folder = tmp_path_factory.mktemp("services")
    server, client = Environment(folder / "server"), Environment(folder / "client")
    index.install(server, "acme-schemas", "acme-depot")
    index.install(client, "acme-schemas", "acme-depot", "acme-console")
    return server, client


@contextmanager
def serving(environment: Environment) -> Generator[str]:
    """Run the service; yield its port."""
    with subprocess.Popen(
        [environment.python, "-m", "acme_depot.server"],
        cwd=environment.folder,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def contents(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if not name.endswith("/")}


def library(environment: Environment) -> Path:
    (found,) = environment.folder.glob("lib/python*/site-packages")
    return found


def test_each_wheel_holds_its_own_schema_and_package(index: Index) -> None:
    for distribution, schema in (
        ("acme_schemas", "common"),
        ("acme_depot", "depot"),
        ("acme_console", "console"),
    ):
        (wheel,) = index.folder.glob(f"{distribution}-*.whl")
        names = contents(wheel)
        assert f"{distribution}/acme/{schema}.amp" in names
        assert {name.split("/")[1] for name in names if name.startswith("acme/")} == {schema}
        assert f"acme/{schema}/__init__.py" in names


def test_a_package_says_which_versions_it_was_made_with(index: Index) -> None:
    (wheel,) = index.folder.glob("acme_console-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        text = archive.read("acme/console/__init__.py").decode()
    assert re.findall("^# ampgen-import: (.*)", text, re.MULTILINE) == [
        "acme.common from acme-schemas 1.2.0",
        "acme.depot from acme-depot 1.0",
    ]


def test_the_project_of_the_guide_is_whole(index: Index, tmp_path: Path) -> None:
    guide = (GRAMMAR / "publishing.md").read_text("utf-8")
    tree, settings = re.findall(
        r"```\n(pyproject\.toml\n.*?)```\n\n```toml\n(.*?)```", guide, re.DOTALL
    )[0]
    common = PROJECTS / "common"
    for name in tree.split():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(settings if name == "pyproject.toml" else (common / name).read_text())
    options = ("--wheel", "--no-isolation", "--skip-dependency-check", "--outdir", "dist")
    index.builder.run("-m", "build", *options, ".", within=tmp_path)
    (made,) = tmp_path.glob("dist/*.whl")
    (known,) = index.folder.glob("acme_schemas-*.whl")
    assert contents(made) == contents(known)


def test_their_programs_talk(services: tuple[Environment, ...]) -> None:
    server, client = services
    with serving(server) as port:
        assert client.run("-m", "acme_console.client", port) == SAID


def test_packages_of_another_wire_version_still_talk(
    index: Index, services: tuple[Environment, ...]
) -> None:
    # A package has a copy of what it needs to run, and they may come from other versions of ampgen.
    changed: list[Path] = []
    for environment in services:
        file = library(environment) / "acme" / "common" / "_wire" / "client.py"
        text = file.read_text("utf-8")
        assert "\nWIRE_VERSION = 1\n" in text
        file.write_text(text.replace("\nWIRE_VERSION = 1\n", "\nWIRE_VERSION = 99\n"), "utf-8")
        changed.append(file)
    server, client = services
    try:
        with serving(server) as port:
            assert client.run("-m", "acme_console.client", port) == SAID
    finally:
        for file in changed:
            file.write_text(
                file.read_text("utf-8").replace("WIRE_VERSION = 99", "WIRE_VERSION = 1"), "utf-8"
            )


def test_schemas_are_found_in_another_environment(
    index: Index, services: tuple[Environment, ...], tmp_path: Path
) -> None:
    _, client = services
    source = index.projects / "client" / "src" / "acme_console"
    ran = ampgen(
        "compile", "--check", "--env", str(client.folder), "--out", str(source.parent), str(source),
        cwd=tmp_path,
    )  # fmt: skip
    assert (ran.status, ran.err) == (0, "")
    ran = ampgen("check", str(source), cwd=tmp_path)
    assert ran.status == 1
    assert "there is no schema `acme.common`" in ran.err


@pytest.mark.parametrize(
    "back_end, source", [("hatchling", "."), ("setuptools", "."), ("setuptools", "src")]
)
def test_an_editable_install_is_found(
    back_end: str, source: str, tmp_path: Path, ampgen_wheel: Path
) -> None:
    module = {"hatchling": "hatchling.build", "setuptools": "setuptools.build_meta"}[back_end]
    # Setuptools writes a mapping for a project whose packages do not lie in a folder of their own,
    # and otherwise a line; what it leaves of a build is metadata beside the packages.
    project = tmp_path / "project"
    held = project / source / "acme_schemas"
    shutil.copytree(PROJECTS / "common" / "src" / "acme_schemas", held)
    (project / "pyproject.toml").write_text(f"""
        [build-system]
        requires = ["{back_end}"]
        build-backend = "{module}"
        [project]
        name = "acme-schemas"
        version = "1.3"
        [project.entry-points."ampgen.schemas"]
        "acme.common" = "acme_schemas"
        [tool.setuptools]
        packages = ["acme_schemas"]
        {'package-dir = { "" = "src" }' if source == "src" else ""}
        [tool.hatch.build]
        dev-mode-dirs = ["{source}"]
        """)
    environment = Environment(tmp_path / "environment")
    # Setuptools runs each entry point of its group that it finds, and finds that of ampgen.
    environment.install(ampgen_wheel)
    environment.build(project)
    assert bool(list(held.parent.glob("*.egg-info"))) == (back_end == "setuptools")
    environment.install("-e", project)
    depot = PROJECTS / "service" / "src" / "acme_depot" / "acme" / "depot.amp"
    ran = ampgen("describe", "--env", str(environment.folder), str(depot), cwd=tmp_path)
    assert ran.status == 0, ran.err
    assert '"name": "acme-schemas",\n        "version": "1.3"' in ran.out
    finders = list(library(environment).glob("__editable___*_finder.py"))
    assert bool(finders) == (back_end == "setuptools" and source == ".")


def test_a_change_that_breaks_the_service_is_told(index: Index, tmp_path: Path) -> None:
    project = shutil.copytree(index.projects / "common", tmp_path / "common")
    settings = project / "pyproject.toml"
    settings.write_text(settings.read_text().replace("1.2.0", "2.0.0"))
    schema = project / "src" / "acme_schemas" / "acme" / "common.amp"
    was = schema.read_text()
    schema.write_text(was.replace("    city:    str\n", "    city:    str\n    zip: str\n"))
    shutil.copytree(index.folder, tmp_path / "index")
    source = index.projects / "service" / "src" / "acme_depot" / "acme" / "depot.amp"
    old = ampgen("describe", "--env", str(index.builder.folder), str(source), cwd=tmp_path)
    (tmp_path / "old.json").write_text(old.out)
    options = ("--wheel", "--no-isolation", "--skip-dependency-check", "--outdir", tmp_path)
    index.builder.run("-m", "build", *options, ".", within=project)
    (wheel,) = tmp_path.glob("acme_schemas-2.0.0-*.whl")
    ran = ampgen("compile", "--check", "--env", str(wheel), "--out",
                 str(source.parents[2]), str(source), cwd=tmp_path)  # fmt: skip
    assert ran.status == 1
    assert "stale: " in ran.out
    # The package that the service has knows with what it was made, which is nowhere to be had.
    place = f"{wheel}/acme_schemas/acme/common.amp:15:5"
    assert f"{place}: error[request-required-added]: `zip` of `Address`" in ran.err
    words = " ".join(ran.err.split())
    assert "old callers do not send it: their calls fail" in words
    assert "make it `str?` now and require it in the next release" in words
    assert "of acme-schemas 1.2.0, and acme-schemas 2.0.0 is found now" in words
    ran = ampgen("breaking", "--env", str(wheel), "--against", "old.json", str(source),
                 cwd=tmp_path)  # fmt: skip
    assert ran.status == 1
    assert f"{place}: error[request-required-added]: `zip` of `Address`" in ran.err
    assert "old callers do not send it: their calls fail" in " ".join(ran.err.split())
    # What is installed is old, together with what it imports.
    ran = ampgen("breaking", "--env", str(wheel), "--env", str(index.builder.folder),
                 "--against", "installed:acme-depot", str(source), cwd=tmp_path)  # fmt: skip
    assert ran.status == 1
    assert f"{place}: error[request-required-added]: `zip` of `Address`" in ran.err


def test_a_build_that_lacks_the_common_schema_fails_with_its_place(tmp_path: Path) -> None:
    project = shutil.copytree(PROJECTS / "service", tmp_path / "service")
    with pytest.raises(BuildFailed) as caught:
        make(project)
    assert "acme/depot.amp:4:8: error[import-not-found]" in str(caught.value)
    assert "belong into `requires` of [build-system]" in str(caught.value).splitlines()[-1]
    assert not (project / "src" / "acme").exists()
