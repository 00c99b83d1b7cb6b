"""Several schemas that import each other, some of them broken, each in its file.

``python -m tests.fuzz.several --seconds 600`` prints a seed, and for each trouble the step that
brings it back with ``--seed`` and ``--step``.
"""

from __future__ import annotations

import random
import sys
import traceback
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from ampgen.describing import describe
from ampgen.findings import Refused, Unusable
from ampgen.linting import review
from ampgen.reading import read
from ampgen.recalling import recall
from ampgen.text import Source
from ampgen.understanding import understand
from tests.fuzz.judging import judge_findings
from tests.fuzz.mutating import mutated, spoilt
from tests.fuzz.running import run
from tests.language.examples import files

TOP = Path(__file__).parents[2]
NAMES = ("a", "b", "c", "acme.users", "acme.common", "everything", "e.f.g", "int", "as", "A")
DIAMOND = {
    "a.amp": (
        "schema a\n\nimport b\nimport acme.c as other\n\ninterface Uses {\n"
        "    command Do(x: b.B, y: list[other.Kind]) -> (z: b.B?) raises b.Wrong\n}\n\n"
        "protocol Both {\n    server answers Uses, b.Has\n    client answers b.Has\n}\n"
    ),
    "b.amp": (
        "schema b\n\nimport acme.c\n\nrecord B { kind: c.Kind = one at: map[str, c.Many]? }\n"
        'error Wrong = "WRONG"\n\ninterface Has {\n    oneway command Go(b: B)\n}\n'
    ),
    "acme/c.amp": (
        'schema acme.c\n\nenum Kind { one two = "2" }\n\nrecord Many { more: list[Many] kind: Kind }\n'
    ),
}


@cache
def projects() -> tuple[Mapping[str, str], ...]:
    """Return sets of files, by their names, of which one imports another."""
    everything = TOP / "tests" / "accepted" / "everything"
    found: list[Mapping[str, str]] = [
        DIAMOND,
        {
            file.relative_to(everything).as_posix(): file.read_text("utf-8")
            for file in sorted(everything.rglob("*.amp"))
        },
    ]
    for case in sorted((TOP / "tests" / "rejected").glob("*.amp")):
        some = dict(files(case.read_text("utf-8"), "users.amp"))
        # A few have a thousand, and some are installed, or links.
        if 1 < len(some) < 20 and all(name.endswith(".amp") for name in some):
            found.append(some)
    return tuple(found)


def attempt(written: Mapping[str, bytes], given: int) -> str | None:
    """Put files into the compiler, of which the first few are ``given``; return what is wrong."""
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        paths: list[Path] = []
        for name, data in written.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            paths.append(path)
        try:
            problem = _judge(paths[:given], folder)
        except Exception:
            problem = traceback.format_exc()
    return None if problem is None else f"{problem}\n{given} of {dict(written)!a}"


def _judge(paths: list[Path], folder: Path) -> str | None:
    try:
        sources = [read(path) for path in paths]
        understood = understand(sources, [folder])
    except Refused as refused:
        return judge_findings(refused.findings) if refused.findings else "refused without a reason"
    except Unusable:
        return None
    for schema in understood.schemas:
        text = describe(schema)
        again = recall(Source("again.json", text))
        if [one.name for one in again.schemas] != [schema.name]:
            return "described as another schema"
    return judge_findings(review(understood, sources))


def step(rng: random.Random) -> str | None:
    """Try one set of files with one to three changes of them, or of where they stand."""
    texts = dict(rng.choice(projects()))
    others = tuple(texts.values())
    changed = {name: text.encode() for name, text in texts.items()}
    for _ in range(rng.choice((1, 1, 2, 3))):
        if not changed:
            break
        name = rng.choice(list(changed))
        kind = rng.random()
        if kind < 0.1:
            changed[name] = spoilt(rng, changed[name])
        elif kind < 0.15:
            del changed[name]
        elif kind < 0.25:
            changed[_file(rng)] = changed[name]
        elif kind < 0.35:
            changed[name] = _with_import(rng, changed[name])
        else:
            text = changed[name].decode("utf-8", "replace")
            changed[name] = mutated(rng, text, others).encode("utf-8", "replace")
    return attempt(changed, rng.randrange(len(changed) + 1))


def _file(rng: random.Random) -> str:
    return rng.choice(NAMES).replace(".", "/") + rng.choice((".amp", ".amp", ".amp", ".AMP", ""))


def _with_import(rng: random.Random, data: bytes) -> bytes:
    """Import one more schema, which may be the same, or close a circle."""
    line, end, rest = data.partition(b"\n")
    return line + end + f"import {rng.choice(NAMES)}\n".encode() + rest


if __name__ == "__main__":
    sys.exit(run("put several broken schemas into the compiler", step, sys.argv[1:]))
