"""Descriptions right and wrong, recalled: what is wrong is found, and what is right is the same.

``python -m tests.fuzz.descriptions --seconds 600`` works as ``tests.fuzz.schemas`` does.
"""

from __future__ import annotations

import json
import random
import re
import sys
import traceback
from functools import cache
from typing import Any

from ampgen.compiling import packages
from ampgen.describing import describe
from ampgen.findings import Refused, Unusable
from ampgen.reading import decode
from ampgen.recalling import recall
from ampgen.text import Source
from ampgen.understanding import understand
from tests.fuzz.judging import judge_findings, shown
from tests.fuzz.mutating import LITERALS, NAMES, ODD, WORDS, spoilt
from tests.fuzz.running import run
from tests.fuzz.schemas import EVERYTHING, texts

PLACE = re.compile(r'"place": \{[^}]*\}')
STRANGE: tuple[Any, ...] = (
    None, True, False, 0, -1, 2, 10**30, 1e308, "", "x", "../x", [], {}, [[]], {"hex": "00ff"},
    {"kind": "record"}, {"kind": "list", "element": {"kind": "scalar", "name": "int"}},
)  # fmt: skip


@cache
def descriptions() -> tuple[str, ...]:
    """Return the description of every schema of the repository that is right."""
    found: list[str] = []
    for text in texts():
        try:
            found += map(describe, understand([Source("x.amp", text)], [EVERYTHING]).all)
        except (Refused, Unusable):
            continue
    return tuple(found)


def attempt(data: bytes, *, printed: bool = False) -> str | None:
    """Recall a document and return what is wrong with that, not with the document."""
    try:
        problem = _judge(data, printed)
    except Exception:
        problem = traceback.format_exc()
    return None if problem is None else f"{problem}\n{shown(data)}"


def _judge(data: bytes, printed: bool) -> str | None:
    try:
        understood = recall(decode("fuzz.json", data))
    except Refused as refused:
        return judge_findings(refused.findings)
    (schema,) = understood.schemas
    text = describe(schema)
    again = describe(recall(Source("again.json", text)).schemas[0])
    if PLACE.sub("", again) != PLACE.sub("", text):
        return "recalled as something else"
    if printed:
        packages(understood.all)
    return judge_findings(understood.findings)


def step(rng: random.Random) -> str | None:
    """Try one change of one description, in its values or in its bytes."""
    text = rng.choice(descriptions())
    if rng.random() < 0.7:
        document: Any = json.loads(text)
        for _ in range(rng.choice((1, 1, 2, 4))):
            _change(rng, document)
        data = json.dumps(document, indent=rng.choice((None, 2))).encode()
    else:
        data = spoilt(rng, text.encode())
    return attempt(data, printed=rng.random() < 0.05)


def _change(rng: random.Random, document: Any) -> None:
    """Change a value somewhere in a document."""
    inside: Any = document
    while True:
        is_object = type(inside) is dict
        steps: list[Any] = list(inside) if is_object else list(range(len(inside)))
        if not steps:
            return
        step = rng.choice(steps)
        if type(inside[step]) in (dict, list) and rng.random() < 0.9:
            inside = inside[step]
            continue
        kind = rng.random()
        if kind < 0.15:
            del inside[step]
        elif kind < 0.3:
            inside[step] = rng.choice(STRANGE)
        elif kind < 0.4 and is_object:
            inside[rng.choice(WORDS)] = inside[step]
        elif kind < 0.5 and not is_object:
            inside.append(inside[step])
        else:
            inside[step] = rng.choice(rng.choice((NAMES, WORDS, ODD, LITERALS)))
        return


if __name__ == "__main__":
    sys.exit(run("recall broken descriptions", step, sys.argv[1:]))
