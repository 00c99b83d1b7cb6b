"""The command as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]

PLAIN = {"NO_COLOR", "FORCE_COLOR", "COLUMNS", "TERM", "AMPGEN_TRACEBACK"}


@dataclass(frozen=True)
class Ran:
    """What a run printed, and its exit status."""

    status: int
    out: str
    err: str


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return an environment in which ampgen is found and nothing says how it is to look."""
    kept = {name: value for name, value in os.environ.items() if name not in PLAIN}
    return {**kept, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **(more or {})}


def ampgen(
    *arguments: str,
    cwd: Path,
    given: str | bytes = b"",
    env: Mapping[str, str] | None = None,
) -> Ran:
    """Run ``ampgen`` in a folder, with ``given`` as its standard input."""
    done = subprocess.run(
        [sys.executable, "-m", "ampgen", *arguments],
        cwd=cwd,
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        env=environment(env),
        timeout=120,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())
