"""Schemas right and wrong, into the compiler: it finds what is wrong, and never breaks.

``python -m tests.fuzz.schemas --seconds 600`` prints a seed, and for each trouble the step that
brings it back with ``--seed`` and ``--step``.
"""

from __future__ import annotations

import importlib
import random
import sys
import time
import traceback
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ampgen.cli.fixing import edited
from ampgen.describing import describe
from ampgen.findings import Finding, Refused, Unusable
from ampgen.linting import review
from ampgen.reading import decode
from ampgen.recalling import recall
from ampgen.text import Source
from ampgen.understanding import understand
from tests.building import build, importable
from tests.fuzz.judging import judge_findings, judge_tidy, shown
from tests.fuzz.mutating import mutated, spoilt
from tests.fuzz.running import run

TOP = Path(__file__).parents[2]
EVERYTHING = TOP / "tests" / "accepted" / "everything"
SLOW = 10.0
"""Seconds of CPU that no schema of this size may take."""

PRINTED = 0.2
"""How many of the schemas that are right are printed and imported, which takes its time."""


@cache
def texts() -> tuple[str, ...]:
    """Return the text of every schema of the repository."""
    folders = [TOP / "tests" / "accepted", TOP / "tests" / "real", TOP / "tests" / "rejected"]
    files = [file for folder in [*folders, TOP / "examples"] for file in folder.rglob("*.amp")]
    return tuple(file.read_text("utf-8") for file in sorted(files))


def attempt(text: str | bytes, *, printed: bool = False) -> str | None:
    """Put a text through the compiler and return what is wrong with that, not with the text."""
    data = text.encode("utf-8") if isinstance(text, str) else text
    start = time.process_time()
    try:
        problem = _judge(data, printed)
    except Exception:
        return f"{traceback.format_exc()}{shown(text)}"
    took = time.process_time() - start
    if problem is None and took > SLOW:
        problem = f"took {took:.1f} s"
    return None if problem is None else f"{problem}\n{shown(text)}"


def _judge(data: bytes, printed: bool) -> str | None:
    try:
        source = decode("fuzz.amp", data)
    except Refused as refused:
        return judge_findings(refused.findings)
    try:
        understood = understand([source], [EVERYTHING])
    except Refused as refused:
        if not refused.findings:
            return "refused without a reason"
        return judge_tidy(source) or judge_findings(refused.findings)
    except Unusable:
        return None
    for schema in understood.schemas:
        if recall(Source("fuzz.json", describe(schema))).schemas[0].name != schema.name:
            return "described as another schema"
    if printed:
        _import(source.text)
    found = review(understood, [source])
    return judge_tidy(source) or judge_findings(found) or _repaired(source.text, found)


def _repaired(text: str, found: Sequence[Finding]) -> str | None:
    """Make each repair that is offered, which must not break what was right."""
    for finding in found:
        if finding.edits:
            try:
                understand([Source("fuzz.amp", edited(text, finding.edits))], [EVERYTHING])
            except Refused as refused:
                return f"the repair for {finding.rule} brings {refused.findings[0].fact}"
    return None


def _import(text: str) -> None:
    """Print the packages, and import them whole, unless they want modules of an application."""
    with TemporaryDirectory() as folder:
        schemas = build({"fuzz.amp": text}, Path(folder), [EVERYTHING])
        if 'python "' in text:
            return
        with importable(Path(folder)):
            for schema in schemas:
                package = importlib.import_module(schema.name)
                for name in package.__all__:
                    getattr(package, name)
                importlib.import_module(f"{schema.name}.commands")


def step(rng: random.Random) -> str | None:
    """Try one change of one schema, in its words or, more rarely, in its bytes."""
    known = texts()
    if rng.random() < 0.1:
        return attempt(spoilt(rng, rng.choice(known).encode()))
    return attempt(mutated(rng, rng.choice(known), known), printed=rng.random() < PRINTED)


if __name__ == "__main__":
    sys.exit(run("put broken schemas into the compiler", step, sys.argv[1:]))
