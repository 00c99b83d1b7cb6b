"""One peer's client, as a process of its own."""

from __future__ import annotations

import json
import sys

from .peers import PEERS, Setting


def _never(port: int) -> None:
    raise AssertionError("a client does not listen")


if __name__ == "__main__":
    name, words = sys.argv[1:]
    PEERS[name].load().call(Setting(**json.loads(words), ready=_never))
