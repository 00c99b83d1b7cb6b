"""``[tool.ampgen]`` of the nearest ``pyproject.toml``."""

from __future__ import annotations

from pathlib import Path

import pytest

from ampgen.settings import Misconfigured, Settings, load


def write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pyproject.toml").write_text(text, "utf-8")


def test_paths_are_taken_from_the_file_and_told_from_the_current_folder(tmp_path: Path) -> None:
    write(
        tmp_path,
        '[tool.ampgen]\nschemas = ["p/*.amp", "/etc/x.amp"]\nout = "src"\ninclude = ["p"]\n',
    )
    assert load(tmp_path) == Settings(
        Path("pyproject.toml"), ("p/*.amp", "/etc/x.amp"), Path("src"), (Path("p"),)
    )
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert load(below) == Settings(
        Path("../../pyproject.toml"),
        ("../../p/*.amp", "/etc/x.amp"),
        Path("../../src"),
        (Path("../../p"),),
    )


def test_only_the_nearest_file_counts(tmp_path: Path) -> None:
    write(tmp_path, '[tool.ampgen]\nout = "src"\n')
    write(tmp_path / "inner", "[tool.other]\n")
    assert load(tmp_path / "inner") == Settings()


@pytest.mark.parametrize("text", ["", "[tool]\n", "tool = 3\n", "[project]\nname = 'x'\n"])
def test_a_project_need_not_say_anything(tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    assert load(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[tool.x]\nschema = 1\n[tool.ampgen]\n\nschema = []\n",
            "pyproject.toml:5: there is no setting `schema`; did you mean `schemas`?",
        ),
        (
            "[tool.ampgen]\nverbose = true\n",
            "pyproject.toml:2: there is no setting `verbose`; "
            "known are `schemas`, `out`, `include`, `python`, `ignore` and `build`",
        ),
        (
            "[tool.ampgen]\nout = ['a']\n",
            'pyproject.toml:2: `out` is a folder: write `out = "src"`',
        ),
        (
            "[tool.ampgen]\nschemas = 'a.amp'\n",
            "pyproject.toml:2: `schemas` is a list of paths: "
            'write `schemas = ["protocols/*.amp"]`',
        ),
        (
            "[tool.ampgen]\n'include' = [3]\n",
            'pyproject.toml:2: `include` is a list of paths: write `include = ["protocols"]`',
        ),
        (
            "[tool]\nampgen = 3\n",
            "pyproject.toml:2: `tool.ampgen` is a table: write `[tool.ampgen]`",
        ),
        (
            "[tool]\nampgen = { outt = 'x' }\n",
            "pyproject.toml:2: there is no setting `outt`; did you mean `out`?",
        ),
        (
            '[tool.ampgen]\n"o\\u001bt" = 1\n',
            "pyproject.toml:1: there is no setting `o\\x1bt`; did you mean `out`?",
        ),
        ("[tool.ampgen]\nout = 'a\n", "pyproject.toml:2: "),
        ("a = 1\nb = = 2\n", "pyproject.toml:2:5: Invalid value"),
        (f"a = {'9' * 10_000}\n", "pyproject.toml: a number or a time in this is out of bounds"),
        ("a = 25:61:00\n", "pyproject.toml"),
        ("a = 2001-99-99\n", "pyproject.toml"),
        (f"a = {'[' * 10_000}\n", "pyproject.toml: this is nested too deep"),
        (f"# {'x' * (1 << 20)}\n", "pyproject.toml: this is larger than 1 MiB"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_a_way_out(
    tmp_path: Path, text: str, message: str
) -> None:
    write(tmp_path, text)
    with pytest.raises(Misconfigured) as caught:
        load(tmp_path)
    assert str(caught.value).startswith(message)
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_utf_8_is_told(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(b"\xff")
    with pytest.raises(Misconfigured, match="not UTF-8"):
        load(tmp_path)
