"""The command line. Hardly anything is imported until it is known that there is something to do,
and only click until a verb is chosen."""

import gc
import os
import sys
import time

STARTED = time.time_ns()
"""When this process began, in nanoseconds since the epoch, as well as a program can tell."""


def main() -> None:
    """Run the command ``ampgen`` with the arguments of this process, and end it."""
    try:
        # Only here, where an interrupt is answered.
        from ampgen.remembering.recalling import has_text, recall

        _end_if_nothing_is_to_do(recall(sys.argv[1:]))
        # A run is short and what it makes is needed to its end: to look for garbage again and
        # again among ever more objects would take most of the time of a large schema.
        gc.disable()
        status = _made_again() if has_text(sys.argv[1:]) else None
        if status is None:
            from ampgen.cli.running import run

            status = run(sys.argv[1:])
    except KeyboardInterrupt:
        # It came before there was anything that could say more.
        sys.stderr.write("ampgen: interrupted\n")
        status = 130
    _end(status)


def _end(status: int) -> None:
    """End this process without taking apart, object by object, what it has made."""
    if sys.gettrace() is None and sys.getprofile() is None:
        import atexit

        # What others want done at the end, who may have come along with Python.
        getattr(atexit, "_run_exitfuncs")()
        try:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()
        except (OSError, ValueError):
            pass  # Python says what there is to say.
        else:
            os._exit(status)
    sys.exit(status)


def _made_again() -> "int | None":
    """Make again what hardly changed; None where that needs a whole run."""
    from ampgen.cli.again import made_again
    from ampgen.cli.terminating import Terminated, terminable

    try:
        with terminable():
            told = made_again(sys.argv[1:], STARTED)
    except Terminated as asked:
        sys.stderr.write(f"ampgen: {asked.how}\n")
        return asked.status
    except Exception:
        # A whole run does all of it anew, and words what goes wrong.
        return None
    # A run that has nothing to do says in its own way what cannot be written.
    return 0 if told is not None and _repeated(*told) else None


def _end_if_nothing_is_to_do(told: "tuple[str, str] | None") -> None:
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
