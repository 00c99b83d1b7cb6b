"""Runs one program to its end and prints what it took.

This is a process of its own, and a small one, because Linux counts to a process's peak of memory
that of the process which started it. Called as ``launching.py OUTPUT ERRORS PROGRAM WORD…``, it
prints seconds, seconds of CPU, the peak of memory in bytes, and the exit status. The last three
are of the program and all that it started; the peak is that of the largest of them.
"""

from __future__ import annotations

import os
import sys
import time

_UNIT = 1 if sys.platform == "darwin" else 1024


def main(output: str, errors: str, program: str, *words: str) -> None:
    """Run the program, its output in two files."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [
        (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
        (os.POSIX_SPAWN_OPEN, 1, output, flags, 0o600),
        (os.POSIX_SPAWN_OPEN, 2, errors, flags, 0o600),
    ]
    start = time.perf_counter()
    child = os.posix_spawnp(program, [program, *words], os.environ, file_actions=actions)
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    cpu = used.ru_utime + used.ru_stime
    print(seconds, cpu, used.ru_maxrss * _UNIT, os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main(*sys.argv[1:])
