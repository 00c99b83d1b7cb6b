"""What setuptools' own configuration says does not get in the way, nor ampgen in that of others."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.builds.environments import Environment
from tests.builds.test_builds import contents, members

SYSTEM = '[build-system]\nrequires = ["setuptools"]\nbuild-backend = "setuptools.build_meta"\n'
PROJECT = '[project]\nname = "acme"\nversion = "1"\n'
SETTINGS = '[tool.ampgen]\nschemas = ["protocols"]\ninclude = ["protocols"]\nout = "src"\n'

# The compiler and its libraries cannot be imported, as in a damaged environment.
ALONE = """
import sys
for name in ("ampgen.settings", "ampgen.findings", "lark", "jinja2", "black", "tomli"):
    sys.modules[name] = None
"""
BUILD = """
from setuptools import Distribution
distribution = Distribution({"name": "plain", "version": "1", "packages": []})
distribution.parse_config_files()
print([name for name in distribution.get_command_obj("build").get_sub_commands()])
"""


def write(project: Path, **files: str) -> Path:
    for name, text in files.items():
        file = project / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return project


def run(code: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        PROJECT,
        PROJECT + 'dependencies = ["txampgen"] # not [tool.ampgen]\n',
        '[tool.other]\nampgen = "x"\n',
        "[tool.black]\n",
    ],
)
def test_projects_without_schemas_get_nothing_of_the_compiler(
    text: str | None, tmp_path: Path
) -> None:
    if text is not None:
        write(tmp_path, **{"pyproject.toml": text})
    before = sorted(tmp_path.iterdir())
    assert "build_ampgen" not in run(ALONE + BUILD, tmp_path)
    assert sorted(tmp_path.iterdir()) == before


def test_a_broken_file_is_left_to_setuptools(tmp_path: Path) -> None:
    write(tmp_path, **{"pyproject.toml": "[tool.ampgen\nschemas = ["})
    code = "from setuptools import Distribution; Distribution({'name': 'plain'}); print('made')"
    assert run(ALONE + code, tmp_path) == "made\n"


def test_other_projects_of_the_same_process_have_no_such_command(tmp_path: Path) -> None:
    write(tmp_path / "ours", **{"pyproject.toml": PROJECT + SETTINGS})
    write(tmp_path / "theirs", **{"pyproject.toml": PROJECT})
    code = f"import os\nos.chdir('ours'){BUILD}os.chdir('../theirs'){BUILD}"
    ours, theirs = run(code, tmp_path).splitlines()
    assert "build_ampgen" in ours and "build_ampgen" not in theirs


def test_hatchling_gets_nothing_of_the_compiler_for_its_other_plug_ins() -> None:
    code = "import ampgen.building.hatchling_hook, sys; print('ampgen.settings' in sys.modules)"
    assert run(code, Path()) == "False\n"


def test_a_project_of_nothing_but_schemas(environment: Environment, tmp_path: Path) -> None:
    """Neither are its schemas taken for packages, nor is the wheel empty."""
    schema = "schema acme.users\nrecord R {}\n"
    project = write(
        tmp_path / "acme",
        **{
            "pyproject.toml": SYSTEM + PROJECT + SETTINGS,
            "protocols/acme/users.amp": schema,
        },
    )
    for _ in range(2):
        _, wheel = environment.build(project)
        assert {"acme/users.amp", "acme/users/model.py"} <= contents(wheel)
        assert {name.split("/")[0] for name in contents(wheel)} == {"acme"}
    # An editable install knows the namespace, and so the packages that come later.
    environment.install("--editable", project)
    write(project, **{"protocols/acme/later.amp": schema.replace("users", "later")})
    environment.run("-m", "ampgen", "compile", within=project)
    environment.run("-c", "import acme.users, acme.later")


def test_exclusions_and_commands_of_the_project(environment: Environment, tmp_path: Path) -> None:
    project = write(
        tmp_path / "acme",
        **{
            "pyproject.toml": SYSTEM + PROJECT + SETTINGS
            + '[tool.setuptools.exclude-package-data]\n"*" = ["*.amp", "py.typed"]\n'
            + '[tool.setuptools.cmdclass]\nbuild = "building.Build"\n',
            "src/building.py": "from setuptools.command.build import build\n\n\n"
            "class Build(build):\n    sub_commands = list(build.sub_commands)\n",
            "src/acme/__init__.py": "",
            "protocols/acme/users.amp": "schema acme.users\nrecord R {}\n",
        },
    )  # fmt: skip
    _, wheel = environment.build(project)
    assert {"acme/users.amp", "acme/users/py.typed"} <= contents(wheel)

    text = (project / "pyproject.toml").read_text("utf-8").replace("[tool.setuptools.cmd", "[x.")
    write(project, **{"pyproject.toml": text, "MANIFEST.in": "global-exclude *.amp\n"})
    sdist, wheel = environment.build(project)
    assert "protocols/acme/users.amp" in members(sdist)
    assert "class R" in zipfile.ZipFile(wheel).read("acme/users/model.py").decode()
