"""Records that hold records, as deep as there are records."""

from __future__ import annotations

from pathlib import Path

import pytest

from ampgen.compiling import packages
from ampgen.findings import Refused
from ampgen.text import Source
from ampgen.understanding import understand
from tests.building import build, importable
from tests.hostile.calling import Called


def _chain(count: int, held: str) -> str:
    records = [f"record R{n} {{ a: {held.format(f'R{n + 1}')} }}" for n in range(count - 1)]
    lines = "\n".join([*records, f"record R{count - 1} {{ a: int }}"])
    return f"{lines}\ninterface I {{ command C(r: R0) -> (r: list[R0]) }}\n"


@pytest.mark.parametrize("held", ["list[{0}]", "map[str, {0}]", "list[{0}] = []"])
def test_records_in_lists_may_be_as_deep_as_they_like(held: str) -> None:
    (schema,) = understand([Source("deep.amp", f"schema deep\n{_chain(800, held)}")], []).schemas
    assert "class R799:" in packages([schema])["deep"]["model.py"]


def test_a_circle_of_many_records_is_printed() -> None:
    chain = _chain(800, "list[{0}]").replace("a: int", "a: list[R0]")
    (schema,) = understand([Source("deep.amp", f"schema deep\n{chain}")], []).schemas
    assert "_R799.extend(" in packages([schema])["deep"]["commands.py"]


@pytest.mark.parametrize("held", ["{0}", "{0}?"])
def test_records_in_records_are_bounded(held: str, tmp_path: Path) -> None:
    for count in (65, 66, 1_000):
        with pytest.raises(Refused) as caught:
            understand([Source("deep.amp", f"schema deep\n{_chain(count, held)}")], [])
        (found,) = caught.value.findings
        assert found.rule == "nested-too-deep" and found.help
        assert found.fact == "records hold each other at most 64 deep"
    (meant,) = build({"deep.amp": f"schema deep\n{_chain(64, held)}"}, tmp_path)
    with importable(tmp_path):
        assert Called(meant).wrong == []


def test_records_in_records_are_bounded_over_files_too(tmp_path: Path) -> None:
    for n in range(70):
        held = f"schema s{n}\nimport s{n + 1}\nrecord R {{ a: s{n + 1}.R }}"
        (tmp_path / f"s{n}.amp").write_text(held if n < 69 else "schema s69\nrecord R { a: int }")
    with pytest.raises(Refused) as caught:
        first = tmp_path / "s0.amp"
        understand([Source(str(first), first.read_text())], [])
    (found,) = caught.value.findings
    assert found.rule == "nested-too-deep"
    assert Path(found.frame.place.source.name).name == "s5.amp"
