"""A description is all that another language needs: who knows nothing else sends the same bytes.

Random schemas are described, and what two hand-written Twisted peers say to each other is written
once more, and read, by a peer that was given the description alone.
"""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, given, settings

from ampgen.describing import describe
from ampgen.text import Source
from ampgen.understanding import understand
from tests.memory import pairs
from tests.pairings.stranger import Stranger
from tests.pairings.test_pairings import KINDS, Call, Meeting, comparable, conversations
from tests.pairings.shapes import Model

_SCHEMAS = int(os.environ.get("AMPGEN_SCHEMAS", "40"))
_SLOW = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much)


@settings(max_examples=_SCHEMAS, deadline=None, suppress_health_check=_SLOW)
@given(conversation=conversations())
def test_who_knows_the_description_alone_says_and_reads_the_same(
    conversation: tuple[Model, list[Call]],
) -> None:
    model, calls = conversation
    (schema,) = understand([Source("work.amp", model.text("work"))], []).schemas
    stranger = Stranger(describe(schema), "Work")
    meeting = Meeting(model, None)
    _, sent = meeting.talk(KINDS[0], KINDS[0], calls)
    requests = iter([box for sender, box in sent if sender == "client"])
    answers = iter([box for sender, box in sent if sender == "server"])
    for action, values, outcome in calls:
        request = next(requests)
        tag = dict(pairs(request)).get(b"_ask", b"")
        assert stranger.request(action.name, values, tag) == request
        read = stranger.read_request(action.name, request)
        assert same(read, meeting.hand.filled(action.arguments, values))
        if action.oneway:
            continue
        answer = next(answers)
        if outcome.fault:
            text = outcome.description
            assert stranger.error(action.name, outcome.fault, text, tag) == answer
            continue
        assert stranger.answer(action.name, outcome.answer, tag) == answer
        read = stranger.read_answer(action.name, answer)
        assert same(read, meeting.hand.filled(action.response, outcome.answer))


def same(found: Any, expected: Any) -> bool:
    return bool(comparable(found) == comparable(expected))
