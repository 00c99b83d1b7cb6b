"""Schemas of wheels that are not installed, whoever packed them."""

from __future__ import annotations

import os
import random
import zipfile
from pathlib import Path

import pytest

from ampgen.distributions import environment, shipped
from ampgen.findings import Refused, Unusable
from ampgen.schema import Origin
from ampgen.understanding import understand
from tests.distributions.installing import COMMON, FILES, USERS, install, meaning, told, wheel


def test_a_wheel_is_an_environment(tmp_path: Path) -> None:
    packed = wheel(tmp_path)
    found = meaning(tmp_path, packed)
    common = found.schemas[0].imports[0].schema
    assert common.origin == Origin("acme-schemas", "1.0")
    assert common.place.source.name == str(packed / "acme_schemas" / "acme" / "common.amp")
    assert [schema.name for schema in found.own] == ["acme.users"]


def test_a_wheel_and_an_installed_distribution_may_claim_one_schema(tmp_path: Path) -> None:
    packed = wheel(tmp_path, name="other")
    site = install(tmp_path / "site-packages")
    (finding,) = told(tmp_path, packed, site)
    assert finding.rule == "published-twice"


def test_a_wheel_stands_for_what_is_installed_under_its_name(tmp_path: Path) -> None:
    site = install(tmp_path / "site-packages", name="Acme.Schemas")
    install(site, {"acme.base": "other"}, {"other/acme/base.amp": "schema acme.base\n"}, "other")
    newer = wheel(tmp_path, version="2.0")
    text = USERS.replace("\n\n", "\n\nimport acme.base\n", 1)
    base, common = meaning(tmp_path, site, newer, text=text).schemas[0].imports
    assert common.schema.origin == Origin("acme-schemas", "2.0")
    assert base.schema.origin == Origin("other", "1.0")
    (finding,) = told(tmp_path, newer, wheel(tmp_path, version="3.0"))
    assert finding.rule == "published-twice"


def test_what_a_wheel_lacks_is_told(tmp_path: Path) -> None:
    (finding,) = told(tmp_path, wheel(tmp_path, files={}))
    assert finding.rule == "import-not-found"
    assert finding.frame.label == (
        "acme-schemas 1.0 claims it, and its package `acme_schemas` has no acme/common.amp"
    )


def test_a_claim_in_a_wheel_may_name_no_package(tmp_path: Path) -> None:
    (finding,) = told(tmp_path, wheel(tmp_path, {"acme.common": "acme_schemas [all]"}))
    assert finding.frame.label == (
        "the entry point `acme.common = acme_schemas [all]` of acme-schemas 1.0 names no package"
    )


def test_a_name_that_a_wheel_has_is_guessed(tmp_path: Path) -> None:
    text = "schema users\n\nimport acme.comon\n"
    (finding,) = told(tmp_path, wheel(tmp_path, {"acme": "acme_schemas"}), text=text)
    assert finding.help.startswith("did you mean `acme.common`?")


def test_the_package_in_a_wheel_is_compared_with_the_schema(tmp_path: Path) -> None:
    digest = meaning(tmp_path, wheel(tmp_path)).schemas[0].imports[0].schema.digest[:16]
    for said, rules in ((digest, []), ("0123456789abcdef", ["package-differs"])):
        init = f"# ampgen-digest: schema={said} file=0123456789abcdef wire=0123456789abcdef\n"
        packed = wheel(tmp_path, files={**FILES, "acme/common/__init__.py": init})
        assert [one.rule for one in meaning(tmp_path, packed).findings] == rules


def test_all_schemas_of_a_wheel_are_read(tmp_path: Path) -> None:
    files = {**FILES, "elsewhere/base.amp": "schema base\n", "../out.amp": "schema out\n"}
    found = shipped(wheel(tmp_path, {}, files), environment([]))
    assert found.origin == Origin("acme-schemas", "1.0")
    names = {schema.name for schema in understand(found.sources, []).schemas}
    assert names == {"acme.common", "base"}


