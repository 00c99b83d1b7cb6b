"""Who breaks by a new version of a distribution, told by those who import what it ships."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ampgen.cli.running import run
from ampgen.cli.statuses import Exit
from ampgen.compiling import packages
from ampgen.describing import describe
from ampgen.recalling import recall
from ampgen.text import Source
from tests.distributions.installing import COMMON, USERS, install, meaning

FIELD = "    city: str\n"
UNUSED = "\nrecord Unused {\n    a: int\n}\n"
CHECK = ["compile", "protocols", "--out", "src", "--env", "site-packages", "--check"]
COMPILE = CHECK[:-1]
IMPORTED = Path("src/acme/users/_imported.py")
BREAKS = "error[request-required-added]: `zip` of `Address` is new and required, in `Register(at)`"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AMPGEN_CACHE", "off")
    write(USERS)
    publish("1.0", COMMON + UNUSED)
    assert run(COMPILE) == Exit.FINE
    return tmp_path


def write(text: str) -> None:
    file = Path("protocols/acme/users.amp")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


def publish(version: str, text: str) -> None:
    shutil.rmtree("site-packages", ignore_errors=True)
    install(Path("site-packages"), files={"acme_schemas/acme/common.amp": text}, version=version)


def broken() -> str:
    """Publish a version that breaks those who register, and return where."""
    publish("2.0", COMMON.replace(FIELD, f"{FIELD}    zip: str\n") + UNUSED)
    return f"{Path('site-packages/acme_schemas/acme/common.amp')}:6:5: "


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return what was told but for packages that are missing here and what a check counts."""
    lines = capsys.readouterr().err.splitlines()
    return [one for one in lines if "package-missing" not in one and "not as `ampgen" not in one]


MOVED = "ampgen: what stands there is of acme-schemas 1.0, and acme-schemas 2.0 is found now"
CALM = "ampgen: no call of `acme.users` breaks by what changed in `acme.common`"


def test_a_check_says_who_breaks_and_the_safe_way(capsys: pytest.CaptureFixture[str]) -> None:
    place = broken()
    capsys.readouterr()
    assert run(CHECK) == Exit.FINDINGS
    said = capsys.readouterr()
    assert f"stale: {Path('src/acme/users/model.py')}\n" in said.out
    assert f"{place}{BREAKS}\n" in said.err
    words = " ".join(said.err.split())
    assert "old callers do not send it: their calls fail, and a plain Twisted responder" in words
    assert "make it `str?` now and require it in the next release" in words
    assert said.err.endswith(f"{MOVED}\n")


def test_what_a_package_was_made_with_is_shown_beside(capsys: pytest.CaptureFixture[str]) -> None:
    publish("2.0", COMMON.replace(FIELD, ""))
    capsys.readouterr()
    assert run(CHECK) == Exit.FINDINGS
    said = capsys.readouterr().err
    assert " ::: <acme.common of acme-schemas 1.0>:4:5\n  |\n4 |     city: str\n" in said


def test_a_document_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    broken()
    capsys.readouterr()
    assert run([*CHECK, "--format", "json"]) == Exit.FINDINGS
    document = json.loads(capsys.readouterr().err)
    assert [(one["rule"], one["severity"]) for one in document["findings"]] == [
        ("package-missing", "warning"),
        ("request-required-added", "error"),
    ]


