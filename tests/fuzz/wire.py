"""The fast path against the general one: the same bytes and calls into both, all effects equal.

``python -m tests.fuzz.wire --seconds 600`` prints a seed, and for each difference the step that
brings it back with ``--seed`` and ``--step``. It uses the schema of everything, that of the wire's
own tests, and random ones.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import random
import shutil
import sys
import tempfile
import traceback
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings

from twisted.logger import globalLogBeginner
from twisted.protocols.amp import AmpError

from tests.building import build, importable
from tests.fuzz.ends import End, Interfaces, logged, result
from tests.fuzz.running import run
from tests.fuzz.traffic import Pairs, cut, mangled, packed
from tests.fuzz.values import values
from tests.pairings.shapes import Model, models

TESTS = Path(__file__).parents[1]
ROUND = 100
"""How many connections are tried over one random schema, which takes a second to be compiled."""

SHOWN = 1500
"""How much is shown of each thing that differs: ``--step`` repeats it under a debugger."""

Step = tuple[Any, ...]
Event = tuple[Any, ...]

LIMITS: tuple[dict[str, Any], ...] = (
    {},
    {},
    {"calls": 2, "invalid": 3, "log_lines": 4},
    {"box_bytes": 300, "backlog": 2},
    {"box_bytes": None, "box_keys": None, "calls": None, "invalid": None, "box_seconds": None},
)


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="ampgen-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


@contextmanager
def packages() -> Generator[None]:
    """Let `package` be called within; afterwards what it imported is forgotten."""
    with importable(_folder(), TESTS / "pairings" / "everything"):
        yield
    package.cache_clear()


@cache
def package(name: str) -> Interfaces:
    """Compile and import the schema of everything, that of the wire's tests, or a random one."""
    if name == "everything":
        root = TESTS / "accepted" / "everything"
        text = (root / "schema.amp").read_text("utf-8")
    elif name == "wired":
        root, text = TESTS, (TESTS / "wire" / "service.amp").read_text("utf-8")
    else:
        root, text = TESTS, random_model(int(name.removeprefix("random"))).text(name)
    build({f"{name}.amp": text}, _folder(), [root])
    importlib.invalidate_caches()
    return Interfaces(importlib.import_module(name))


