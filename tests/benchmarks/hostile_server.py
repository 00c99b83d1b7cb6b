"""A server for hostile peers, as a process of its own whose memory is bounded.

It says its port, then answers each line of its standard input with its peak of memory in bytes
since the last line, what it holds now, and how long its log is.
"""

from __future__ import annotations

import re
import resource
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from twisted.internet import reactor
from twisted.internet.protocol import Factory
from twisted.logger import globalLogBeginner, textFileLogObserver

from .orders import say
from .peers import generated, handwritten

_STATUS = Path("/proc/self/status")
_REFERENCES = Path("/proc/self/clear_refs")


def _field(name: str) -> int:
    found = re.search(rf"{name}:\s+(\d+) kB", _STATUS.read_text())
    return int(found[1]) * 1024 if found else 0


def _answer(log: Path) -> None:
    for _ in sys.stdin:
        say(peak=_field("VmHWM"), now=_field("VmRSS"), log=log.stat().st_size)
        _REFERENCES.write_text("5")  # resets VmHWM
    _leave()


def _leave() -> None:
    loop: Any = reactor
    loop.callFromThread(loop.stop)


def main(kind: str, folder: str, bound: str) -> None:
    """Serve, with so many bytes of address space at most."""
    resource.setrlimit(resource.RLIMIT_AS, (int(bound), int(bound)))
    factory: Any
    if kind == "generated":
        package = generated.load(folder)
        factory = package.BenchServerFactory(generated.responder(package, "value"))
    else:
        factory = Factory.forProtocol(handwritten.SERVERS["value"])
    loop: Any = reactor
    port: int = loop.listenTCP(0, factory, interface="127.0.0.1").getHost().port
    with tempfile.NamedTemporaryFile("w") as log:
        observer: Any = textFileLogObserver(log)
        globalLogBeginner.beginLoggingTo([observer], redirectStandardIO=False)
        threading.Thread(target=_answer, args=[Path(log.name)], daemon=True).start()
        loop.callWhenRunning(say, port=port)
        loop.run()


if __name__ == "__main__":
    main(*sys.argv[1:])
