"""A package inside another, and folders on the way to one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from ampgen.findings import Unusable
from ampgen.writing import Comparison, compare, create, placing, write
from tests.writing.samples import as_somebody, on_disk, package

ROOT = Path(__file__).parents[2]
RIVAL = """
import sys
from pathlib import Path
from ampgen.findings import Unusable
from ampgen.writing import write
from tests.writing.samples import package
try:
    write({sys.argv[2]: package("two")}, Path(sys.argv[1]))
except Unusable as error:
    sys.exit(str(error))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no locks")
@pytest.mark.parametrize("there", [False, True])
@pytest.mark.parametrize(
    ("ours", "theirs", "refused"),
    [("a", "a.b", "inside"), ("a.b", "a", "what ampgen did not write"), ("a.b", "a.c", "")],
)
def test_of_two_runs_at_once_the_later_sees_what_the_first_has_written(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    ours: str,
    theirs: str,
    refused: str,
    there: bool,
) -> None:
    out = tmp_path / "out"
    if there:
        (out / "a").mkdir(parents=True)
    rivals: list[subprocess.Popen[str]] = []

    def compared(folder: Path, files: Mapping[str, str]) -> Comparison:
        found = compare(folder, files)
        rival = subprocess.Popen(
            [sys.executable, "-c", RIVAL, str(out), theirs],
            stderr=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        rivals.append(rival)
        with pytest.raises(subprocess.TimeoutExpired):
            rival.wait(1)
        return found

    monkeypatch.setattr(placing, "compare", compared)
    write({ours: package("one")}, out)
    (rival,) = rivals
    said = rival.communicate(timeout=60)[1]
    assert bool(said) == bool(refused)
    assert refused in said
    expected = {ours: "one"} if refused else {ours: "one", theirs: "two"}
    assert on_disk(out) == {
        f"{name.replace('.', '/')}/{path}": text
        for name, word in expected.items()
        for path, text in package(word).items()
    }


@pytest.mark.skipif(not hasattr(os, "fork"), reason="another user is a process here")
@pytest.mark.parametrize("mode", [0o100, 0o500])
def test_a_folder_on_the_way_need_only_be_passed_through(tmp_path: Path, mode: int) -> None:
    (tmp_path / "acme").mkdir()

    def attempt() -> str:
        tmp_path.chmod(mode)
        try:
            write({"acme.users": package()}, tmp_path)
        except Unusable as error:
            return str(error)
        finally:
            tmp_path.chmod(0o700)
        return "written"

    assert as_somebody(tmp_path, attempt) == "written"
    assert on_disk(tmp_path / "acme" / "users") == package()


@pytest.mark.skipif(sys.platform == "win32", reason="links are for administrators")
@pytest.mark.parametrize("out", ["link", "link/below", "loop", "loop/below"])
def test_a_link_that_leads_nowhere_is_told(tmp_path: Path, out: str) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(Unusable) as told:
        create(tmp_path / out, {"server.py": ""})
    assert "busy" not in str(told.value)
    with pytest.raises(Unusable) as told:
        write({"a": package()}, tmp_path / out)
    assert "busy" not in str(told.value)
    assert sorted(os.listdir(tmp_path)) == ["link", "loop"]


def test_a_package_that_is_in_use_as_a_whole_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a folder is that a container has mounted there."""
    write({"a": package()}, tmp_path)

    def busy(one: Path, other: Path) -> bool:
        raise OSError(16, "Device or resource busy", str(other))

    monkeypatch.setattr("ampgen.writing.moving.exchange", busy)
    with pytest.raises(Unusable, match="a is in use as a whole, as a mounted folder is"):
        write({"a": package("two")}, tmp_path)
    assert on_disk(tmp_path) == {f"a/{path}": text for path, text in package().items()}