def random_model(number: int) -> Model:
    """Return the same schema for the same number."""
    found: list[Model] = []

    @seed(number)
    @settings(
        max_examples=12,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(models())
    def collect(model: Model) -> None:
        found.append(model)

    collect()
    return max(found, key=lambda model: len(model.actions))


class Script:
    """What happens to a connection: made of chance, before it happens."""

    def __init__(self, rng: random.Random, interfaces: Interfaces) -> None:
        self.rng = rng
        self.operations = interfaces.operations
        self.tags = 0
        self.called: list[tuple[bytes, Any]] = []

    def steps(self) -> list[Step]:
        rng = self.rng
        found: list[Step] = []
        for _ in range(rng.choice((3, 10, 30))):
            found += self._some()
        return found

    def _some(self) -> list[Step]:
        rng = self.rng
        kind = rng.choice(("bytes",) * 8 + ("call",) * 4 + ("fire", "cancel", "time", "buffer"))
        if kind == "bytes":
            data = b"".join(self._box() for _ in range(rng.choice((1, 1, 2, 5, 40))))
            return [("take", piece) for piece in cut(rng, data)]
        if kind == "call":
            index, operation = rng.choice(self.operations)
            found = values(rng, operation.arguments)
            if encoded(operation, found) is not None:
                self.tags += 1
                if not operation.oneway:
                    self.called.append((b"%x" % self.tags, operation))
            timeout = rng.choice((None, None, 1, 40))
            return [("call", index, operation, found, timeout)]
        if kind == "time":
            return [("advance", rng.choice((0.5, 2, 31, 61)))]
        if kind == "buffer":
            return [rng.choice((("stall",), ("drain", 10_000), ("drain", None), ("resume",)))]
        return [(kind, rng.randrange(100))]

    def _box(self) -> bytes:
        rng = self.rng
        content = self._answer() if self.called and rng.random() < 0.4 else self._request()
        return mangled(rng, content) if rng.random() < 0.35 else packed(content)

    def _request(self) -> Pairs:
        rng = self.rng
        _, operation = rng.choice(self.operations)
        box = encoded(operation, values(rng, operation.arguments)) or {}
        box[b"_command"] = operation.wire
        if not operation.oneway and rng.random() < 0.95:
            box[b"_ask"] = b"%x" % rng.randrange(1, 1000)
        return sorted(box.items())

    def _answer(self) -> Pairs:
        rng = self.rng
        box: dict[bytes, bytes]
        tag, operation = rng.choice(self.called[-4:])
        if rng.random() < 0.3:
            code = rng.choice([one[1] for one in operation.errors] + [b"UNKNOWN", b"UNHANDLED"])
            box = {b"_error": tag, b"_error_code": code, b"_error_description": b"why"}
        else:
            try:
                box = operation.encode_answer(result(rng, operation), None)
            except AmpError:
                box = {}
            box[b"_answer"] = tag
        return sorted(box.items())


def encoded(operation: Any, found: dict[str, Any]) -> dict[bytes, bytes] | None:
    """Return a request by the general path; None for a file, or a value that is too long."""
    absent = [None if field.optional else field.default for field in operation.arguments]
    names = [field.parameter for field in operation.arguments]
    try:
        box: dict[bytes, bytes] = operation.encode_request(
            [found.get(name, default) for name, default in zip(names, absent)], None
        )
    except AmpError:
        return None
    return box


def compare(interfaces: Interfaces, rng: random.Random) -> str | None:
    """Do the same to a connection on each path, and return how they differ."""
    script = Script(rng, interfaces).steps()
    limits = rng.choice(LIMITS)
    name = str(rng.random())
    # What nobody handled is told when it is collected: at the end, and not by chance before.
    gc.disable()
    gc.freeze()
    try:
        fast = performed(interfaces, "fast", name, limits, script)
        general = performed(interfaces, "general", name, limits, script)
    finally:
        gc.enable()
    for number, both in enumerate(zip(fast, general)):
        wrong = [event for event in both[0] if event[0] in ("raised", "left", "unhandled")]
        if both[0] != both[1] or wrong:
            lines = [f"in {interfaces.package.__name__} with {limits}"]
            lines += [ascii(step)[:SHOWN] for step in script[max(number - 3, 0) : number + 1]]
            one, other = next((pair for pair in zip_longest(*both) if pair[0] != pair[1]), both)
            lines += [f"fast:    {ascii(one)[:SHOWN]}", f"general: {ascii(other)[:SHOWN]}"]
            return "\n".join(lines)
    return None


def performed(
    interfaces: Interfaces, path: str, name: str, limits: dict[str, Any], script: list[Step]
) -> list[list[Event]]:
    """Return what happened at each step of a script, at the end, and when all was forgotten."""
    end = End(interfaces, path, name, limits)
    journal = end.journal
    happened: list[list[Event]] = []
    with logged(journal):
        for verb, *words in script:
            try:
                getattr(end, verb)(*words)
            except Exception:
                journal.append(("raised", traceback.format_exc()))
            happened.append(end.happened())
            if end.lost or end.line.closed or end.line.aborted:
                break
        end.end()
        happened.append(end.happened())
        del end
        gc.collect()
    happened.append([("unhandled", *event) for event in journal])
    return happened


def step(rng: random.Random) -> str | None:
    """Try one connection over one of the schemas that do not change."""
    return compare(package(rng.choice(("everything", "wired"))), rng)


def step_with_random_schemas(rng: random.Random) -> str | None:
    """As `step`, and over schemas that are made for the purpose, which takes longer."""
    if rng.random() < 1 / ROUND:
        interfaces = package(f"random{rng.randrange(2**30)}")
        for _ in range(ROUND):
            problem = compare(interfaces, rng)
            if problem is not None:
                return problem
        return None
    return step(rng)


if __name__ == "__main__":
    # Else Twisted prints what is logged, of which there is a lot.
    globalLogBeginner.beginLoggingTo([], discardBuffer=True, redirectStandardIO=False)
    with packages():
        status = run("compare the two paths of the wire", step_with_random_schemas, sys.argv[1:])
    sys.exit(status)
