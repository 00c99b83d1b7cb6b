"""What connections hold, and what a hostile peer can make a server hold.

``python -m tests.benchmarks.memory`` compares the generated package with plain Twisted. Each
hostile pattern has a server process of its own, whose address space is bounded, and a
well-behaved client on another connection that asks every 20 ms. Reading peaks needs Linux.
"""

from __future__ import annotations

import argparse
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from . import compiled
from .hostile import PATTERNS, Peer, asking
from .processes import Child

_ROOT = Path(__file__).parents[2]
_BOUND = 1 << 30
_KINDS = {"handwritten": "plain Twisted", "generated": "generated"}
_PATIENCE = 10.0
_SETTLING = 1.5
"""Seconds for the server to take in what a pattern has sent."""


class Bystander(threading.Thread):
    """A client that means well: it calls every 20 ms and remembers its longest wait."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.longest = 0.0
        self.alive = True
        self._port = port
        self._ended = threading.Event()

    def run(self) -> None:
        request = asking("Small", 1, key=bytes(32), name=b"bob", number=b"1")
        try:
            with socket.create_connection(("127.0.0.1", self._port)) as connection:
                connection.settimeout(_PATIENCE)
                while not self._ended.wait(0.02):
                    asked = time.monotonic()
                    connection.sendall(request)
                    answer = b""
                    while not answer.endswith(b"\0\0"):
                        more = connection.recv(65_536)
                        if not more:
                            raise ConnectionError("closed")
                        answer += more
                    self.longest = max(self.longest, time.monotonic() - asked)
        except OSError:
            self.alive = False

    def end(self) -> None:
        """Stop asking."""
        self._ended.set()
        self.join(_PATIENCE + 1)


@dataclass(frozen=True)
class Outcome:
    """What a pattern did: bytes of memory above the start, bytes of log, the bystander's wait."""

    sent: int
    peak: int
    left: int
    log: int
    closed: int
    waited: float | None

    def line(self) -> str:
        """The cells of a table."""
        waited = "lost" if self.waited is None else f"{self.waited * 1e3:,.0f} ms"
        return (
            f"{self.sent / 1e6:>9.2f}{self.peak / 1e6:>9.1f}{self.left / 1e6:>9.1f}"
            f"{self.log / 1e3:>11,.1f}{self.closed:>8}{waited:>12}"
        )


def attack(pattern: str, kind: str, folder: Path) -> Outcome:
    """Run one pattern against a new server."""
    with ExitStack() as ending:
        server = Child("hostile_server", kind, str(folder), str(_BOUND))
        ending.callback(server.end)
        port = server.hear()["port"]
        bystander = Bystander(port)
        bystander.start()
        ending.callback(bystander.end)
        time.sleep(0.3)
        server.tell()
        before = server.hear()["now"]
        with ExitStack() as connections:
            peer = Peer(port, connections)
            PATTERNS[pattern](peer)
            time.sleep(_SETTLING)
            server.tell()
            after = server.hear()
            closed = peer.closed()
        bystander.end()
        return Outcome(
            peer.sent,
            after["peak"] - before,
            after["now"] - before,
            after["log"],
            closed,
            bystander.longest if bystander.alive else None,
        )


def footprints(folder: Path) -> None:
    """Print the bytes of connections and calls."""
    found: dict[str, dict[str, float]] = {}
    for kind in _KINDS:
        words = [sys.executable, "-m", f"{__package__}.footprint", kind, str(folder)]
        done = subprocess.run(words, stdout=subprocess.PIPE, cwd=_ROOT, check=True, timeout=60)
        found[kind] = json.loads(done.stdout)
    print(f"{'Bytes':34}{'plain Twisted':>16}{'generated':>16}")
    for figure, plain in found["handwritten"].items():
        print(f"  {figure:32}{plain:>16,.0f}{found['generated'][figure]:>16,.0f}")


def main(words: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.memory", description=__doc__)
    parser.add_argument("--package", type=Path, help="a folder with the package, compiled before")
    parser.add_argument("--only", help="only hostile patterns whose words hold this")
    chosen = parser.parse_args(words)
    with compiled.package(chosen.package) as folder:
        if not chosen.only:
            footprints(folder)
        print(
            f"\n{'Under a hostile peer':50}{'sent MB':>9}{'peak MB':>9}{'left MB':>9}{'log kB':>11}"
            f"{'closed':>8}{'bystander':>12}"
        )
        for pattern in PATTERNS:
            if (chosen.only or "") in pattern:
                for kind, title in _KINDS.items():
                    outcome = attack(pattern, kind, folder)
                    print(f"  {pattern:34}{title:14}{outcome.line()}", flush=True)


if __name__ == "__main__":
    main()
