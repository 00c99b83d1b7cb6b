"""Sample projects of every back end carry the code that their schemas say, after every change."""

from __future__ import annotations

import csv
import io
import shutil
import tarfile
import zipfile
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

import pytest

from tests.builds.environments import Environment, Failed

PROJECTS = Path(__file__).with_name("projects")
CALLING = Path(__file__).with_name("calling.py")
BACK_ENDS = sorted(path.name for path in PROJECTS.iterdir())

MODULES = {"__init__", "_codecs", "client", "commands", "model", "protocol", "responder"}


@pytest.fixture(params=BACK_ENDS)
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a sample project."""
    name: str = request.param
    return shutil.copytree(PROJECTS / name, tmp_path / name)


def contents(wheel: Path) -> set[str]:
    """Return what a wheel installs, but for the files that are the same in every package."""
    names = zipfile.ZipFile(wheel).namelist()
    return {
        name
        for name in names
        if "/_wire/" not in name and ".dist-info/" not in name and not name.endswith("/")
    }


def expected(*schemas: str) -> set[str]:
    names = {"depot/__init__.py", *(f"{schema}.amp" for schema in schemas)}
    for schema in schemas:
        names |= {f"{schema}/{module}.py" for module in MODULES} | {f"{schema}/py.typed"}
    return names


def members(sdist: Path) -> set[str]:
    with tarfile.open(sdist) as archive:
        return {name.split("/", 1)[-1] for name in archive.getnames()}


def check_record(wheel: Path) -> None:
    """Check that RECORD lists every file once, with its digest and size."""
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/")]
        assert len(names) == len(set(names))
        (record,) = [name for name in names if name.endswith(".dist-info/RECORD")]
        rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(archive.read(record).decode()))}
        assert set(rows) == set(names)
        for name in set(names) - {record}:
            data = archive.read(name)
            digest = urlsafe_b64encode(sha256(data).digest()).decode().rstrip("=")
            assert rows[name] == [f"sha256={digest}", str(len(data))], name


def out_of(project: Path) -> Path:
    return project if project.name == "setuptools" else project / "src"


def edit(project: Path) -> None:
    schema = project / "protocols" / "depot" / "fleet.amp"
    text = schema.read_text("utf-8")
    changed = text.replace("(reports: int)\n", "(reports: int)\n    command Rest(hours: int)\n")
    assert changed != text
    schema.write_text(changed, "utf-8")


def test_every_build_holds_what_the_schemas_say(project: Path, environment: Environment) -> None:
    sdist, wheel = environment.build(project)
    assert {"protocols/depot/fleet.amp", "protocols/depot/places.amp"} <= members(sdist)
    assert contents(wheel) == expected("depot/fleet", "depot/places")
    assert wheel.name == "depot-1.0-py3-none-any.whl"
    check_record(wheel)

    edit(project)
    (project / "protocols" / "depot" / "jobs.amp").write_text("schema depot.jobs\n", "utf-8")
    sdist, wheel = environment.build(project)
    assert "protocols/depot/jobs.amp" in members(sdist)
    assert contents(wheel) == expected("depot/fleet", "depot/jobs", "depot/places")
    client = zipfile.ZipFile(wheel).read("depot/fleet/client.py").decode()
    assert "def rest(" in client and "def report(" in client
    check_record(wheel)

    (project / "protocols" / "depot" / "jobs.amp").unlink()
    sdist, wheel = environment.build(project)
    assert not [name for name in members(sdist) if "jobs" in name]
    assert contents(wheel) == expected("depot/fleet", "depot/places")
    assert not (out_of(project) / "depot" / "jobs").exists()


def test_a_wheel_of_a_tree_holds_what_the_schemas_say(
    project: Path, environment: Environment
) -> None:
    """Without an sdist in between, what earlier builds left lying about could come along."""
    jobs = project / "protocols" / "depot" / "jobs.amp"
    jobs.write_text("schema depot.jobs\n", "utf-8")
    build = ("-m", "build", "--wheel", "--no-isolation", "--skip-dependency-check")
    environment.run(*build, "--outdir", project / "first", within=project)
    jobs.unlink()
    edit(project)
    environment.run(*build, "--outdir", project / "second", within=project)
    (first,), (second,) = (project / "first").iterdir(), (project / "second").iterdir()
    assert contents(first) == expected("depot/fleet", "depot/jobs", "depot/places")
    assert contents(second) == expected("depot/fleet", "depot/places")
    assert b"def rest(" in zipfile.ZipFile(second).read("depot/fleet/client.py")


def test_it_runs_wherever_it_was_installed_from(project: Path, environment: Environment) -> None:
    sdist, wheel = environment.build(project)
    for distribution in (wheel, sdist):
        environment.install(distribution)
        place, reports = environment.run(CALLING).split()
        assert Path(place).is_relative_to(environment.folder) and reports == "2"
    shutil.rmtree(out_of(project) / "depot" / "fleet")
    environment.install("--editable", project)
    place, reports = environment.run(CALLING).split()
    assert Path(place) == out_of(project) / "depot" / "fleet" / "__init__.py" and reports == "2"

    edit(project)
    environment.run("-m", "ampgen", "compile", within=project)
    environment.run("-c", "from depot import fleet; fleet.FleetClient.rest")


def test_a_mistake_in_a_schema_is_told_short(project: Path, environment: Environment) -> None:
    schema = project / "protocols" / "depot" / "places.amp"
    text = schema.read_text("utf-8")
    line = next(line for line in text.splitlines() if "latitude:" in line)
    wrong = line.replace("float", "flot")
    schema.write_text(text.replace(line, wrong), "utf-8")
    number, column = text.splitlines().index(line) + 1, wrong.index("flot") + 1
    before = {path for path in project.rglob("*") if path.is_file()}
    with pytest.raises(Failed) as failed:
        environment.run("-m", "build", "--no-isolation", "--skip-dependency-check", within=project)
    said = str(failed.value)
    place = f"protocols/depot/places.amp:{number}:{column}"
    assert f"{place}: error[unknown-type]: there is no type `flot`" in said
    assert "did you mean `float`?" in said
    assert "Traceback" not in said and str(project) not in said.replace(f"* {project}", "")
    assert {path for path in before if not path.exists()} == set()
    assert not list(project.rglob("client.py"))


def test_what_was_edited_by_hand_stops_a_build(environment: Environment, tmp_path: Path) -> None:
    project = shutil.copytree(PROJECTS / "hatchling", tmp_path / "hatchling")
    environment.build(project)
    client = project / "src" / "depot" / "fleet" / "client.py"
    client.write_text(client.read_text("utf-8") + "# mine\n", "utf-8")
    with pytest.raises(Failed, match="edited by hand: client.py"):
        environment.build(project)
    assert client.read_text("utf-8").endswith("# mine\n")


def test_a_generated_package_from_elsewhere_stays(project: Path, environment: Environment) -> None:
    """Generated code may be copied anywhere; a build knows what it made itself."""
    environment.build(project)
    package = out_of(project) / "depot"
    shutil.copytree(package / "places", package / "borrowed")
    _, wheel = environment.build(project)
    assert (package / "borrowed" / "model.py").exists()
    if project.name != "setuptools":  # There, packages are listed one by one.
        assert "depot/borrowed/model.py" in contents(wheel)


def test_setuptools_is_left_alone_by_projects_without_schemas(
    environment: Environment, tmp_path: Path
) -> None:
    project = tmp_path / "plain"
    project.mkdir()
    project.joinpath("plain.py").write_text("")
    project.joinpath("pyproject.toml").write_text(
        '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
        '[project]\nname = "plain"\nversion = "1"\n'
    )
    _, wheel = environment.build(project)
    assert contents(wheel) == {"plain.py"}


def test_a_wrapped_back_end_that_is_not_there_is_named(
    environment: Environment, tmp_path: Path
) -> None:
    project = shutil.copytree(PROJECTS / "flit_core", tmp_path / "flit_core")
    file = project / "pyproject.toml"
    file.write_text(file.read_text("utf-8").replace('"flit_core.buildapi"', '"no_such.backend"'))
    with pytest.raises(Failed) as failed:
        environment.build(project)
    assert "ampgen: cannot import the build back end `no_such.backend`" in str(failed.value)
    assert "Traceback" not in str(failed.value)
