"""Every example runs as its README says: the same commands, real processes, the same output."""

from __future__ import annotations

import os
import queue
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from importlib.metadata import entry_points
from pathlib import Path
from typing import IO

import pytest

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
FOLDERS = sorted(file.parent.name for file in EXAMPLES.glob("*/README.md"))
# The recipes for build tools have tests of their own.
RUN = [name for name in FOLDERS if name != "building"]
PROGRAMS = {
    "ampgen": [sys.executable, "-m", "ampgen"],
    "python": [sys.executable],
    "twistd": [sys.executable, "-c", "from twisted.scripts.twistd import run; run()"],
}
READY = re.compile(r"(?:listening|starting) on (?:port )?(\S+)$")
SECONDS = 30


class Shell:
    """Runs the lines of a console; ``&`` leaves a program running until the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.running: list[subprocess.Popen[str]] = []
        self.ports: dict[str, str] = {}
        path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]).rstrip(os.pathsep)
        self.environment = {**os.environ, "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
        if not any(one.name == "ampgen" for one in entry_points(group="pytest11")):
            # Run from a checkout that is not installed, pytest does not know the plug-in.
            self.environment["PYTEST_ADDOPTS"] = "-p ampgen.pytest_plugin"

    def start(self, words: Sequence[str], reads: bool = False) -> subprocess.Popen[str]:
        program, *arguments = (self.ports.get(word, word) for word in words)
        process = subprocess.Popen(
            [*PROGRAMS[program], *arguments],
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.PIPE if reads else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.running.append(process)
        return process

    def run(self, line: str) -> list[str]:
        """Run to the end and return the lines that it printed; ``|`` gives them to another."""
        printed: str | None = None
        for part in line.split(" | "):
            process = self.start(part.split(), reads=printed is not None)
            try:
                printed, _ = process.communicate(printed, timeout=SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                pytest.fail(f"{part}: not done after {SECONDS} s: {process.communicate()[0]}")
            assert process.returncode == 0, f"{part}: exit {process.returncode}\n{printed}"
        assert printed is not None
        return printed.splitlines()

    def serve(self, line: str, expected: str) -> None:
        """Start, wait until it listens, and remember which port the README calls otherwise."""
        process = self.start(line.split())
        wanted = READY.search(expected)
        assert wanted is not None, f"the README does not say that {line} listens"
        printed: list[str] = []
        for text in lines_within(process, SECONDS):
            printed.append(text)
            found = READY.search(text)
            if found is not None:
                self.ports[wanted.group(1)] = found.group(1)
                return
        pytest.fail(f"{line}: does not listen\n" + "\n".join(printed))

    def end(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            assert process.stdout is not None
            process.stdout.close()


def lines_within(process: subprocess.Popen[str], seconds: float) -> Iterator[str]:
    """Yield what a program prints, as long as it runs and the time is not over."""
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    assert process.stdout is not None

    def read(stream: IO[str]) -> None:
        try:
            for line in stream:
                lines.put(line.rstrip("\n"))
        except ValueError:  # closed at the end of the test
            pass
        lines.put(None)

    threading.Thread(target=read, args=(process.stdout,), daemon=True).start()
    deadline = time.monotonic() + seconds
    while True:
        try:
            line = lines.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            return
        if line is None:
            return
        yield line


def console(readme: str) -> list[tuple[str, list[str]]]:
    """Return the commands of the README's console and the lines that follow each."""
    (block,) = re.findall(r"```console\n(.*?)```", readme, re.DOTALL)
    commands: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            commands.append((line[2:], []))
        else:
            commands[-1][1].append(line)
    return commands


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    shell = Shell(tmp_path / "example")
    yield shell
    shell.end()


@pytest.mark.parametrize("name", RUN)
def test_an_example_prints_what_its_readme_says(name: str, shell: Shell) -> None:
    shutil.copytree(EXAMPLES / name, shell.folder)
    for line, expected in console((EXAMPLES / name / "README.md").read_text("utf-8")):
        if line.endswith(" &"):
            shell.serve(line[:-2], expected[0])
            continue
        printed = shell.run(line)
        if not line.startswith("ampgen "):
            assert printed == expected, line


def test_the_markdown_is_what_the_example_writes(shell: Shell, rewrite: bool) -> None:
    shutil.copytree(EXAMPLES / "markdown", shell.folder)
    text = "\n".join(shell.run("ampgen describe parcels.amp | python to_markdown.py")) + "\n"
    expected = EXAMPLES / "markdown" / "parcels.md"
    if rewrite:
        old = expected.read_text("utf-8")
        expected.write_text(text, "utf-8")
        assert text == old, "rewritten: read the difference"
    assert text == expected.read_text("utf-8")


def test_every_link_of_the_markdown_leads_to_a_heading(shell: Shell) -> None:
    shutil.copytree(EXAMPLES / "markdown", shell.folder)
    shutil.copytree(EXAMPLES / "shared_schema" / "schemas", shell.folder / "schemas")
    lines = shell.run("ampgen describe schemas/shop/prices.amp | python to_markdown.py")
    headings = {line.lstrip("# ").lower() for line in lines if line.startswith("#")}
    links = set(re.findall(r"\(#(\w+)\)", "\n".join(lines)))
    assert links and links <= headings
    # Those of the imported schema among them.
    assert {"# shop.prices", "# shop.common"} <= set(lines)


def test_the_program_of_the_markdown_is_short() -> None:
    program = (EXAMPLES / "markdown" / "to_markdown.py").read_text("utf-8")
    assert len(program.splitlines()) <= 60 and "import ampgen" not in program


def test_every_example_is_in_the_list() -> None:
    listed = re.findall(r"^\| \[(\w+)\]\(\1\)", (EXAMPLES / "README.md").read_text("utf-8"), re.M)
    assert sorted(listed) == FOLDERS
    assert FOLDERS == sorted(path.name for path in EXAMPLES.iterdir() if path.is_dir())
