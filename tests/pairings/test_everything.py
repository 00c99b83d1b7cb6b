"""The schema with every feature: its server and client exchange all of it over real sockets."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.building import build

ROOT = Path(__file__).parents[2]
EVERYTHING = ROOT / "tests" / "accepted" / "everything"
PROGRAM = Path(__file__).parent / "everything" / "program.py"
DONE = """\
Register Challenge Kicked
NameTaken Invalid
Say
AddUser
Photo NotFound
Upload
Defaults
Everything_ Silent Odd
command
Counts
Heartbeat
Check Pulse
Ping
Workers
Banned ConnectionDone
"""


@pytest.mark.parametrize("kind", ["tcp", "unix"])
def test_everything_is_exchanged(kind: str, tmp_path: Path) -> None:
    text = (EVERYTHING / "schema.amp").read_text("utf-8")
    build({"schema.amp": text}, tmp_path, [EVERYTHING])
    listen = "tcp:0:interface=127.0.0.1" if kind == "tcp" else f"unix:{tmp_path / 'socket'}"
    done = subprocess.run(
        [sys.executable, "-X", "dev", str(PROGRAM), str(tmp_path), listen],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    expected = DONE if kind == "tcp" else DONE.replace("Ping\n", "Open\nPing\n")
    assert done.stdout == expected
