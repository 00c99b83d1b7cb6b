"""What the README shows is what happens."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.building import build

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
SECONDS = 30


def block(beginning: str) -> str:
    """Return the block of the README whose text begins so."""
    blocks: list[str] = re.findall(r"^```\w*\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
    (found,) = (text for text in blocks if text.startswith(beginning))
    return found


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


def test_the_programs_of_the_readme_talk(tmp_path: Path) -> None:
    build({"registration.amp": block("schema registration\n")}, tmp_path)
    port = free_port()
    for name, beginning, address in (
        ("server.py", "from twisted.internet import endpoints", "tcp:1234"),
        ("client.py", "from twisted.internet import task", "tcp:localhost:1234"),
    ):
        text = block(beginning)
        assert f'"{address}"' in text
        ours = f"tcp:{port}" if name == "server.py" else f"tcp:127.0.0.1:{port}"
        (tmp_path / name).write_text(text.replace(address, ours), "utf-8")
    server = subprocess.Popen([sys.executable, "server.py"], cwd=tmp_path)
    try:
        end = time.monotonic() + SECONDS
        while not listens(port):
            assert server.poll() is None and time.monotonic() < end, "the server does not listen"
            time.sleep(0.05)
        client = subprocess.run(
            [sys.executable, "client.py"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=SECONDS,
        )
    finally:
        server.kill()
        server.wait()
    assert (client.stdout, client.stderr, client.returncode) == ("1\n", "", 0)


def test_the_diagnostic_of_the_readme_is_the_compilers(tmp_path: Path) -> None:
    shown = block("users.amp:")
    line = "    oneway command Heartbeat(at: datetime) raises Banned"
    assert f"21 | {line}\n" in shown
    lines = ["schema users", "", "error Banned", *[""] * 16, "interface Users {", line, "}", ""]
    (tmp_path / "users.amp").write_text("\n".join(lines), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "ampgen", "check", "users.amp"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )
    assert done.returncode == 1
    assert done.stderr == f"{shown}\n1 error\n"
