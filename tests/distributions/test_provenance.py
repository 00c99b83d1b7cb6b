"""What is made says which distribution, and which version of it, an import came from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ampgen.compiling import packages
from ampgen.describing import describe
from ampgen.findings import Refused
from ampgen.recalling import recall
from ampgen.schema import Origin
from ampgen.text import Source
from tests.distributions.installing import COMMON, FILES, install, meaning, wheel

BASE = {
    **FILES,
    "acme_schemas/acme/base.amp": "schema acme.base\n\nrecord City {\n    name: str\n}\n",
    "acme_schemas/acme/common.amp": COMMON.replace("str", "base.City").replace(
        "\n\n", "\n\nimport acme.base\n\n", 1
    ),
}


def header(folder: Path, *places: Path) -> list[str]:
    text = packages(meaning(folder, *places).schemas)["acme.users"]["__init__.py"]
    return [line for line in text.split("\n")[:12] if line.startswith("# ampgen-import")]


def test_the_header_of_a_package_tells_of_all_that_is_imported(tmp_path: Path) -> None:
    site = install(tmp_path / "site-packages", {"acme": "acme_schemas"}, BASE, version="1.2.0")
    assert header(tmp_path, site) == [
        "# ampgen-import: acme.base from acme-schemas 1.2.0",
        "# ampgen-import: acme.common from acme-schemas 1.2.0",
    ]


def test_one_module_alone_tells_it(tmp_path: Path) -> None:
    site = install(tmp_path / "site-packages")
    files = packages(meaning(tmp_path, site).schemas)["acme.users"]
    assert [path for path, text in files.items() if "acme-schemas" in text] == ["__init__.py"]


def test_a_file_of_ones_own_is_not_told(tmp_path: Path) -> None:
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "common.amp").write_text(COMMON)
    assert header(tmp_path) == []


def test_the_same_bytes_are_made_wherever_a_distribution_is_found(tmp_path: Path) -> None:
    one = install(tmp_path / "one" / "site-packages")
    two = install(tmp_path / "env" / "lib" / "python3.11" / "site-packages")
    packed = wheel(tmp_path)
    made: list[object] = []
    for place in (one, two.parents[2], packed):
        (tmp_path / str(len(made))).mkdir()
        found = meaning(tmp_path / str(len(made)), place)
        made.append((packages(found.own), describe(found.schemas[0])))
    assert made[0] == made[1] == made[2]


def test_another_version_makes_another_package(tmp_path: Path) -> None:
    old, new = (
        packages(meaning(tmp_path, wheel(tmp_path, version=version)).own)
        for version in ("1.0", "1.1")
    )
    changed = {path for path, text in new["acme.users"].items() if text != old["acme.users"][path]}
    assert changed == {"__init__.py"}


def test_a_description_tells_it_and_is_read_again(tmp_path: Path) -> None:
    site = install(tmp_path / "site-packages", version="1!2.0rc1+local.7")
    text = describe(meaning(tmp_path, site).schemas[0])
    document = json.loads(text)
    wanted = {"name": "acme-schemas", "version": "1!2.0rc1+local.7"}
    assert document["schemas"]["acme.common"]["distribution"] == wanted
    assert document["schemas"]["acme.users"]["distribution"] is None
    recalled = recall(Source("users.json", text))
    assert recalled.schemas[0].imports[0].schema.origin == Origin(*wanted.values())
    assert [schema.name for schema in recalled.own] == ["acme.users"]


def test_a_description_from_before_distributions_is_read(tmp_path: Path) -> None:
    site = install(tmp_path / "site-packages")
    document = json.loads(describe(meaning(tmp_path, site).schemas[0]))
    for schema in document["schemas"].values():
        del schema["distribution"]
    recalled = recall(Source("users.json", json.dumps(document, indent=2)))
    assert {schema.origin for schema in recalled.all} == {None}
    assert recalled.findings == ()


@pytest.mark.parametrize(
    "held",
    [
        {"name": "a\nimport os", "version": "1"},
        {"name": "acme", "version": "1\rimport os"},
        {"name": "Acme", "version": "1"},
        {"name": "acme", "version": ""},
        {"name": "acme", "version": 1},
        {"name": "acme"},
        "acme 1.0",
        [],
    ],
)
def test_a_description_of_no_distribution_is_refused(tmp_path: Path, held: object) -> None:
    site = install(tmp_path / "site-packages")
    document = json.loads(describe(meaning(tmp_path, site).schemas[0]))
    document["schemas"]["acme.common"]["distribution"] = held
    with pytest.raises(Refused) as caught:
        recall(Source("users.json", json.dumps(document)))
    assert {one.rule for one in caught.value.findings} == {"bad-description"}


def test_a_schema_that_somebody_else_made_is_not_believed(tmp_path: Path) -> None:
    site = install(tmp_path / "site-packages")
    (users,) = meaning(tmp_path, site).schemas
    common = users.imports[0].schema
    for origin in (Origin("acme\nimport os\n", "1"), Origin("acme", "1\nimport os"), "acme 1.0"):
        object.__setattr__(common, "origin", origin)
        with pytest.raises(Refused):
            packages([users])
