"""That the compilers' benchmark measures what it says; how fast anything is decides nothing here."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from .compile import languages, report
from .compile.__main__ import main
from .compile.compilers import AMPGEN, COMPILERS, GRPC, NOTHING, Compiler
from .compile.goals import GOALS
from .compile.measuring import (
    CHANGED,
    COLD,
    KINDS,
    UNCHANGED,
    Failed,
    Job,
    Series,
    Setting,
    Taken,
    measure,
)
from .compile.shapes import FORMS, calls

pytestmark = pytest.mark.skipif(not hasattr(os, "wait4"), reason="no system call tells the peak")
PATIENT = Setting(Path(), 20)
SLOW, FAST = Taken(10, 1, 100), Taken(1, 1, 50)


def program(text: str, says: tuple[str, str] = ("", "")) -> Compiler:
    return Compiler(
        "program",
        "a program",
        "input",
        lambda found: f"{found[0].document} {found[0].arguments}",
        (sys.executable, "-c", text),
        says=says,
    )


def test_every_language_says_the_same_calls() -> None:
    wanted = calls(30)
    names = [call.name for call in wanted]
    assert len(set(names)) == 30
    for write in (languages.amp, languages.proto, languages.thrift, languages.json_schema):
        text = write(wanted)
        assert all(name in text for name in names)
        for word in ("Who asks.", "Of what was kept.", "when that is refused"):
            assert word in text


@pytest.mark.parametrize("compiler", COMPILERS.values(), ids=lambda compiler: compiler.name)
def test_every_form_of_a_schema_is_a_change_of_one_call(compiler: Compiler) -> None:
    if compiler.name == NOTHING:
        pytest.skip("it reads nothing")
    forms = [compiler.write(calls(5, form)) for form in range(FORMS)]
    assert len(set(forms)) == FORMS
    assert compiler.write(calls(5, FORMS)) == forms[0]
    changed = [one for one, other in zip(calls(5), calls(5, 2)) if one != other]
    assert len(changed) == 1


def test_the_whole_command_measures_every_kind_of_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    main(["--sizes", "2", "--rounds", "1", "--peers", AMPGEN, NOTHING])
    printed = capsys.readouterr().out
    for kind in KINDS.values():
        _, _, table = printed.partition(f"2 commands, {kind}\n")
        line = next(line for line in table.splitlines() if line.startswith("  ampgen"))
        assert float(line.split()[1].replace(",", "")) > 0
    assert "10,000, nothing to do, to python -c pass" in printed


def test_what_a_process_took_is_told_whatever_its_parent_takes(tmp_path: Path) -> None:
    ballast = b"x" * 60_000_000
    job = Job(program("import time; time.sleep(.05)"), 1, tmp_path / "a", PATIENT)
    taken = job.run()
    assert taken.seconds > 0.05
    assert taken.peak < len(ballast)


def test_the_memory_of_what_a_compiler_starts_counts(tmp_path: Path) -> None:
    text = "import subprocess, sys; subprocess.run([sys.executable, '-c', \"b'x' * 90_000_000\"])"
    assert Job(program(text), 1, tmp_path / "a", PATIENT).run().peak > 90_000_000


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("raise SystemExit('no, never')", "refused with status 1: no, never"),
        ("import time; time.sleep(30)", "more than 1 s"),
        ("print('unchanged')", "it had something to do, and says otherwise"),
    ],
)
def test_a_compiler_that_fails_is_told_and_not_measured(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    job = Job(program(text, says=("wrote", "unchanged")), 1, tmp_path / "a", Setting(tmp_path, 1))
    with pytest.raises(Failed, match=said):
        job.run()
    series = measure(COLD, {GRPC: job}, 1)
    assert series.rounds == []
    report.table(COLD, 1, series)
    assert f"grpc_tools              {said}" in capsys.readouterr().out


def test_runs_are_cold_changed_or_unchanged_as_they_are_called(tmp_path: Path) -> None:
    """A compiler that says what it found: it appends to its output and to its state."""
    text = (
        "import pathlib; text = pathlib.Path('input').read_text();"
        "old = pathlib.Path('out/old'); same = old.exists() and old.read_text() == text;"
        "kept = pathlib.Path('state/kept'); old.write_text(text); kept.write_text('');"
        "print('unchanged' if same else 'wrote')"
    )
    compiler = program(text, ("wrote", "unchanged"))
    for kind in (COLD, CHANGED, UNCHANGED):
        series = measure(kind, {"program": Job(compiler, 1, tmp_path / kind, PATIENT)}, 4)
        assert series.out == {}
        assert len(series.rounds) == 4


def test_a_ratio_is_taken_within_a_round() -> None:
    series = Series([{"a": SLOW, "b": SLOW}, {"a": FAST, "b": FAST}, {"b": SLOW}])
    assert series.ratios("a", "b") == [1, 1]
    assert series.ratios("a", "b", "peak") == [1, 1]
    assert series.ratios("a", "missing") == []


def test_a_goal_that_is_missed_is_said_to_be(capsys: pytest.CaptureFixture[str]) -> None:
    goal = next(goal for goal in GOALS if goal.stretch is not None)
    assert goal.stretch is not None
    ratios = {"NOT REACHED": goal.most * 2, "reached": goal.most, "stretch": goal.stretch}
    for word, ratio in ratios.items():
        one = {AMPGEN: Taken(ratio, 1, 1), goal.base: Taken(1, 1, 1)}
        report.goals({(goal.kind, goal.count): Series([one])})
        lines = capsys.readouterr().out.splitlines()
        assert [line for line in lines if line.endswith(word) and f"{ratio:.2f}" in line]
