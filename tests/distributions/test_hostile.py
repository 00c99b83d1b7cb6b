"""Whatever stands in the metadata of a distribution, there is an answer and no traceback."""

from __future__ import annotations

import random
from pathlib import Path

from ampgen.distributions import Published, environment, shipped
from ampgen.findings import Refused, Unusable
from ampgen.reading import read
from ampgen.understanding import understand
from tests.distributions.installing import CLAIM, FILES, USERS, install

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
