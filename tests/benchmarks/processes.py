"""Starts a peer's server and client as two processes, gives orders, and ends them."""

from __future__ import annotations

import json
import select
import subprocess
import sys
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .orders import Order, Report
from .peers import Peer
from .rows import Measured

_ROOT = Path(__file__).parents[2]
_PATIENCE = 30.0


class Child:
    """A process that speaks lines of JSON."""

    def __init__(self, module: str, *words: str) -> None:
        self._title = f"{module} {words[0]}"
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"{__package__}.{module}", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=_ROOT,
        )

    def tell(self, **what: object) -> None:
        """Write a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(what).encode() + b"\n")
        self._process.stdin.flush()

    def hear(self, patience: float = _PATIENCE) -> dict[str, Any]:
        """Wait for a line, so many seconds.

        :raises RuntimeError: There came none; what the process said is on standard error.
        """
        out = self._process.stdout
        assert out is not None
        if not select.select([out], [], [], patience)[0]:
            raise RuntimeError(f"{self._title} says nothing for {patience:.0f} s")
        line = out.readline()
        if not line:
            raise RuntimeError(f"{self._title} ended early")
        words: dict[str, Any] = json.loads(line)
        return words

    def end(self) -> None:
        """Close its input, after which it goes by itself; otherwise kill it."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()


class Connected:
    """A server's and a client's process of one peer, with a connection between them."""

    def __init__(self, server: Child, client: Child, works: list[str]) -> None:
        self._server, self._client = server, client
        self.works = works

    def _server_cpu(self) -> float:
        self._server.tell()
        used: float = self._server.hear()["cpu"]
        return used

    def carry_out(self, order: Order, calls: int = 1) -> Measured:
        """Give the client an order and wait; what it begins counts as so many calls each."""
        before = self._server_cpu()
        self._client.tell(**asdict(order))
        done = Report(**self._client.hear(order.seconds + _PATIENCE))
        each = done.calls * calls
        used = self._server_cpu() - before
        return Measured(each / done.seconds, done.cpu / each * 1e6, used / each * 1e6)


@contextmanager
def connected(
    peer: Peer, responder: str, reactor: str, package: str
) -> Generator[Connected, None, None]:
    """Start both processes; they end with the block."""
    setting: dict[str, object] = {
        "responder": responder,
        "reactor": reactor,
        "package": package,
        "port": 0,
    }
    with ExitStack() as ending:
        server = Child("serving", peer.name, json.dumps(setting))
        ending.callback(server.end)
        port = server.hear()["port"]
        client = Child("calling", peer.name, json.dumps({**setting, "port": port}))
        ending.callback(client.end)
        works: list[str] = client.hear()["works"]
        yield Connected(server, client, works)
