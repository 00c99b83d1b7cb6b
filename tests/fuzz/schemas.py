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
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ampgen import diagnosing
from ampgen.diagnosing.sarif_log import sarif
from ampgen.findings import Finding, Refused, Unusable
from ampgen.reading import decode
from ampgen.text import Place
from ampgen.understanding import understand
from tests.building import build, importable
from tests.fuzz.mutating import mutated
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


def attempt(text: str, *, printed: bool = False) -> str | None:
    """Put a text through the compiler and return what is wrong with that, not with the text."""
    start = time.process_time()
    try:
        problem = _judge(text, printed)
    except Exception:
        return f"{traceback.format_exc()}{_shown(text)}"
    took = time.process_time() - start
    if problem is None and took > SLOW:
        problem = f"took {took:.1f} s"
    return None if problem is None else f"{problem}\n{_shown(text)}"


def _shown(text: str) -> str:
    return (
        ascii(text) if len(text) < 100_000 else f"{ascii(text[:1000])}… {len(text):,} characters"
    )


def _judge(text: str, printed: bool) -> str | None:
    try:
        source = decode("fuzz.amp", text.encode("utf-8"))
        understood = understand([source], [EVERYTHING])
    except Refused as refused:
        if not refused.findings:
            return "refused without a reason"
        return _judge_findings(refused.findings)
    except Unusable:
        return None
    if printed:
        _import(text)
    return _judge_findings(understood.findings)


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


def _judge_findings(findings: tuple[Finding, ...]) -> str | None:
    for finding in findings:
        for place in _places(finding):
            if not 0 <= place.start <= place.end <= len(place.source.text):
                return f"{finding.rule} is outside the text: {place.start} to {place.end}"
        if not finding.fact or "\n" in finding.fact or "\n" in finding.help:
            return f"{finding.rule} is not told in one line: {finding.fact!r} {finding.help!r}"
    some = findings[:50]
    for write in (diagnosing.text, diagnosing.concise, diagnosing.json, diagnosing.github, sarif):
        shown = write(some)
        if any(not character.isprintable() and character != "\n" for character in shown):
            return f"{write.__name__} shows control characters"
    return None


def _places(finding: Finding) -> list[Place]:
    frames = [finding.frame, *finding.others]
    return [frame.place for frame in frames] + [edit.place for edit in finding.edits]


def step(rng: random.Random) -> str | None:
    """Try one mutation of one schema."""
    known = texts()
    return attempt(mutated(rng, rng.choice(known), known), printed=rng.random() < PRINTED)


if __name__ == "__main__":
    sys.exit(run("put broken schemas into the compiler", step, sys.argv[1:]))
