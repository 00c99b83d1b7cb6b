"""Copies of shipped schemas, for builds without the distributions."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from ampgen.cli.running import run
from ampgen.cli.statuses import Exit
from tests.distributions.installing import COMMON, FILES, USERS, install

BASE = {
    **FILES,
    "acme_schemas/acme/deep/base.amp": "schema acme.deep.base\n\nrecord City {\n    name: str\n}\n",
    "acme_schemas/acme/common.amp": COMMON.replace("str", "base.City").replace(
        "\n\n", "\n\nimport acme.deep.base\n\n", 1
    ),
}


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AMPGEN_CACHE", "off")
    file = tmp_path / "protocols" / "acme" / "users.amp"
    file.parent.mkdir(parents=True)
    file.write_text(USERS)
    return tmp_path


def publish(version: str = "1.0", **more: str) -> None:
    shutil.rmtree("site-packages", ignore_errors=True)
    files = {**BASE, **{f"acme_schemas/acme/{name}.amp": text for name, text in more.items()}}
    install(Path("site-packages"), {"acme": "acme_schemas"}, files, version=version)


def vendor(*arguments: str) -> int:
    return run(["vendor", "protocols", "--out", "vendor", "--env", "site-packages", *arguments])


def texts(folder: str) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file()
    }


def test_all_that_is_imported_is_copied_with_where_it_came_from(
    capsys: pytest.CaptureFixture[str],
) -> None:
    publish("1.2.0")
    assert vendor() == Exit.FINE
    copies = texts("vendor")
    record = json.loads(copies.pop("ampgen-vendored.json"))
    assert copies == {
        "acme/common.amp": BASE["acme_schemas/acme/common.amp"],
        "acme/deep/base.amp": BASE["acme_schemas/acme/deep/base.amp"],
    }
    assert list(record["schemas"]) == ["acme.common", "acme.deep.base"]
    assert record["schemas"]["acme.common"]["distribution"] == "acme-schemas"
    assert record["schemas"]["acme.common"]["version"] == "1.2.0"
    assert capsys.readouterr().out.splitlines() == [
        f"wrote {Path('vendor', name)}"
        for name in ("acme/common.amp", "acme/deep/base.amp", "ampgen-vendored.json")
    ]


def test_what_is_compiled_with_copies_is_the_same_to_the_byte(
    capsys: pytest.CaptureFixture[str],
) -> None:
    publish("1.2.0")
    assert run(["compile", "protocols", "--out", "one", "--env", "site-packages"]) == Exit.FINE
    assert run(["describe", "protocols/acme/users.amp", "--env", "site-packages"]) == Exit.FINE
    described = capsys.readouterr().out.partition("\n{")[2]
    assert vendor() == Exit.FINE
    capsys.readouterr()
    shutil.rmtree("site-packages")
    offline = ["-I", "protocols", "-I", "vendor"]
    assert run(["compile", "protocols", "--out", "two", *offline]) == Exit.FINE
    assert texts("one") == texts("two")
    assert [path.name for path in Path("two/acme").iterdir()] == ["users"]
    capsys.readouterr()
    assert run(["describe", "protocols/acme/users.amp", *offline]) == Exit.FINE
    assert capsys.readouterr().out.partition("{")[2] == described


def test_a_check_says_which_version_was_there_before(capsys: pytest.CaptureFixture[str]) -> None:
    check = ["compile", "protocols", "--out", "src", "--env", "site-packages", "--check"]
    publish("1.0")
    assert run(check[:-1]) == Exit.FINE
    publish("1.1")
    capsys.readouterr()
    assert run(check) == Exit.FINDINGS
    said = capsys.readouterr()
    assert said.out == f"stale: {Path('src/acme/users/__init__.py')}\n"
    # Once, though the distribution ships two of the schemas.
    assert [line for line in said.err.splitlines() if line.startswith("ampgen: ")] == [
        "ampgen: 1 file is not as `ampgen compile` would write it",
        "ampgen: what stands there is of acme-schemas 1.0, and acme-schemas 1.1 is found now",
    ]
    assert run([*check, "--format", "json"]) == Exit.FINDINGS
    assert "ampgen: " not in capsys.readouterr().err


def test_a_copy_that_is_named_is_compiled(capsys: pytest.CaptureFixture[str]) -> None:
    publish()
    assert vendor() == Exit.FINE
    arguments = ["protocols", "vendor", "--out", "src", "-I", "protocols", "-I", "vendor"]
    assert run(["compile", *arguments]) == Exit.FINE
    assert sorted(path.name for path in Path("src/acme").iterdir()) == ["common", "deep", "users"]


def test_copies_below_a_folder_of_schemas_are_not_meant_by_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    publish()
    below = ["protocols", "--out", "protocols/vendor", "--env", "site-packages"]
    assert run(["vendor", *below]) == Exit.FINE
    arguments = ["protocols", "--out", "src", "-I", "protocols", "-I", "protocols/vendor"]
    assert run(["compile", *arguments]) == Exit.FINE
    assert [path.name for path in Path("src/acme").iterdir()] == ["users"]
    assert run(["vendor", "--check", *below]) == Exit.FINE


def test_a_check_says_what_is_not_as_it_would_be_copied(
    capsys: pytest.CaptureFixture[str],
) -> None:
    publish()
    assert vendor("--check") == Exit.FINDINGS
    assert capsys.readouterr().out.count("missing: ") == 3
    assert vendor() == Exit.FINE
    assert vendor("--check") == Exit.FINE
    capsys.readouterr()
    publish("1.1")
    assert vendor("--check") == Exit.FINDINGS
    said = capsys.readouterr()
    assert said.out == f"stale: {Path('vendor/ampgen-vendored.json')}\n"
    assert said.err.splitlines()[-1] == (
        "ampgen: what stands there is of acme-schemas 1.0, and acme-schemas 1.1 is found now"
    )
    publish("1.1", common=COMMON)
    assert vendor("--check") == Exit.FINDINGS
    assert capsys.readouterr().out.splitlines() == [
        f"stale: {Path('vendor/acme/common.amp')}",
        f"orphaned: {Path('vendor/acme/deep/base.amp')}",
        f"stale: {Path('vendor/ampgen-vendored.json')}",
    ]
    assert vendor() == Exit.FINE
    assert set(texts("vendor")) == {"acme/common.amp", "ampgen-vendored.json"}
    assert vendor("--check") == Exit.FINE


def test_the_folder_that_holds_copies_need_not_be_named_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    publish()
    Path("pyproject.toml").write_text(
        '[tool.ampgen]\nschemas = ["protocols"]\ninclude = ["protocols", "vendor"]\n'
    )
    assert run(["vendor", "--env", "site-packages"]) == Exit.USAGE
    assert "no folder is named" in capsys.readouterr().err
    assert vendor() == Exit.FINE
    publish("2.0")
    assert run(["vendor", "--check", "--env", "site-packages"]) == Exit.FINDINGS
    assert run(["vendor", "--env", "site-packages"]) == Exit.FINE
    assert '"2.0"' in Path("vendor/ampgen-vendored.json").read_text()


@pytest.mark.parametrize("name", ["notes.txt", "acme/own.amp", "acme/deep/er/own.amp"])
def test_what_was_not_copied_is_not_touched(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    publish()
    assert vendor() == Exit.FINE
    file = Path("vendor", name)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("mine")
    before = texts("vendor")
    publish("2.0")
    assert vendor() == Exit.ENVIRONMENT
    assert f"what `ampgen vendor` did not copy: {name}" in capsys.readouterr().err
    assert texts("vendor") == before


@pytest.mark.parametrize("out", ["protocols", ".", "file"])
def test_a_folder_of_other_things_is_refused(out: str, capsys: pytest.CaptureFixture[str]) -> None:
    publish()
    Path("file").write_text("")
    before = texts(".")
    arguments = ["protocols", "--out", out, "--env", "site-packages"]
    assert run(["vendor", *arguments]) == Exit.ENVIRONMENT
    assert texts(".") == before


def test_a_copy_that_was_changed_is_neither_used_nor_overwritten(
    capsys: pytest.CaptureFixture[str],
) -> None:
    publish()
    assert vendor() == Exit.FINE
    copy = Path("vendor/acme/common.amp")
    copy.write_text(COMMON + "\nenum E {\n    a\n}\n")
    assert run(["check", "protocols", "-I", "vendor"]) == Exit.FINDINGS
    assert "error[vendored-edited]" in capsys.readouterr().err
    publish("2.0")
    assert vendor("--check") == Exit.FINDINGS
    assert f"edited: {copy}" in capsys.readouterr().out
    assert vendor() == Exit.ENVIRONMENT
    assert "enum E" in copy.read_text()
    copy.unlink()
    assert vendor() == Exit.FINE


def test_line_ends_that_a_checkout_changed_are_no_change() -> None:
    publish()
    assert vendor() == Exit.FINE
    for path in Path("vendor").rglob("*"):
        if path.is_file():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run(["check", "protocols", "-I", "vendor"]) == Exit.FINE
    assert vendor("--check") == Exit.FINE


def test_a_copy_that_is_gone_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    publish()
    assert vendor() == Exit.FINE
    Path("vendor/acme/deep/base.amp").unlink()
    assert run(["check", "protocols", "-I", "protocols", "-I", "vendor"]) == Exit.FINDINGS
    assert "the copy from acme-schemas 1.0 is gone" in capsys.readouterr().err


@pytest.mark.parametrize(
    "record",
    [
        "",
        "[]",
        "{",
        "[" * 100_000,
        '{"ampgen": 2, "schemas": {}}',
        '{"ampgen": 1, "schemas": {"../x": {}}}',
        '{"ampgen": 1, "schemas": {"acme.common": {"distribution": "a"}}}',
        '{"ampgen": 1, "schemas": {"acme.common": {"distribution": "a\\nb", "version": "1",'
        f' "sha256": "{"0" * 64}"}}}}}}',
        '{"ampgen": 1, "schemas": {"acme.common": {"distribution": "a", "version": "1",'
        ' "sha256": "0"}}}',
    ],
    ids=range(9),
)
def test_a_record_that_is_none_is_told(record: str, capsys: pytest.CaptureFixture[str]) -> None:
    publish()
    assert vendor() == Exit.FINE
    Path("vendor/ampgen-vendored.json").write_text(record)
    for arguments in (["check", "protocols", "-I", "vendor"], ["vendor", "protocols", "--check"]):
        more = ["--out", "vendor"] if arguments[0] == "vendor" else []
        assert run([*arguments, *more, "--env", "site-packages"]) == Exit.ENVIRONMENT
        assert "ampgen-vendored.json: it is not as `ampgen vendor` writes it" in (
            capsys.readouterr().err
        )


def test_nothing_to_copy_leaves_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    publish()
    assert vendor() == Exit.FINE
    Path("protocols/acme/users.amp").write_text("schema acme.users\n")
    assert vendor() == Exit.FINE
    assert "nothing to copy" in capsys.readouterr().err
    assert not Path("vendor").exists()
    assert vendor() == Exit.FINE


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_not_written_through(capsys: pytest.CaptureFixture[str]) -> None:
    publish()
    Path("elsewhere").mkdir()
    Path("vendor").symlink_to("elsewhere")
    assert vendor() == Exit.ENVIRONMENT
    assert list(Path("elsewhere").iterdir()) == []