@pytest.mark.parametrize("arguments", [COMPILE, [*COMPILE, "--diff"]])
def test_who_replaces_the_package_is_warned(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    place = broken()
    capsys.readouterr()
    assert run([*arguments, "--format", "concise"]) == Exit.FINE
    assert told(capsys) == [place + BREAKS.replace("error", "warning")]
    assert run([*COMPILE, "--format", "concise"]) == Exit.FINE
    capsys.readouterr()
    assert run([*CHECK, "--format", "concise"]) == Exit.FINE
    assert told(capsys) == []


@pytest.mark.parametrize(
    "text, said",
    [
        (COMMON.replace(FIELD, f"{FIELD}    zip: str?\n") + UNUSED, [CALM]),
        (COMMON.replace("lives", "dwells") + UNUSED, []),
        (COMMON + UNUSED.replace("int", "str"), []),
        (COMMON, []),
    ],
)
def test_what_breaks_nobody_is_not_told(
    text: str, said: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    publish("2.0", text)
    capsys.readouterr()
    assert run([*CHECK, "--format", "concise"]) == Exit.FINDINGS
    assert told(capsys) == [*said, MOVED]


def test_a_change_of_ones_own_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    write(USERS.replace("(id: int)", "(id: int, more: common.Unused)"))
    capsys.readouterr()
    assert run([*CHECK, "--format", "concise"]) == Exit.FINDINGS
    assert told(capsys) == []


def test_who_adapts_at_once_is_told_all_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    place = broken()
    file = Path("site-packages/acme_schemas/acme/common.amp")
    file.write_text(file.read_text() + "\nrecord New {\n    old: list[Address]\n}\n")
    write(USERS.replace("(id: int)", "(id: int, more: common.New)"))
    capsys.readouterr()
    assert run([*CHECK, "--format", "concise"]) == Exit.FINDINGS
    # An address that nobody has sent before is no worse than one that everybody has sent.
    assert told(capsys)[0] == place + BREAKS


def test_who_imports_more_at_once_is_told_all_the_same(capsys: pytest.CaptureFixture[str]) -> None:
    place = broken()
    more = "schema acme.more\nimport acme.common\nrecord More { a: int }\n"
    more += "record Other { b: common.Unused }\n"
    files = {"other/acme/more.amp": more}
    install(Path("site-packages"), {"acme.more": "other"}, files, "acme-more")
    use = USERS.replace("import acme.common", "import acme.common\nimport acme.more")
    write(use.replace("(id: int)", "(id: int, more: more.More)"))
    capsys.readouterr()
    assert run([*CHECK, "--format", "concise"]) == Exit.FINDINGS
    assert told(capsys) == [place + BREAKS, MOVED]


def test_a_schema_that_does_not_fit_what_was_is_told_to_be_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    enum = "\nenum Country {\n    de\n}\n"
    use = USERS.replace("at: common.Address", "at: common.Country = Country.de")
    publish("1.0", COMMON + enum)
    write(use)
    assert run(COMPILE) == Exit.FINE
    publish("2.0", COMMON + enum.replace("de", "fr"))
    write(use.replace("Country.de", "Country.fr"))
    capsys.readouterr()
    assert run([*CHECK, "--format", "concise"]) == Exit.FINDINGS
    assert told(capsys) == [
        "ampgen: who breaks by what changed in `acme.common` cannot be told: `acme.users` cannot be "
        "understood with it as it was",
        MOVED,
    ]


def test_records_that_no_command_reaches_are_looked_at(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write("schema acme.users\n\nimport acme.common\n\nrecord Own {\n    at: common.Address\n}\n")
    assert run(COMPILE) == Exit.FINE
    place = broken()
    capsys.readouterr()
    assert run([*CHECK, "--format", "concise"]) == Exit.FINDINGS
    assert told(capsys) == [
        f"{place}error[{rule}]: `zip` of `Address` is new and required, for schemas that import it"
        for rule in ("request-required-added", "response-required-added")
    ] + [MOVED]


def test_where_a_package_does_not_say_which_version_it_was_none_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    init = Path("src/acme/users/__init__.py")
    init.write_text(init.read_text().replace("schemas 1.0", "schemas \0\x1b[31m"))
    publish("2.0", COMMON.replace(FIELD, ""))
    capsys.readouterr()
    assert run(CHECK) == Exit.FINDINGS
    said = capsys.readouterr().err
    assert " ::: <acme.common of an earlier version>:4:5\n" in said
    assert "\x1b" not in said and "\0" not in said


def test_only_what_is_used_is_kept() -> None:
    kept = IMPORTED.read_text()
    assert '        "record Address {",\n        "    city: str",\n        "}",\n' in kept
    assert "Unused" not in kept and "lives" not in kept


def test_without_distributions_nothing_is_kept(tmp_path: Path) -> None:
    shutil.copytree("site-packages/acme_schemas/acme", "protocols/acme", dirs_exist_ok=True)
    assert run(["compile", "protocols", "--out", "other"]) == Exit.FINE
    assert not list(Path("other").rglob("_imported.py"))


def test_a_description_makes_the_same_package(tmp_path: Path) -> None:
    understood = meaning(tmp_path, Path("site-packages"))
    recalled = recall(Source("users.json", describe(understood.schemas[0])))
    assert packages(recalled.own) == packages(understood.own)
    assert "_imported.py" in packages(recalled.own)["acme.users"]


def test_what_an_older_package_does_not_keep_is_not_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    IMPORTED.unlink()
    broken()
    capsys.readouterr()
    assert run([*CHECK, "--format", "concise"]) == Exit.FINDINGS
    said = capsys.readouterr()
    assert f"missing: {IMPORTED}\nstale: " in said.out
    assert BREAKS not in said.err and MOVED in said.err


HOSTILE = {
    "code": 'import os\nos.system("touch PWNED")\n',
    "code between": 'SCHEMAS = {\n    "acme.common": [\n        __import__("os"),\n    ],\n}\n',
    "a call": 'SCHEMAS = {\n    "acme.common": [\n        "a".upper(),\n    ],\n}\n',
    "no end": 'SCHEMAS = {\n    "acme.common": [\n        "schema acme.common",\n',
    "bytes": 'SCHEMAS = {\n    "acme.common": [\n        b"schema acme.common",\n    ],\n}\n',
    "formatted": 'SCHEMAS = {\n    "acme.common": [\n        f"{1}",\n    ],\n}\n',
    "number": 'SCHEMAS = {\n    "acme.common": 1,\n}\n',
    "deep": "SCHEMAS = {\n" + "[" * 100_000 + "\n}\n",
    "huge": 'SCHEMAS = {\n    "acme.common": [\n' + '        "",\n' * 800_000 + "    ],\n}\n",
    "half a character": 'SCHEMAS = {\n    "acme.common": [\n        "\\ud800",\n    ],\n}\n',
    "no character": 'SCHEMAS = {\n    "acme.common": [\n        "\\U99999999",\n    ],\n}\n',
    "odd escape": 'SCHEMAS = {\n    "acme.common": [\n        "\\q",\n    ],\n}\n',
    "odd name": 'SCHEMAS = {\n    "../acme": [\n        "",\n    ],\n}\n',
    "no text": "\0\xff",
    "nothing": "",
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_record_that_nobody_wrote_tells_nothing(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    IMPORTED.write_bytes(("\n" + HOSTILE[case]).encode("latin-1"))
    broken()
    capsys.readouterr()
    assert run([*CHECK, "--format", "concise"]) == Exit.FINDINGS
    assert told(capsys) == [MOVED]
    assert not Path("PWNED").exists()


@pytest.mark.parametrize(
    "line",
    ["schema acme.common", "schema other", "not a schema", r"\x1b[31m", "import acme.users"],
)
def test_a_record_of_no_such_schema_is_told_to_be_one(
    line: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = f'\nSCHEMAS = {{\n    "acme.common": [\n        "{line}",\n    ],\n}}\n'
    IMPORTED.write_text(text)
    broken()
    capsys.readouterr()
    assert run([*CHECK, "--format", "concise"]) == Exit.FINDINGS
    said = told(capsys)
    assert said[-1] == MOVED
    assert len(said) == 1 or "cannot be told" in said[0]
    assert "\x1b" not in "".join(said)


def test_a_record_that_is_no_file_tells_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    IMPORTED.unlink()
    IMPORTED.mkdir()
    broken()
    capsys.readouterr()
    assert run([*CHECK, "--format", "concise"]) == Exit.FINDINGS
    assert BREAKS not in capsys.readouterr().err


def test_line_ends_of_a_checkout_do_not_count(capsys: pytest.CaptureFixture[str]) -> None:
    IMPORTED.write_bytes(IMPORTED.read_bytes().replace(b"\n", b"\r\n"))
    place = broken()
    capsys.readouterr()
    assert run([*CHECK, "--format", "concise"]) == Exit.FINDINGS
    assert told(capsys) == [place + BREAKS, MOVED]


def test_copies_are_what_was(capsys: pytest.CaptureFixture[str]) -> None:
    vendor = ["vendor", "protocols", "--out", "vendor", "--env", "site-packages"]
    concise = ["--format", "concise"]
    assert run(vendor) == Exit.FINE
    place = broken()
    capsys.readouterr()
    assert run([*vendor, "--check", *concise]) == Exit.FINDINGS
    assert told(capsys) == [place + BREAKS, MOVED]
    assert run([*vendor, *concise]) == Exit.FINE
    assert told(capsys) == [place + BREAKS.replace("error", "warning")]
    assert run([*vendor, "--check", *concise]) == Exit.FINE
    assert told(capsys) == []
    # The package is of the old ones still.
    check = ["compile", "protocols", "--out", "src", "-I", "protocols", "-I", "vendor", "--check"]
    assert run([*check, *concise]) == Exit.FINDINGS
    assert told(capsys) == [f"{Path('vendor/acme/common.amp')}:6:5: {BREAKS}", MOVED]


def test_copies_that_were_edited_tell_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    vendor = ["vendor", "protocols", "--out", "vendor", "--env", "site-packages"]
    assert run(vendor) == Exit.FINE
    file = Path("vendor/acme/common.amp")
    file.write_text(file.read_text() + "\n")
    broken()
    capsys.readouterr()
    assert run([*vendor, "--check", "--format", "concise"]) == Exit.FINDINGS
    assert told(capsys) == [MOVED]


def test_a_check_of_schemas_warns_where_the_settings_say_where_the_package_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    place = broken()
    arguments = ["check", "protocols", "--env", "site-packages", "--format", "concise"]
    assert run(arguments) == Exit.FINE
    assert BREAKS.replace("error", "warning") not in capsys.readouterr().err
    Path("pyproject.toml").write_text('[tool.ampgen]\nschemas = ["protocols"]\nout = "src"\n')
    assert run(arguments) == Exit.FINE
    assert place + BREAKS.replace("error", "warning") in capsys.readouterr().err.splitlines()


def git(*arguments: str) -> None:
    name = ("-c", "user.name=n", "-c", "user.email=n@example.org")
    subprocess.run(["git", *name, *arguments], check=True, capture_output=True, timeout=60)


@pytest.fixture
def committed(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Commit the schema and its package, and go to another branch."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    git("init", "-q", "-b", "main")
    git("add", "protocols", "src")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "work")
    return project


BREAKING = ["breaking", "protocols", "--env", "site-packages", "--format", "concise"]


def test_a_commit_imports_what_its_packages_were_made_with(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = broken()
    capsys.readouterr()
    assert run(BREAKING) == Exit.FINDINGS
    assert f"{place}{BREAKS}" in capsys.readouterr().err.splitlines()
    publish("2.0", COMMON + UNUSED)
    assert run(BREAKING) == Exit.FINE


@pytest.mark.parametrize(
    "text", ["", '\nSCHEMAS = {\n    "acme.common": [\n        "?",\n    ],\n}\n']
)
def test_a_commit_whose_packages_do_not_tell_imports_what_is_installed(
    text: str, committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    IMPORTED.write_text(text)
    git("commit", "-qam", "two")
    broken()
    capsys.readouterr()
    assert run([*BREAKING, "--against", "git:HEAD"]) == Exit.FINE
    assert BREAKS not in capsys.readouterr().err


def test_a_commit_whose_package_is_of_another_schema_imports_what_is_installed(
    committed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(USERS.replace("(id: int)", "(id: int, more: common.Unused)"))
    git("commit", "-qam", "two")
    broken()
    capsys.readouterr()
    assert run([*BREAKING, "--against", "git:HEAD"]) == Exit.FINE
    assert BREAKS not in capsys.readouterr().err
