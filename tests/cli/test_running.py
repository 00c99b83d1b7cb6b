"""The command itself: its start, its help, its exit status, and what it does when all fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ampgen import __version__
from ampgen.cli import running
from ampgen.cli.verbs import VERBS
from ampgen.findings import Unusable
from ampgen.settings import Misconfigured
from tests.cli.commands import ROOT, ampgen, environment

HEAVY = {"lark", "jinja2", "black", "twisted", "zope", "asyncio", "dataclasses", "difflib"}


def imported(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "ampgen", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=environment(),
        check=True,
    )
    lines = [line for line in done.stderr.split("\n") if line.startswith("import time:")]
    return {line.split("|")[-1].strip() for line in lines}


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_the_first_answers_import_click_and_nothing_else(arguments: list[str]) -> None:
    modules = imported(*arguments)
    assert "click" in modules
    assert {name.split(".")[0] for name in modules} & HEAVY == set()
    assert {name for name in modules if name.startswith("ampgen")} == {
        "ampgen",
        "ampgen.cli",
        "ampgen.cli.running",
        "ampgen.cli.statuses",
        "ampgen.cli.terminating",
        "ampgen.cli.verbs",
        "ampgen.noticing",
        "ampgen.remembering",
        "ampgen.remembering.recalling",
    }


@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_imports_none_of_the_compiler(verb: str) -> None:
    modules = imported(verb, "--help")
    assert {name.split(".")[0] for name in modules} & {"lark", "jinja2", "black"} == set()


def test_the_version_is_told(tmp_path: Path) -> None:
    assert ampgen("--version", cwd=tmp_path).out == f"ampgen {__version__}\n"


def test_the_help_names_every_verb(tmp_path: Path) -> None:
    ran = ampgen("--help", cwd=tmp_path, env={"COLUMNS": "60"})
    assert ran.status == 0
    assert all(f"  {verb} " in ran.out for verb in VERBS)
    assert all(len(line) <= 60 for line in ran.out.split("\n"))


def test_without_a_verb_the_help_is_an_error(tmp_path: Path) -> None:
    ran = ampgen(cwd=tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert "Usage: ampgen" in ran.err


@pytest.mark.parametrize("columns", ["60", "80"])
@pytest.mark.parametrize("verb", VERBS)
def test_the_help_of_a_verb_fits_the_terminal_and_has_an_example(
    tmp_path: Path, verb: str, columns: str
) -> None:
    ran = ampgen(verb, "--help", cwd=tmp_path, env={"COLUMNS": columns})
    assert ran.status == 0
    text, examples = ran.out.split("\n  Example", 1)
    assert all(len(line) <= int(columns) for line in text.split("\n"))
    assert f"ampgen {verb}" in examples


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["complie"], "there is no verb `complie`; did you mean `compile`?"),
        (["zzz"], "there is no verb `zzz`; `ampgen --help` lists them"),
        (["users.amp"], "to compile that file, write `ampgen compile users.amp`"),
        (["x\x1b\n"], "there is no verb `x\\x1b\\n`"),
        (["--versoin"], "--version"),
        (["compile"], 'or name them in pyproject.toml, as in\n\n  [tool.ampgen]\n  schemas = ["'),
        (["check"], "no schema is named"),
        (["check", "--format", "xml", "a.amp"], "'xml' is not one of"),
        (["compile", "--check", "--watch", "a.amp"], "--check and --diff write nothing"),
        (["compile", "--watch", "-"], "standard input is read once"),
        (["compile", "-I", "none", "a.amp"], "'none' does not exist"),
        (["explain", "onway-raises"], "there is no rule `onway-raises`; did you mean `oneway-"),
        (["explain", "zzzzzzzz"], "`ampgen explain` lists all rules"),
        (["completion", "tcsh"], "'tcsh' is not one of"),
        (["compile", "."], "there is no .amp file in ."),
    ],
)
def test_a_slip_on_the_command_line_is_told_with_a_way_out(
    tmp_path: Path, arguments: list[str], message: str
) -> None:
    ran = ampgen(*arguments, cwd=tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err
    assert "\x1b" not in ran.err


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (KeyError("x"), 70, "ampgen: internal error: KeyError: 'x'\nThis is a mistake in ampgen"),
        (RecursionError(), 70, "ampgen: internal error: RecursionError\n"),
        (Unusable("cannot read a.amp: x\x1b"), 3, "ampgen: cannot read a.amp: x\\x1b\n"),
        (Misconfigured("pyproject.toml:1: x"), 2, "ampgen: pyproject.toml:1: x\n"),
        (KeyboardInterrupt(), 130, "ampgen: interrupted\n"),
        (BrokenPipeError(), 141, ""),
    ],
)
def test_whatever_happens_there_is_a_line_and_a_status(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
    message: str,
) -> None:
    def fail(arguments: list[str]) -> int:
        raise error

    monkeypatch.delenv("AMPGEN_TRACEBACK", raising=False)
    monkeypatch.setattr(running, "_run", fail)
    assert running.run([]) == status
    said = capsys.readouterr().err
    assert said.startswith(message) and ("Traceback" not in said)
    assert bool(said) == bool(message)


def test_the_traceback_of_a_mistake_of_ours_is_there_for_those_who_ask(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(arguments: list[str]) -> int:
        raise KeyError("x")

    monkeypatch.setenv("AMPGEN_TRACEBACK", "1")
    monkeypatch.setattr(running, "_run", fail)
    assert running.run([]) == 70
    assert "Traceback" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error_to_talk_about(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "ampgen", "explain"],
        cwd=tmp_path,
        stdout=write,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="only Linux has a full device")
def test_output_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ampgen", "--help"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
        )
    assert done.returncode == 3
    assert done.stderr == b"ampgen: cannot write standard output: no space left on device\n"


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    code = f"import os; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r}); import ampgen.__main__"
    done = subprocess.run(
        [sys.executable, "-c", "import sys; sys.argv[1:] = ['check', 'a.amp']; " + code],
        capture_output=True,
        text=True,
        env=environment(),
        cwd=ROOT,
    )
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("ampgen: cannot tell the current folder")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_its_completion_script(tmp_path: Path, shell: str) -> None:
    ran = ampgen("completion", shell, cwd=tmp_path)
    assert ran.status == 0
    assert "_AMPGEN_COMPLETE" in ran.out


def test_verbs_options_and_rules_are_completed(tmp_path: Path) -> None:
    def completed(words: str) -> str:
        env = {
            "_AMPGEN_COMPLETE": "bash_complete",
            "COMP_WORDS": words,
            "COMP_CWORD": str(words.count(" ")),
        }
        return ampgen(cwd=tmp_path, env=env).out

    assert completed("ampgen com") == "plain,compile\nplain,completion\n"
    assert completed("ampgen compile --dep") == "plain,--depfile\n"
    assert "plain,oneway-raises\n" in completed("ampgen explain one")


@pytest.mark.parametrize(
    ("number", "status", "line"),
    [
        (signal.SIGINT, 130, b"ampgen: interrupted\n"),
        (signal.SIGTERM, 143, b"ampgen: terminated\n"),
        (signal.SIGHUP, 129, b"ampgen: hung up\n"),
    ],
)
def test_who_asks_it_to_end_is_answered_in_a_line(
    tmp_path: Path, number: signal.Signals, status: int, line: bytes
) -> None:
    child = subprocess.Popen(
        [sys.executable, "-m", "ampgen", "check", "-"],
        cwd=tmp_path,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    # It waits for its standard input, and long before that it has begun to handle signals.
    with pytest.raises(subprocess.TimeoutExpired):
        child.wait(1.5)
    child.send_signal(number)
    _, said = child.communicate(timeout=30)
    assert (child.returncode, said) == (status, line)


@pytest.mark.parametrize("verb", ["compile", "check", "describe", "fmt"])
def test_text_is_never_compared_with_bytes(verb: str, tmp_path: Path) -> None:
    folder = ROOT / "tests" / "accepted" / "everything"
    schema = (folder / "schema.amp").read_text("utf-8")
    (tmp_path / "everything.amp").write_text(schema)
    (tmp_path / "acme").mkdir()
    (tmp_path / "acme" / "common.amp").write_text((folder / "acme" / "common.amp").read_text())
    command = [sys.executable, "-bb", "-W", "error", "-m", "ampgen", verb, "everything.amp"]
    done = subprocess.run(
        command,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        env=environment({"AMPGEN_CACHE": "off"}),
    )
    assert done.returncode == 0, done.stderr
