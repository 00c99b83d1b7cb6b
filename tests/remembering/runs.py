"""Runs within this process, each of which remembers, and what the next one would recall."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from ampgen.cli import compilation
from ampgen.cli.running import run
from ampgen.noticing import COARSE
from ampgen.remembering.recalling import recall

COMMON = "schema acme.common\n\nrecord Country {\n    code: str\n}\n"
USERS = """\
schema acme.users

import acme.common

interface Users {
    command Add(name: str, country: common.Country) -> (id: int)
}
"""


class Project:
    """A folder with schemas, in which command lines are run."""

    def __init__(self, folder: Path, states: Path, patch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.states = states
        self._patch = patch
        patch.chdir(folder)
        patch.setattr(sys, "argv", ["ampgen"])
        patch.setenv("AMPGEN_CACHE", str(states))
        # Whoever works on these tests changes a part of this process a moment before it starts.
        patch.setattr(compilation, "STARTED", time.time_ns() + 10 * COARSE)

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def run(self, *arguments: str) -> int:
        """Run a command line as a whole and return its exit status."""
        # What was written just now may change again within one tick of the clock.
        time.sleep(0.03)
        self.ask(*arguments)
        return run(arguments)

    def ask(self, *arguments: str) -> None:
        """Have this process be one with this command line."""
        self._patch.setattr(sys, "argv", ["ampgen", *arguments])

    def known(self, *arguments: str) -> bool:
        """Return whether a command line would be found to have nothing to do."""
        return recall(list(arguments)) is not None

    def remembered(self, *arguments: str) -> bool:
        """Run a command line, which succeeds, and return whether the next such run is known."""
        assert not self.known(*arguments)
        assert self.run(*arguments) == 0
        return self.known(*arguments)

    def state(self) -> Path:
        """Return the only state that there is."""
        (found,) = self.states.iterdir()
        return found


def age(path: Path) -> None:
    """Give a file times of long ago, but for the one that cannot be given."""
    os.utime(path, (1e9, 1e9))
