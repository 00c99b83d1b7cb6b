"""Schemas of installed distributions, found by what is written about them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from ampgen.distributions import Published, environment
from ampgen.findings import Refused, Unusable
from ampgen.reading import read
from ampgen.schema import Origin
from ampgen.understanding import understand
from tests.distributions.installing import (
    CLAIM,
    COMMON,
    FILES,
    USERS,
    install,
    meaning,
    refused,
    told,
)

POSIX = pytest.mark.skipif(os.name == "nt", reason="links need rights there")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "env" / "lib" / "python3.11" / "site-packages"
    folder.mkdir(parents=True)
    return folder


def origin_of(folder: Path, *places: Path, text: str = USERS) -> Origin | None:
    return meaning(folder, *places, text=text).schemas[0].imports[0].schema.origin


def test_an_installed_distribution_ships_a_schema(tmp_path: Path, site: Path) -> None:
    install(site)
    found = meaning(tmp_path, tmp_path / "env")
    common = found.schemas[0].imports[0].schema
    assert common.name == "acme.common"
    assert common.origin == Origin("acme-schemas", "1.0")
    assert common.place.source.name == str(site / "acme_schemas" / "acme" / "common.amp")


def test_its_package_is_not_made_again(tmp_path: Path, site: Path) -> None:
    install(site)
    found = meaning(tmp_path, tmp_path / "env")
    assert [schema.name for schema in found.own] == ["acme.users"]
    assert [schema.name for schema in found.all] == ["acme.common", "acme.users"]


def test_a_schema_that_is_named_is_made_wherever_it_lies(tmp_path: Path, site: Path) -> None:
    install(site)
    (tmp_path / "users.amp").write_text(USERS)
    files = [tmp_path / "users.amp", site / "acme_schemas/acme/common.amp"]
    found = understand(
        [read(file) for file in files], [], [Published(environment([tmp_path / "env"]))]
    )
    assert {schema.name for schema in found.own} == {"acme.common", "acme.users"}
    assert found.findings == ()


def test_a_file_under_an_include_root_goes_first(tmp_path: Path, site: Path) -> None:
    install(site)
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "common.amp").write_text(COMMON)
    assert origin_of(tmp_path, site) is None


@pytest.mark.parametrize(
    ("prefix", "package", "path"),
    [
        ("acme", "acme_schemas", "acme_schemas/acme/common.amp"),
        ("acme.common", "deep.down.here", "deep/down/here/acme/common.amp"),
        ("acme", "acme", "acme/common.amp"),
        ("acme", "acme", "acme/acme/common.amp"),
        ("acme.common", "acme", "acme/common.amp"),
    ],
)
def test_where_a_schema_may_be_in_a_package(
    tmp_path: Path, site: Path, prefix: str, package: str, path: str
) -> None:
    install(site, {prefix: package}, {path: COMMON})
    assert origin_of(tmp_path, site) == Origin("acme-schemas", "1.0")


def test_a_distribution_answers_only_for_its_prefix(tmp_path: Path, site: Path) -> None:
    install(site, {"acme.comm": "acme_schemas", "acme.common.more": "acme_schemas"})
    (finding,) = told(tmp_path, site)
    assert finding.rule == "import-not-found"
    assert finding.frame.label == "not found"


def test_two_that_claim_one_schema_are_named(tmp_path: Path, site: Path) -> None:
    install(site)
    install(site, {"acme": "other"}, {"other/acme/common.amp": COMMON}, "Other_Schemas", "2.1")
    (finding,) = told(tmp_path, site)
    assert finding.rule == "published-twice"
    assert "acme-schemas 1.0 and other-schemas 2.1 both" in finding.fact


def test_two_that_claim_it_by_its_name_are_named_though_one_lacks_it(
    tmp_path: Path, site: Path
) -> None:
    install(site)
    install(site, {"acme.common": "other"}, {}, "other")
    assert [one.rule for one in told(tmp_path, site)] == ["published-twice"]


def test_two_may_share_a_prefix(tmp_path: Path, site: Path) -> None:
    install(site, {"acme": "acme_schemas"})
    install(site, {"acme": "other"}, {"other/acme/billing.amp": "schema acme.billing"}, "other")
    assert origin_of(tmp_path, site) == Origin("acme-schemas", "1.0")


def test_the_first_of_one_name_counts(tmp_path: Path) -> None:
    first = install(tmp_path / "a" / "site-packages", version="1.0")
    second = install(tmp_path / "b" / "site-packages", version="2.0")
    assert origin_of(tmp_path, first, second) == Origin("acme-schemas", "1.0")
    assert origin_of(tmp_path, second, first) == Origin("acme-schemas", "2.0")


def test_what_pip_could_not_remove_does_not_count(tmp_path: Path, site: Path) -> None:
    install(site)
    info = site / "acme_schemas-1.0.dist-info"
    info.rename(site / "~cme_schemas-1.0.dist-info")
    assert [one.rule for one in told(tmp_path, site)] == ["import-not-found"]


@POSIX
def test_a_link_out_of_the_package_is_not_followed(tmp_path: Path, site: Path) -> None:
    install(site, files={"acme_schemas/acme/readme.txt": ""})
    (tmp_path / "secret.amp").write_text(COMMON)
    (site / "acme_schemas/acme/common.amp").symlink_to(tmp_path / "secret.amp")
    (finding,) = told(tmp_path, site)
    assert finding.rule == "import-outside"
    assert "acme-schemas 1.0" in finding.fact


@POSIX
def test_a_file_that_never_ends_is_not_read(tmp_path: Path, site: Path) -> None:
    install(site)
    path = site / "acme_schemas/acme/common.amp"
    path.unlink()
    os.mkfifo(path)
    with pytest.raises(Unusable, match="not a regular file"):
        meaning(tmp_path, site)


@POSIX
def test_metadata_that_never_ends_is_not_read(tmp_path: Path, site: Path) -> None:
    install(site)
    path = site / "acme_schemas-1.0.dist-info/entry_points.txt"
    path.unlink()
    os.mkfifo(path)
    assert [one.rule for one in told(tmp_path, site)] == ["import-not-found"]


@pytest.mark.parametrize(
    ("package", "label"),
    [
        ("../..", "the entry point `acme.common = ../..` of acme-schemas 1.0 names no package"),
        ("/etc", "the entry point `acme.common = /etc` of acme-schemas 1.0 names no package"),
        ("a:b", "the entry point `acme.common = a:b` of acme-schemas 1.0 names no package"),
        ("gone", "acme-schemas 1.0 claims it, and has no package `gone`"),
        (
            "empty",
            "acme-schemas 1.0 claims it, and its package `empty` has no acme/common.amp",
        ),
        (
            "acme",
            "acme-schemas 1.0 claims it, and its package `acme` has no acme/common.amp or "
            "common.amp",
        ),
    ],
)
def test_a_claim_that_leads_nowhere_is_told(
    tmp_path: Path, site: Path, package: str, label: str
) -> None:
    install(site, {"acme.common": package}, {"empty/x.py": "", "acme/x.py": ""})
    (finding,) = told(tmp_path, site)
    assert finding.rule == "import-not-found"
    assert finding.frame.label == label


@pytest.mark.parametrize(
    "metadata",
    ["", "Name: a b\nVersion: 1\n", "Name: acme\n", "Name: acme\nVersion: 1 2\n", "\n\nName: x\n"],
)
def test_a_distribution_without_a_proper_name_and_version_ships_nothing(
    tmp_path: Path, site: Path, metadata: str
) -> None:
    install(site)
    (site / "acme_schemas-1.0.dist-info/METADATA").write_text(metadata)
    assert [one.rule for one in told(tmp_path, site)] == ["import-not-found"]


def test_the_name_that_was_meant_is_guessed(tmp_path: Path, site: Path) -> None:
    install(site)
    (finding,) = told(tmp_path, site, text=USERS.replace("acme.common", "acme.comon as common"))
    assert finding.help.startswith("did you mean `acme.common`?")


def test_a_mistake_in_a_shipped_schema_is_told_in_its_own_file(tmp_path: Path, site: Path) -> None:
    text = "schema acme.common\n\nrecord Address {"
    install(site, files={"acme_schemas/acme/common.amp": text})
    places = [one.frame.place.source.name for one in told(tmp_path, site)]
    assert places == [str(site / "acme_schemas/acme/common.amp")]


def test_the_first_mistake_in_a_shipped_file_says_who_imports_it(
    tmp_path: Path, site: Path
) -> None:
    base = "schema acme.base\n\nrecord A {\n    a: strng\n}\n\nrecord A {\n    b: int\n}\n"
    common = COMMON.replace("\n\n", "\n\nimport acme.base\n\n", 1)
    files = {"acme_schemas/acme/common.amp": common, "acme_schemas/acme/base.amp": base}
    install(site, {"acme": "acme_schemas"}, files)
    first, second = refused(tmp_path, site)
    assert (first.rule, second.rule) == ("unknown-type", "declared-twice")
    (frame,) = first.others
    assert frame.label == "imported here"
    # In the user's own file, however many others are between.
    assert (frame.place.source.name, frame.place.line) == (str(tmp_path / "users.amp"), 3)
    assert first.help == (
        "did you mean `str`? `acme.base` comes from acme-schemas 1.0: install another version, tell "
        "its authors, or put one of your own under an include root"
    )
    assert "acme-schemas" not in second.help
    assert [one.label for one in second.others] == ["first declared here"]


def test_a_shipped_file_that_is_no_text_says_who_imports_it(tmp_path: Path, site: Path) -> None:
    install(site)
    (site / "acme_schemas/acme/common.amp").write_bytes(b"schema acme.common\n// \xff\n")
    (finding,) = refused(tmp_path, site)
    assert finding.rule == "not-utf8"
    assert [one.label for one in finding.others] == ["imported here"]
    assert "`acme.common` comes from acme-schemas 1.0" in finding.help


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (COMMON.replace("str", "strng"), "unknown-type"),
        (COMMON.replace("acme.common", "acme.comon"), "import-name"),
        (COMMON.replace("\n\n", "\n\nimport gone\n\n", 1), "import-not-found"),
        (COMMON.replace("\n\n", "\n\nimport acme.users\n\n", 1), "import-cycle"),
        ("#!/bin/sh", "no-schema-name"),
    ],
)
def test_of_a_schema_that_is_wrong_the_package_is_not_judged(
    tmp_path: Path, site: Path, text: str, rule: str
) -> None:
    install(site, files={"acme_schemas/acme/common.amp": text})
    # Nor that of what imports it.
    outer = "schema outer\n\nimport acme.common\n"
    install(site, {"outer": "outer"}, {"outer/outer.amp": outer}, "outer")
    found = refused(tmp_path, site, text=USERS.replace("\n\n", "\n\nimport outer\n", 1))
    assert {one.rule for one in found} == {rule}


def test_warnings_about_a_shipped_schema_are_for_its_authors(tmp_path: Path, site: Path) -> None:
    files = {**FILES, "acme_schemas/acme/base.amp": "schema acme.base\n"}
    files["acme_schemas/acme/common.amp"] = COMMON.replace("\n\n", "\n\nimport acme.base\n\n", 1)
    install(site, {"acme": "acme_schemas"}, files)
    assert told(tmp_path, site) == []


def test_a_check_fails_where_the_common_schema_lost_what_is_used(
    tmp_path: Path, site: Path
) -> None:
    install(site, files={"acme_schemas/acme/common.amp": "schema acme.common\n"})
    (finding,) = told(tmp_path, site)
    assert finding.rule == "unknown-type"
    assert finding.frame.place.line == 6


def test_schemas_of_one_name_from_two_places_are_told(tmp_path: Path, site: Path) -> None:
    install(site)
    for name, import_ in (("one", "acme.common"), ("two", "acme.common")):
        (tmp_path / name).mkdir()
        (tmp_path / name / f"{name}.amp").write_text(
            f"schema {name}\n\nimport {import_}\n\nrecord R {{\n    at: common.Address\n}}\n"
        )
    (tmp_path / "two" / "acme").mkdir()
    (tmp_path / "two" / "acme" / "common.amp").write_text(COMMON)
    sources = [read(tmp_path / name / f"{name}.amp") for name in ("one", "two")]
    with pytest.raises(Refused) as caught:
        understand(sources, [], [Published(environment([site]))])
    assert "schema-twice" in [one.rule for one in caught.value.findings]


def test_nothing_of_a_distribution_is_run(
    tmp_path: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap = "raise SystemExit('it was run')\n"
    install(
        site,
        {"acme.common": "acme_schemas.inner"},
        {
            "acme_schemas/__init__.py": trap,
            "acme_schemas/inner/__init__.py": trap,
            "acme_schemas/inner/acme/common.amp": COMMON,
            "acme/common/__init__.py": trap,
        },
    )
    monkeypatch.setattr(sys, "path", [*sys.path, str(site)])
    assert origin_of(tmp_path) == Origin("acme-schemas", "1.0")
    assert "acme_schemas" not in sys.modules


def test_the_current_folder_is_no_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path)
    monkeypatch.chdir(tmp_path)
    for first in ("", str(tmp_path)):
        monkeypatch.setattr(sys, "path", [first, str(tmp_path / "elsewhere")])
        assert [one.rule for one in told(tmp_path)] == ["import-not-found"]


def test_nothing_is_looked_through_when_all_is_found_under_the_roots(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "common.amp").write_text(COMMON)
    monkeypatch.setattr("ampgen.distributions.installed.scanned", None)
    assert told(tmp_path) == []


def test_the_package_of_a_schema_is_compared_with_it(tmp_path: Path, site: Path) -> None:
    install(site)
    package = site / "acme" / "common" / "__init__.py"

    def rules(digest: str) -> list[str]:
        package.parent.mkdir(parents=True, exist_ok=True)
        line = f"# ampgen-digest: schema={digest} file=0123456789abcdef wire=0123456789abcdef"
        package.write_text(f"# Generated by ampgen\n{line}\n")
        return [one.rule for one in meaning(tmp_path, site).findings]

    assert [one.rule for one in meaning(tmp_path, site).findings] == ["package-missing"]
    digest = meaning(tmp_path, site).schemas[0].imports[0].schema.digest[:16]
    assert rules(digest) == []
    assert rules("0123456789abcdef") == ["package-differs"]
    package.write_text("# by hand\n")
    assert [one.rule for one in meaning(tmp_path, site).findings] == []


def test_a_package_that_was_made_with_another_version_of_what_it_imports_is_told(
    tmp_path: Path, site: Path
) -> None:
    depot = "schema depot\n\nimport acme.common\n"
    text = "schema users\n\nimport depot\n"
    made = (
        "# ampgen-digest: schema=0123456789abcdef file=0123456789abcdef wire=0123456789abcdef\n"
        "# ampgen-import: acme.common from acme-schemas {}\n"
        '"""# ampgen-import: acme.common from nowhere 1.0"""\n'
    )
    install(site, {**CLAIM, "depot": "depots"}, {**FILES, "depots/depot.amp": depot})
    (site / "depot").mkdir()
    facts: list[str] = []
    for version in ("0.9", "1.0"):
        (site / "depot" / "__init__.py").write_text(made.format(version))
        findings = meaning(tmp_path, site, text=text).findings
        (found,) = [one for one in findings if one.rule == "package-differs"]
        facts.append(found.fact)
        if version == "0.9":
            assert found.frame.label == "made with another `acme.common`"
            assert found.help == (
                "what is new in acme-schemas 1.0 it does not know; ask the authors of "
                "acme-schemas 1.0 to build it again, or install acme-schemas 0.9"
            )
    assert facts == [
        "the package of `depot` was made with acme-schemas 0.9, and acme-schemas 1.0 is found here",
        "the package of `depot` was not made from the schema that acme-schemas 1.0 ships",
    ]


def test_a_claim_of_no_schema_is_passed_by(tmp_path: Path, site: Path) -> None:
    install(site, {"../acme.common": "acme_schemas", "Acme": "acme_schemas", **CLAIM})
    assert origin_of(tmp_path, site) == Origin("acme-schemas", "1.0")


def test_a_shipped_schema_of_another_name_is_for_its_authors(tmp_path: Path, site: Path) -> None:
    install(site, files={"acme_schemas/acme/common.amp": "schema acme.comon\n"})
    (finding,) = told(tmp_path, site)
    assert finding.rule == "import-name"
    assert finding.help.startswith("tell the authors of acme-schemas")


def test_a_circle_through_a_distribution_is_told(tmp_path: Path, site: Path) -> None:
    text = COMMON.replace("\n\n", "\n\nimport acme.users\n\n", 1)
    install(site, files={"acme_schemas/acme/common.amp": text})
    (finding,) = told(tmp_path, site)
    assert finding.rule == "import-cycle"
    assert len(finding.others) == 1
