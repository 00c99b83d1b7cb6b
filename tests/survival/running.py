"""Compiles that are disturbed, and a verdict on what each has left."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from .faults import Fault
from .scene import FORMS, PACKAGES, Broken, Scene, check_message

_ROOT = Path(__file__).parents[2]
_PATIENCE = 60.0


@dataclass(frozen=True)
class Ended:
    """How a child ended: its status, negative for a signal, and what it said."""

    status: int
    err: str
    calls: int
    seconds: float


class Nursery:
    """Begins compiles in children of a process that has everything imported."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"{__package__}.nursery", *scene.words()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
            env=environment(scene),
            text=True,
        )

    def run(
        self, fault: Fault | None = None, kill: tuple[float, signal.Signals] | None = None
    ) -> Ended:
        """Compile the scene's schemas; ``kill`` sends a signal after so many seconds."""
        order = {
            "words": self._scene.words(),
            "fault": asdict(fault) if fault else {},
            "folder": str(self._scene.folder),
        }
        start = time.perf_counter()
        child = self._ask(json.dumps(order))
        if kill is not None:
            time.sleep(kill[0])
            # It is there, or at least nobody has asked for its status yet.
            os.kill(child, kill[1])
        status = self._ask("")
        seconds = time.perf_counter() - start
        err = (self._scene.folder / "err.txt").read_text("utf-8")
        calls = self._scene.folder / "calls.txt"
        counted = int(calls.read_text("utf-8") or 0) if calls.exists() and status == 0 else 0
        return Ended(status, err, counted, seconds)

    def _ask(self, line: str) -> int:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the nursery ended early")
        return int(answer)

    def end(self) -> None:
        """Close its input, after which it goes by itself."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(_PATIENCE)
        self._process.stdout.close()


def environment(scene: Scene) -> dict[str, str]:
    """The environment of a compile, with a state of its own."""
    kept = {name: word for name, word in os.environ.items() if not name.startswith("AMPGEN_")}
    return {**kept, "PYTHONPATH": str(_ROOT), "AMPGEN_CACHE": str(scene.folder / "state")}


@contextmanager
def nursery(folder: Path) -> Generator[tuple[Scene, Nursery], None, None]:
    """Set the scene: both forms have been compiled once, and the first one stands there."""
    scene = Scene(folder)
    (folder / "state").mkdir(0o700)
    scene.set(FORMS[0])
    children = Nursery(scene)
    try:
        for form in (*FORMS, FORMS[0]):
            scene.set(form)
            _expect(children.run(), 0)
            scene.keep(form)
        yield scene, children
    finally:
        children.end()


def _expect(ended: Ended, status: int) -> None:
    if ended.status != status:
        raise Broken(f"ended with {ended.status} instead of {status}: {ended.err}")


def _finish(scene: Scene, children: Nursery, form: str) -> None:
    """Let a whole run follow, after which all is new and nothing lies about."""
    _expect(children.run(), 0)
    if set(scene.standing().values()) != {form}:
        raise Broken(f"a run that said it was done left {scene.standing()}")
    scene.tidy()


def killed(scene: Scene, children: Nursery, kills: int, seed: int) -> dict[str, int]:
    """Kill so many runs at random moments; return how often the old and the new was found.

    Most are killed outright, others are asked to end by a signal that they may answer, and must
    then leave nothing lying about. Raises ``Broken``.
    """
    chance = random.Random(seed)
    form, lasted = "", list[float]()
    for _ in range(3):
        form = scene.turn()
        lasted.append(children.run().seconds)
    counted = {"old": 0, "new": 0, "some of each": 0, "ended before": 0}
    clean = True
    for number in range(kills):
        form = scene.turn() if number % 4 == 0 else form
        # A half of them in the last part, in which files are written.
        first = chance.choice([0.0, 0.5])
        delay = median(lasted[-9:]) * chance.uniform(first, 1.1)
        with_what = chance.choice([signal.SIGKILL] * 4 + [signal.SIGTERM, signal.SIGINT])
        ended = children.run(kill=(delay, with_what))
        found = scene.standing()
        if ended.status == 0:
            counted["ended before"] += 1
        elif ended.status < 0:
            # A request to end may come before there is anybody to answer it.
            _expect(ended, -with_what)
            clean = clean and with_what is not signal.SIGKILL
        else:
            word = "interrupted" if with_what is signal.SIGINT else "terminated"
            _expect(ended, 128 + with_what)
            if ended.err != f"ampgen: {word}\n":
                raise Broken(f"after {with_what.name} it said {ended.err!r}")
            if clean:
                scene.tidy()
        forms = set(found.values())
        counted["some of each" if len(forms) > 1 else "new" if forms == {form} else "old"] += (
            ended.status != 0
        )
        if number % 4 == 3 or number == kills - 1:
            ended = children.run()
            lasted.append(ended.seconds)
            _finish(scene, children, form)
            clean = True
    return counted


def failing(
    scene: Scene, children: Nursery, faults: list[Fault], first: bool = False
) -> dict[str, int]:
    """Let the disk fail, or kill the run, as each of the faults says; ``first`` is with no
    package there. Raises ``Broken``."""
    counted = {"told": 0, "done": 0, "killed": 0, "asked to end": 0}
    for fault in faults:
        form = scene.turn()
        if first:
            shutil.rmtree(scene.out)
        try:
            _disturb(scene, children, fault, form, first, counted)
            _finish(scene, children, form)
        except Broken as broken:
            raise Broken(f"{fault}: {broken}") from None
    return counted


def _disturb(
    scene: Scene, children: Nursery, fault: Fault, form: str, first: bool, counted: dict[str, int]
) -> None:
    ended = children.run(fault)
    dead, asked = ended.status < 0, ended.status > 0 and fault.what.startswith("SIG")
    how = "killed" if dead else "asked to end" if asked else "told" if ended.status else "done"
    counted[how] += 1
    if asked:
        _expect(ended, 128 + getattr(signal, fault.what))
    elif how == "told":
        _expect(ended, 3)
        check_message(ended.err)
    if fault.exchange == "cross" and (dead or fault.ever):
        return  # The last resort leaves a mixture, which the next run sets right.
    moved = fault.exchange == "none" and (dead or fault.ever)
    found = scene.standing(absent=first or moved)
    new = [package for package, there in found.items() if there == form]
    if how == "done" and len(new) < len(PACKAGES):
        raise Broken(f"it said that it was done, and left {found}")
    if how == "told" and new and not fault.ever:
        raise Broken(f"it failed, and left {found}")
    if asked and len(new) not in (0, len(PACKAGES)):
        raise Broken(f"it ended half-way, and left {found}")
    if dead or fault.ever:
        return
    if new or not first:
        scene.tidy()
    elif scene.out.exists():
        raise Broken("it failed, and left the folders that it had made")


def faults(
    scene: Scene, children: Nursery, what: str, exchange: str, first: bool, each: int = 1
) -> list[Fault]:
    """A fault at every call of a run that changes the disk, or at each so many of them; errors
    once, and from then on for ever."""
    scene.turn()
    if first:
        shutil.rmtree(scene.out)
    ended = children.run(Fault(exchange=exchange))
    _expect(ended, 0)
    lasting = (False,) if what.startswith("SIG") else (False, True)
    return [
        Fault(at, what, ever, exchange)
        for ever in lasting
        for at in range(1, ended.calls + 1, each)
    ]


def mounted(folder: Path) -> tuple[int, str]:
    """Run the trials of real disks in a name space of their own; their status, and what they say."""
    words = ["unshare", "--mount", sys.executable, "-m", f"{__package__}.disks", str(folder)]
    if shutil.which("unshare") is None:
        return 2, ""
    done = subprocess.run(words, cwd=_ROOT, stdout=subprocess.PIPE, text=True)
    # Where the trials have not begun, unshare itself was refused.
    return (done.returncode if done.stdout else 2), done.stdout
