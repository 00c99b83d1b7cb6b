"""The command line. Hardly anything is imported until it is known that there is something to do,
and only click until a verb is chosen."""

import gc
import os
import sys
import time

from ampgen.remembering.recalling import recall

STARTED = time.time_ns()
"""When this process began, in nanoseconds since the epoch, as well as a program can tell."""


def main() -> None:
    """Run the command ``ampgen`` with the arguments of this process, and end it."""
    try:
        _end_if_nothing_is_to_do()
        # A run is short and what it makes is needed to its end: to look for garbage again and
        # again among ever more objects would take most of the time of a large schema.
        gc.disable()
        from ampgen.cli.running import run

        status = run(sys.argv[1:])
    except KeyboardInterrupt:
        # It came before there was anything that could say more.
        sys.stderr.write("ampgen: interrupted\n")
        status = 130
    sys.exit(status)


def _end_if_nothing_is_to_do() -> None:
    told = recall(sys.argv[1:])
    if told is not None and _repeated(*told):
        if "atexit" not in sys.modules:
            # Nobody waits for the end of this process, which takes Python longer than all of this.
            os._exit(0)
        sys.exit(0)


def _repeated(out: str, err: str) -> bool:
    """Write what a run would write that has nothing to do; return whether that went well.

    Where it does not, nothing is left in a buffer, and the run says what is wrong.
    """
    for stream, text in ((sys.stderr, err), (sys.stdout, out)):
        if stream is None or not text:
            continue
        data = text.replace("\n", os.linesep).encode(stream.encoding, "backslashreplace")
        try:
            while data:
                data = data[os.write(stream.fileno(), data) :]
        except OSError:
            return False
    return True
