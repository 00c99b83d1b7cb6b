"""Repairs are made in the text that is on disk, whatever its line ends."""

from __future__ import annotations

import pytest

from ampgen.cli.fixing import edited
from ampgen.findings import Edit
from ampgen.text import Place, Source


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_edits_fall_where_they_were_meant(end: str) -> None:
    source = Source("a.amp", "one\ntwo\nthree\n")
    edits = [
        Edit(Place(source, 4, 8), ""),
        Edit(Place(source, 0, 0), "zero\n"),
        Edit(Place(source, 8, 13), "3"),
    ]
    text = source.text.replace("\n", end)
    assert edited(text, edits) == f"zero{end}one{end}3{end}"


def test_mixed_line_ends_do_not_shift_an_edit() -> None:
    source = Source("a.amp", "one\ntwo\nthree\n")
    assert edited("one\r\ntwo\nthree\n", [Edit(Place(source, 8, 13), "3")]) == "one\r\ntwo\n3\n"
    assert edited("one\ntwo\r\nthree\n", [Edit(Place(source, 7, 8), " ")]) == "one\ntwo three\n"
