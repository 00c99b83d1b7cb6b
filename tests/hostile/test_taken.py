"""A short run of ``python -m tests.hostile``: names that are taken elsewhere, in every place."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.hostile.naming import PLACES
from tests.hostile.taking import accepted, called, imported
from tests.hostile.words import every

_NAMES = """
    Import Class super Super self Self other Other main Main Result result Reactor Limits limits
    arguments response errors commandName responseType extra key requiresAnswer fatalErrors
    callback cancel called result_ value values name_ mro_ size data tag at end field Field
    Deferred Any Client Connection Factory Handler Service Tap Operation Struct Unusual FilePath
    amp datetime decimal enum typing struct model_ client responder_ codecs args items keys
    TYPE_CHECKING deprecated abstractmethod ClassVar connect endpoint timeout call_timeout
    task endpoints reactor forever port new UNDERSCORE TEXT INTEGER unhandled property_
""".split()


@pytest.mark.parametrize("place", PLACES)
def test_names_that_are_taken_are_refused_or_called(place: str, tmp_path: Path) -> None:
    names = [*_NAMES, *random.Random(place).sample(every(), 25)]
    waiting = accepted(place, list(dict.fromkeys(names)))
    assert len(waiting) > 30
    number = 0
    while waiting:
        wrong, clashing = called(place, waiting, tmp_path, number)
        assert wrong == []
        # What clashes with others of them goes on without them.
        waiting = clashing if len(clashing) < len(waiting) else []
        number += 1


def test_schemas_may_have_names_that_are_taken_within(tmp_path: Path) -> None:
    names = sorted({name.lower() for name in _NAMES} - {"class", "import"})
    assert imported(names[::4], tmp_path) == []
