"""Every example of the language's reference is what it is said to be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ampgen.resources import resource_folder
from tests.language.examples import findings, write

_TEXT = (resource_folder("grammar") / "reference.md").read_text("utf-8")
_EXAMPLES = re.findall(r"^```amp( rejected)?\n(.*?)^```$", _TEXT, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("rejected, example", _EXAMPLES)
def test_an_example_of_the_reference_is_as_it_says(
    rejected: str, example: str, tmp_path: Path
) -> None:
    name = re.search(r"^schema (\S+)$", example, re.MULTILINE)
    assert name is not None
    file = name.group(1).replace(".", "/") + ".amp"
    written = write(example, tmp_path, file)
    found = findings(written[:1], [tmp_path])
    assert bool(found) == bool(rejected), found


def test_the_reference_mentions_every_built_in_type_and_annotation() -> None:
    from ampgen.checking.annotating import ALLOWED
    from ampgen.checking.wording import TYPE_WORDS

    annotations = {f"@{one}" for names in ALLOWED.values() for one in names}
    assert [one for one in sorted(TYPE_WORDS | annotations) if f"`{one}" not in _TEXT] == []
