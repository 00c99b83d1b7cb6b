"""Hostile input that was collected elsewhere, where the collection lies beside this checkout."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, cast

import pytest

from ampgen.findings import Refused
from ampgen.text import Source
from ampgen.understanding import understand
from tests.hostile.cases import PLACES
from tests.hostile.printing import printed, shape
from tests.hostile.test_texts import schema

_FILE = Path(__file__).parents[3] / "shared" / "data" / "hostile.json"
_ALL = cast(
    "list[dict[str, Any]]", json.loads(_FILE.read_text("utf-8")) if _FILE.is_file() else []
)


def _of(group: str) -> list[str]:
    return [one["input"] for one in _ALL if one["group"] == group and one["input"] is not None]


@pytest.mark.skipif(not _ALL, reason="the collection is not here")
def test_texts_are_refused_or_become_values() -> None:
    usual = shape(printed(schema("harmless")))
    nothing = shape(printed(schema("harmless").replace("/// harmless\n", "")))
    for text in _of("text"):
        try:
            files = printed(schema(text.replace("\r\n", "\n")))
        except Refused as refused:
            assert {one.rule for one in refused.findings} == {"bad-character"}, ascii(text)
            assert all(one.help for one in refused.findings)
            continue
        assert shape(files) == (usual if text.strip() else nothing), ascii(text)


@pytest.mark.skipif(not _ALL, reason="the collection is not here")
def test_names_are_refused_in_words_or_accepted() -> None:
    for name in _of("name"):
        for place, text in PLACES.items():
            try:
                understand([Source("t.amp", f"schema t\n{text.format(name)}")], [])
            except Refused as refused:
                first = refused.findings[0]
                assert first.help or first.fact.startswith("expected "), (name, place)
