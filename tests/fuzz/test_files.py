"""Short runs over beginnings of schemas, and over several schemas, the same ones each time."""

from __future__ import annotations

import random
from itertools import islice

from ampgen.text import Source
from ampgen.understanding import understand
from tests.fuzz.running import generator
from tests.fuzz.schemas import attempt as attempt_text
from tests.fuzz.several import DIAMOND, attempt, projects, step
from tests.fuzz.truncation import beginnings

BEGINNINGS = 250
STEPS = 100


def test_a_schema_that_is_being_typed_is_understood_or_refused_in_words() -> None:
    some = islice(beginnings(random.Random(1)), BEGINNINGS)
    problems = [problem for data in some if (problem := attempt_text(data))]
    assert not problems, "\n\n".join(problems)


def test_broken_schemas_that_import_each_other_are_refused_in_words() -> None:
    problems = [problem for number in range(STEPS) if (problem := step(generator(1, number)))]
    assert not problems, "\n\n".join(problems)


def test_what_is_broken_at_first_is_right() -> None:
    """Else nothing behind the first mistake would be reached."""

    assert len(projects()) > 10
    sources = [Source(name, text) for name, text in DIAMOND.items()]
    assert [one.name for one in understand(sources, []).schemas] == ["a", "b", "acme.c"]
    assert attempt({name: text.encode() for name, text in DIAMOND.items()}, 1) is None
