"""What a build makes of a project, before any back end packs it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from ampgen.building.project import BuildFailed, Made, make

SCHEMA = "schema acme.users\nrecord R {}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write(tmp_path, "protocols/acme/users.amp", SCHEMA)
    write(tmp_path, "pyproject.toml", '[tool.ampgen]\nschemas = ["protocols"]\n')
    return tmp_path


def write(project: Path, name: str, text: str) -> Path:
    file = project / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def made(project: Path) -> Made:
    result = make(project)
    assert result is not None
    return result


def test_a_removed_schema_leaves_nothing_also_without_a_folder_for_packages(project: Path) -> None:
    gone = write(project, "protocols/acme/gone.amp", SCHEMA.replace("users", "gone"))
    elsewhere = project / "build" / "lib" / "acme" / "gone"
    assert set(made(project).packages) == {"acme.users", "acme.gone"}
    elsewhere.parent.mkdir(parents=True)
    (project / "acme" / "gone").rename(elsewhere)
    made(project)
    gone.unlink()
    assert set(made(project).packages) == {"acme.users"}
    assert not (project / "acme" / "gone").exists() and (project / "acme" / "users").exists()
    assert elsewhere.exists()


def test_an_sdist_holds_vendored_schemas_with_their_record(project: Path) -> None:
    common = "schema acme.common\nrecord C {}\n"
    write(project, "vendor/acme/common.amp", common)
    digest = hashlib.sha256(common.encode()).hexdigest()
    origin = {"distribution": "acme-schemas", "version": "1", "sha256": digest}
    record = {"ampgen": 1, "schemas": {"acme.common": origin}}
    write(project, "vendor/ampgen-vendored.json", json.dumps(record))
    write(
        project,
        "pyproject.toml",
        '[tool.ampgen]\nschemas = ["protocols"]\ninclude = ["protocols", "vendor"]\n',
    )
    write(
        project,
        "protocols/acme/users.amp",
        "schema acme.users\nimport acme.common\nrecord R { c: common.C }\n",
    )
    found = made(project)
    assert set(found.packages) == {"acme.users"}
    assert set(found.sources()) == {
        "protocols/acme/users.amp",
        "vendor/acme/common.amp",
        "vendor/ampgen-vendored.json",
    }


@pytest.mark.skipif("os.sep != '/'")
def test_a_backslash_between_folders_is_told_about(project: Path) -> None:
    write(project, "pyproject.toml", "[tool.ampgen]\nschemas = ['protocols\\acme']\n")
    with pytest.raises(BuildFailed) as failed:
        make(project)
    assert str(failed.value) == (
        "ampgen: pyproject.toml:2: write `/` between folders, as in `protocols/acme`: "
        "every system understands it"
    )


def test_a_schema_that_is_not_found_is_sought_where_a_build_can_find_it(project: Path) -> None:
    write(project, "protocols/acme/users.amp", SCHEMA + "import acme.nowhere\n")
    with pytest.raises(BuildFailed) as failed:
        make(project)
    said = " ".join(str(failed.value).split())
    assert "name the distribution that ships it in `requires` of [build-system]" in said
    assert "`include` of [tool.ampgen] names another folder" in said
    assert "--env" not in said and "-I" not in said
