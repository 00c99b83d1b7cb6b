"""Whatever stands in the metadata of a distribution, there is an answer and no traceback."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from ampgen.distributions import Published, environment, shipped
from ampgen.findings import Refused, Unusable
from ampgen.reading import read
from ampgen.understanding import understand
from tests.distributions.installing import CLAIM, FILES, USERS, install, meaning, refused, wheel

_WORDS = [
    *(
        b"\n",
        b"\r",
        b"\0",
        b"=",
        b"[",
        b"]",
        b":",
        b",",
        b'"',
        b"'",
        b"{",
        b"}",
        b"/",
        b"..",
        b"\\",
    ),
    *(b"acme.common", b"acme_schemas", b"[ampgen.schemas]", b"\xff", b"\xe2\x80\xae", b"../../x"),
    *(b"MAPPING = {", b"Name: ", b"Version: ", b".pth", b"import os", b"/", b" ", b"a" * 5000),
]


def test_broken_metadata_is_read_or_passed_by(tmp_path: Path) -> None:
    finder = "__editable___acme_schemas_1_0_finder.py"
    mapping = "MAPPING: dict[str, str] = {'acme_schemas': '/nowhere'}\n"
    site = tmp_path / "env" / "lib" / "python3.11" / "site-packages"
    install(site, CLAIM, {**FILES, finder: mapping, "acme.pth": "/nowhere\n"})
    (tmp_path / "env" / "pyvenv.cfg").write_text("home = /usr/bin\nversion = 3.11\n")
    users = tmp_path / "users.amp"
    users.write_text(USERS)
    info = site / "acme_schemas-1.0.dist-info"
    (info / "direct_url.json").write_text('{"url": "file:///x", "dir_info": {"editable": true}}')
    files = [site / finder, site / "acme.pth", tmp_path / "env" / "pyvenv.cfg", *info.iterdir()]
    whole = {file: file.read_bytes() for file in files}
    dice = random.Random(11)
    outcomes: set[str] = set()
    for _ in range(250):
        file = dice.choice(files)
        data = bytearray(whole[file])
        for _ in range(dice.randint(1, 3)):
            at = dice.randrange(len(data) + 1)
            data[at : at + dice.randint(0, 9)] = dice.choice(_WORDS)
        file.write_bytes(data)
        place = environment([tmp_path / "env"])
        try:
            found = understand([read(users)], [], [Published(place)])
            outcomes.add(str(found.schemas[0].imports[0].schema.origin))
        except Refused as refused:
            outcomes.update(one.rule for one in refused.findings)
        except Unusable:
            outcomes.add("unusable")
        try:
            shipped("acme-schemas", place)
        except (Refused, Unusable):
            outcomes.add("not shipped")
        file.write_bytes(whole[file])
    assert {"acme-schemas 1.0", "import-not-found", "not shipped"} <= outcomes


@pytest.mark.parametrize(
    "url", ["file://[", "file://[::1", "file:///\\u0000", "file://%5b/x", "file:///\\ud800", "x"]
)
def test_a_checkout_may_be_said_to_be_anywhere(url: str, tmp_path: Path) -> None:
    site = tmp_path / "site-packages"
    install(site)
    direct = site / "acme_schemas-1.0.dist-info" / "direct_url.json"
    direct.write_text(f'{{"url": "{url}", "dir_info": {{"editable": true}}}}')
    assert meaning(tmp_path, site).schemas[0].name == "acme.users"


def _timed(folder: Path, place: Path, claims: dict[str, str]) -> float:
    """Return how long it takes to tell that a distribution has no such schema."""
    start = time.process_time()
    (found,) = refused(folder, place)
    assert found.rule == "import-not-found" and len(claims) > 0
    return time.process_time() - start


@pytest.mark.parametrize("kind", ["installed", "wheel"])
@pytest.mark.parametrize(
    "claims",
    [
        {"acme.common": "a." * 200_000 + "b"},
        {"acme." * 150_000 + "common": "acme_schemas"},
        {f"acme.x{number}": "acme_schemas" for number in range(30_000)},
        {f"acme.x{number}": f"acme{number}.x.y.z" for number in range(20_000)},
    ],
    ids=["a long package", "a long schema", "many schemas", "many packages"],
)
def test_claims_that_lead_nowhere_are_soon_seen_to(
    kind: str, claims: dict[str, str], tmp_path: Path
) -> None:
    if kind == "wheel":
        place = wheel(tmp_path, claims)
    else:
        place = install(tmp_path / "site-packages", claims)
    assert _timed(tmp_path, place, claims) < 10


@pytest.mark.parametrize(
    "prefix", ["", ".", "acme..common", "acme.common.", ".acme", "acme-common"]
)
def test_a_claim_of_what_is_no_name_is_none(prefix: str, tmp_path: Path) -> None:
    (found,) = refused(tmp_path, install(tmp_path / "site-packages", {prefix: "acme_schemas"}))
    assert found.rule == "import-not-found"


@pytest.mark.parametrize("package", ["", ".", "..", "../..", "/etc", "a b", "acme_schemas:x"])
def test_a_package_that_is_no_name_is_told(package: str, tmp_path: Path) -> None:
    (found,) = refused(tmp_path, install(tmp_path / "site-packages", {"acme.common": package}))
    assert "names no package" in found.frame.label


def test_a_broken_wheel_is_read_or_told(tmp_path: Path) -> None:
    path = wheel(tmp_path)
    whole = path.read_bytes()
    file = tmp_path / "users.amp"
    file.write_text(USERS)
    dice = random.Random(5)
    outcomes: set[str] = set()
    for _ in range(1500):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            at, size = dice.randrange(len(data)), dice.choice((0, 1, 1, 1, 4))
            data[at : at + size] = dice.randbytes(dice.choice((0, 1, 1, 1, 4)))
        path.write_bytes(data)
        try:
            understand([read(file)], [], [Published(environment([path]))])
            outcomes.add("right")
        except Refused as refused:
            outcomes.update(one.rule for one in refused.findings)
        except Unusable:
            outcomes.add("unusable")
    assert {"right", "import-not-found", "unusable"} <= outcomes