def test_all_schemas_of_an_installed_distribution_are_read(tmp_path: Path) -> None:
    site = install(tmp_path / "site-packages", {}, {**FILES, "base.amp": "schema base\n"})
    found = shipped("Acme_Schemas", environment([site]))
    assert found.origin == Origin("acme-schemas", "1.0")
    assert [source.text for source in found.sources] == [COMMON, "schema base\n"]


def test_all_schemas_of_an_editable_install_are_read(tmp_path: Path) -> None:
    checkout = tmp_path / "checkout"
    (checkout / "acme_schemas").mkdir(parents=True)
    (checkout / "acme_schemas" / "common.amp").write_text(COMMON)
    site = install(tmp_path / "site-packages", files={"acme.pth": f"{checkout}\n"})
    found = shipped("acme-schemas", environment([site]))
    assert [source.text for source in found.sources] == [COMMON]


def test_a_record_does_not_lead_out_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.amp").write_text("schema secret\n")
    site = install(tmp_path / "site-packages", files={**FILES, "../secret.amp": "schema secret\n"})
    assert len(shipped("acme-schemas", environment([site])).sources) == 1


def test_a_distribution_that_is_not_there_is_told(tmp_path: Path) -> None:
    site = install(tmp_path / "site-packages")
    with pytest.raises(Unusable, match="there is no distribution other in the packages of"):
        shipped("other", environment([site]))


def test_a_schema_in_a_wheel_may_be_no_text(tmp_path: Path) -> None:
    packed = wheel(tmp_path)
    with zipfile.ZipFile(packed, "a") as archive:
        archive.writestr("bad.amp", b"schema \xff")
    with pytest.raises(Refused):
        shipped(packed, environment([]))


def test_no_more_is_unpacked_than_a_schema_may_have(tmp_path: Path) -> None:
    packed = tmp_path / "large-1.0-py3-none-any.whl"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("large-1.0.dist-info/METADATA", "Name: large\nVersion: 1.0\n")
        archive.writestr("large.amp", b" " * (200 << 20))
    with pytest.raises(Refused) as caught:
        shipped(packed, environment([]))
    assert [one.rule for one in caught.value.findings] == ["file-too-large"]


@pytest.mark.parametrize("data", [b"", b"PK", b"no archive at all" * 10])
def test_a_file_that_is_no_wheel_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "bad-1.0-py3-none-any.whl"
    path.write_bytes(data)
    with pytest.raises(Unusable, match="bad-1.0-py3-none-any.whl: it is no wheel"):
        shipped(path, environment([]))
    with pytest.raises(Unusable, match="there|no such file"):
        shipped(tmp_path / "gone.whl", environment([]))


def test_an_archive_without_metadata_is_no_wheel(tmp_path: Path) -> None:
    path = tmp_path / "bad-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("common.amp", COMMON)
    with pytest.raises(Unusable, match="it is no wheel; it has no METADATA"):
        shipped(path, environment([]))


@pytest.mark.skipif(os.name == "nt", reason="there are none")
def test_a_pipe_is_no_wheel(tmp_path: Path) -> None:
    path = tmp_path / "pipe-1.0-py3-none-any.whl"
    os.mkfifo(path)
    with pytest.raises(Unusable, match="it is not a regular file"):
        shipped(path, environment([]))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_wheel_is_packed_as_every_tool_packs_them(tmp_path: Path, method: int) -> None:
    path = wheel(tmp_path)
    with zipfile.ZipFile(path, "a", method) as archive:
        archive.writestr("more.amp", "schema more\n")
    with pytest.raises(Unusable, match="it is packed in an unknown way"):
        shipped(path, environment([]))


def test_a_wheel_with_broken_bytes_is_refused_or_read(tmp_path: Path) -> None:
    whole = wheel(tmp_path).read_bytes()
    dice = random.Random(7)
    path = tmp_path / "broken-1.0-py3-none-any.whl"
    refused = 0
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path.write_bytes(data[: dice.choice([len(data), dice.randrange(len(data))])])
        try:
            shipped(path, environment([]))
        except (Unusable, Refused):
            refused += 1
    assert 0 < refused < 400
