"""Runs compilers in turn, each as a whole process."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from .compilers import OUT, STATE, Compiler
from .shapes import FORMS, calls

_LAUNCHER = Path(__file__).with_name("launching.py")

COLD = "cold"
CHANGED = "changed"
UNCHANGED = "unchanged"
KINDS: Mapping[str, str] = {
    COLD: "cold: no output, nothing kept from before",
    CHANGED: "one command changed",
    UNCHANGED: "nothing to do",
}


class Failed(Exception):
    """A compiler did not do what it was asked to; the message says why, in a line."""


@dataclass(frozen=True)
class Taken:
    """What one run took: seconds, seconds of CPU, and bytes of the largest process."""

    seconds: float
    cpu: float
    peak: int


@dataclass
class Series:
    """The rounds of a row, and why compilers are not in it, or not in every round."""

    rounds: list[dict[str, Taken]] = field(default_factory=list[dict[str, Taken]])
    out: dict[str, str] = field(default_factory=dict[str, str])

    def runs(self, name: str) -> list[Taken]:
        """The runs of a compiler."""
        return [one[name] for one in self.rounds if name in one]

    def middle(self, name: str) -> Taken | None:
        """The medians of a compiler."""
        runs = self.runs(name)
        if not runs:
            return None
        return Taken(
            median(run.seconds for run in runs),
            median(run.cpu for run in runs),
            round(median(run.peak for run in runs)),
        )

    def ratios(self, name: str, base: str, what: str = "seconds") -> list[float]:
        """How many times what the base took, round by round; empty if either is not there."""
        return [
            float(getattr(one[name], what)) / float(getattr(one[base], what))
            for one in self.rounds
            if name in one and base in one
        ]


@dataclass(frozen=True)
class Setting:
    """Where ampgen is installed, and after how many seconds a run is given up."""

    path: Path
    patience: float


class Job:
    """A compiler and a schema of so many calls, in a folder of their own."""

    def __init__(self, compiler: Compiler, count: int, folder: Path, setting: Setting) -> None:
        self._compiler, self._setting, self._folder = compiler, setting, folder
        self._form = 0
        self._texts = [compiler.write(calls(count, form)) for form in range(FORMS)]
        folder.mkdir()
        for name, text in compiler.besides.items():
            (folder / name).write_text(text, "utf-8")
        self._write()

    def clear(self) -> None:
        """Forget what was made, and what the compiler kept."""
        for name in (OUT, STATE):
            shutil.rmtree(self._folder / name, ignore_errors=True)
            (self._folder / name).mkdir(mode=0o700)

    def edit(self) -> None:
        """Change the text of one call."""
        self._form += 1
        self._write()

    def _write(self) -> None:
        (self._folder / self._compiler.file).write_text(self._texts[self._form % FORMS], "utf-8")

    def run(self, busy: bool = True) -> Taken:
        """Run the compiler; ``busy`` is whether it has something to do. Raises ``Failed``."""
        os.sync()  # What others wrote is not to be waited for by this one.
        output, errors = self._folder / "output", self._folder / "errors"
        words = [sys.executable, "-IS", str(_LAUNCHER), str(output), str(errors)]
        launcher = subprocess.Popen(
            [*words, *self._compiler.command()],
            stdout=subprocess.PIPE,
            cwd=self._folder,
            env=self._environment(),
            start_new_session=True,
        )
        try:
            line, _ = launcher.communicate(timeout=self._setting.patience)
        except BaseException as error:
            os.killpg(launcher.pid, signal.SIGKILL)
            launcher.communicate()
            if isinstance(error, subprocess.TimeoutExpired):
                raise Failed(f"more than {self._setting.patience:.0f} s") from error
            raise
        seconds, cpu, peak, status = line.split()
        if int(status):
            said = errors.read_text("utf-8", "replace").strip().splitlines() or ["no word"]
            raise Failed(f"refused with status {int(status)}: {said[0]}")
        if not output.read_text("utf-8", "replace").startswith(self._compiler.says[not busy]):
            raise Failed(f"it had {'something' if busy else 'nothing'} to do, and says otherwise")
        return Taken(float(seconds), float(cpu), int(peak))

    def _environment(self) -> dict[str, str]:
        kept = {key: word for key, word in os.environ.items() if not key.startswith("AMPGEN_")}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        path = [str(Path(sys.executable).parent), kept.get("PATH", os.defpath)]
        return {
            **kept,
            "PATH": os.pathsep.join(path),
            "PYTHONPATH": os.pathsep.join(
                [str(self._setting.path), *filter(None, [kept.get("PYTHONPATH")])]
            ),
            # Byte code of all sides is new here, and complete once each has had its first run.
            "PYTHONPYCACHEPREFIX": str(self._folder.parent / "bytecode"),
            **{key: str(self._folder / name) for key, name in self._compiler.environment.items()},
        }


def warm_up(compilers: Iterable[Compiler], folder: Path, setting: Setting) -> None:
    """Have every compiler do every kind of run once, so that all byte code is there."""
    for compiler in compilers:
        job = Job(compiler, 1, folder / f"{compiler.name} warm", setting)
        try:
            for kind in KINDS:
                _prepare(job, kind)
                job.run(busy=kind != UNCHANGED)
        except Failed:
            continue  # It will say so again where it counts.


def measure(kind: str, jobs: Mapping[str, Job], rounds: int) -> Series:
    """Measure every compiler once in each round; slow ones in fewer of them."""
    series = Series()
    left = dict.fromkeys(jobs, rounds)
    if kind != COLD:
        for name, job in jobs.items():
            try:
                job.clear()
                job.run()
                # The second finds the first one's output older than anything it wonders about.
                for _ in range(2 if kind == UNCHANGED else 0):
                    job.run(busy=False)
            except Failed as failure:
                series.out[name] = str(failure)
    while names := [name for name in jobs if left[name] and name not in series.out]:
        found: dict[str, Taken] = {}
        for name in names:
            try:
                _prepare(jobs[name], kind)
                taken = found[name] = jobs[name].run(busy=kind != UNCHANGED)
            except Failed as failure:
                series.out[name] = str(failure)
                continue
            left[name] = min(left[name], _worth(taken.seconds)) - 1
        if found:
            series.rounds.append(found)
    return series


def _prepare(job: Job, kind: str) -> None:
    if kind == COLD:
        job.clear()
    elif kind == CHANGED:
        job.edit()


def _worth(seconds: float) -> int:
    """How many more rounds a run is worth, this one included, that took so many seconds."""
    return 99 if seconds < 6 else 3 if seconds < 30 else 1


def slopes(found: Mapping[int, Series], names: Sequence[str]) -> dict[str, list[float | None]]:
    """Seconds for each further call, from each size to the next, by compiler."""
    sizes = sorted(found)
    table: dict[str, list[float | None]] = {}
    for name in names:
        row: list[float | None] = []
        for small, large in zip(sizes, sizes[1:]):
            one, other = found[small].middle(name), found[large].middle(name)
            row.append((other.seconds - one.seconds) / (large - small) if one and other else None)
        table[name] = row
    return table
