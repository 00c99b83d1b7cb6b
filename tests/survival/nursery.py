"""A process that has everything imported, and begins compiles that are to be killed.

It reads lines of JSON, ``{"words": [...], "fault": {...}, "folder": "..."}``, forks a child that
runs the command with its streams in ``out.txt`` and ``err.txt`` of the folder, and answers with
its number. At the next line, whatever that is, it waits for the child and answers with its exit
status. The child leaves in ``calls.txt`` how often it asked to change the disk.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

from ampgen.cli.running import run

from .faults import Fault, Faulty

_ASKING = {signal.SIGINT, signal.SIGTERM}


def main(words: list[str]) -> None:
    """Run a command, by which everything is imported, and serve until the input ends."""
    with redirect_stdout(StringIO()):
        run(words)
    gc.freeze()
    for line in sys.stdin:
        order = json.loads(line)
        # Until the child can answer it, a signal waits.
        signal.pthread_sigmask(signal.SIG_BLOCK, _ASKING)
        child = os.fork()
        if child == 0:
            _child(order)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ASKING)
        _answer(child)
        sys.stdin.readline()
        _, status = os.waitpid(child, 0)
        _answer(os.waitstatus_to_exitcode(status))


def _answer(number: int) -> None:
    print(number, flush=True)


def _child(order: dict[str, Any]) -> None:
    """Run the command in this process, and end it."""
    # A shell that starts things in the background has them ignore interrupts.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    folder = Path(order["folder"])
    for number, name in ((1, "out.txt"), (2, "err.txt")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), number)
    faulty = Faulty(Fault(**order["fault"]))
    if order["fault"]:
        faulty.install()
    status = 70
    try:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _ASKING)
        status = run(order["words"])
    except KeyboardInterrupt:
        # As the command does where it has hardly begun.
        print("ampgen: interrupted", file=sys.stderr)
        status = 130
    finally:
        (folder / "calls.txt").write_text(str(faulty.calls))
        sys.stderr.flush()
        sys.stdout.flush()
        os._exit(status)


if __name__ == "__main__":
    main(sys.argv[1:])
