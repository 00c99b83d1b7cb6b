"""The wheel and the sdist carry all that ampgen needs, wherever they are installed and run.

The environments that are made here take ampgen's dependencies from the one that runs the tests,
so that nothing is downloaded; ampgen itself comes from the distribution under test alone.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path) -> str:
    done = subprocess.run(
        [str(word) for word in command], cwd=cwd, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A wheel and an sdist of the checkout."""
    folder = tmp_path_factory.mktemp("distributions")
    run(sys.executable, "-m", "hatchling", "build", "-d", folder, cwd=ROOT)
    (wheel,) = folder.glob("*.whl")
    (sdist,) = folder.glob("*.tar.gz")
    return wheel, sdist


def environment(folder: Path) -> Path:
    """Make an environment without ampgen, with what ampgen depends on; return its Python."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    site = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder)
    # A line of a .pth file adds a folder without reading the .pth files in it, so an editable
    # ampgen does not come along.
    lines = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(site.strip()) / "dependencies.pth").write_text("\n".join(sorted(lines)) + "\n", "utf-8")
    return python


def test_the_wheel_has_grammar_and_templates_and_no_code_in_them(
    distributions: tuple[Path, Path],
) -> None:
    names = zipfile.ZipFile(distributions[0]).namelist()
    assert "ampgen/grammar/amp.lark" in names
    assert any(name.startswith("ampgen/templates/") for name in names)
    beside = [name for name in names if name.startswith(("ampgen/grammar/", "ampgen/templates/"))]
    assert not [name for name in beside if name.endswith(".py")]
    assert not [name for name in names if name.startswith(("tests/", "examples/"))]
    assert "ampgen/py.typed" in names


def test_the_sdist_has_the_tests_and_the_examples(distributions: tuple[Path, Path]) -> None:
    with tarfile.open(distributions[1]) as archive:
        names = {name.split("/", 1)[-1] for name in archive.getnames()}
    for name in ("pyproject.toml", "README.md", "LICENSE", "grammar/amp.lark"):
        assert name in names
    assert "examples/registration/run.py" in names
    assert "tests/packaging/test_packaging.py" in names


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_an_installed_distribution_runs_the_first_example(
    kind: str, distributions: tuple[Path, Path], tmp_path: Path
) -> None:
    wheel, sdist = distributions
    python = environment(tmp_path / "environment")
    install: list[str | Path] = [python, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
    if kind == "wheel":
        run(*install, wheel, cwd=tmp_path)
    else:
        run(*install, "--no-build-isolation", sdist, cwd=tmp_path)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    where = run(python, "-c", "import ampgen; print(ampgen.__file__)", cwd=elsewhere)
    assert str(tmp_path) in where
    ahead = (
        "import sys; from ampgen.parsing import tables; from ampgen.rendering import printing; "
        "tables.tables(); printing.printer('model.py'); print({'lark', 'jinja2'} & {*sys.modules})"
    )
    assert run(python, "-c", ahead, cwd=elsewhere) == "set()\n"
    printed = run(python, ROOT / "examples" / "registration" / "run.py", cwd=elsewhere)
    assert "client: alice is user 1\n" in printed
    assert "client: the server says: alice is taken\n" in printed
    assert not list(elsewhere.iterdir())
