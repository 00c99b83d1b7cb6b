"""Twenty seconds of ``python -m tests.soak``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[2]
SECONDS = float(os.environ.get("AMPGEN_SOAK_SECONDS", "20"))


def test_every_call_is_settled_once_and_nothing_is_left_behind() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.soak", "--seconds", str(SECONDS), "--seed", "1"],
        cwd=TOP,
        capture_output=True,
        text=True,
        timeout=SECONDS + 100,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "'answered'" in done.stdout, done.stdout
