"""A run of the command, from its arguments to its exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from ampgen import __version__
from ampgen.cli.statuses import Exit
from ampgen.cli.terminating import Terminated, terminable
from ampgen.cli.verbs import root

_COMPLETE = "_AMPGEN_COMPLETE"


def run(arguments: Sequence[str]) -> int:
    """Run the command and return its exit status; nothing is raised, whatever happens."""
    for stream in (sys.stdout, sys.stderr):
        # A name that the terminal's encoding lacks is no reason to stop.
        getattr(stream, "reconfigure", _nothing)(errors="backslashreplace")
    try:
        with terminable():
            status = _run(list(arguments))
            if sys.stdout is not None:
                sys.stdout.flush()
            return status
    except (KeyboardInterrupt, click.Abort):
        return _stopped("interrupted", Exit.INTERRUPTED)
    except Terminated as asked:
        return _stopped(asked.how, asked.status)
    except BrokenPipeError:
        _give_up_output()
        return Exit.BROKEN_PIPE
    except Exception as error:
        return _failed(error)


def _stopped(how: str, status: Exit) -> Exit:
    try:
        click.echo(f"ampgen: {how}", err=True)
    except OSError:
        _give_up_output()
    return status


def _run(arguments: list[str]) -> int:
    command = root()
    if _COMPLETE in os.environ:
        from click.shell_completion import shell_complete

        return shell_complete(command, {}, "ampgen", _COMPLETE, os.environ[_COMPLETE])
    try:
        with command.make_context("ampgen", arguments) as context:
            result: object = command.invoke(context)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    return result if isinstance(result, int) else Exit.FINE


def _failed(error: Exception) -> int:
    from ampgen.cli.reporting import say
    from ampgen.explaining import reason
    from ampgen.findings import Unusable
    from ampgen.settings import Misconfigured

    try:
        if isinstance(error, click.UsageError):
            _show_usage(error)
            return Exit.USAGE
        if isinstance(error, Misconfigured):
            say(str(error))
            return Exit.USAGE
        if isinstance(error, (Unusable, click.ClickException)):
            say(str(error))
            return Exit.ENVIRONMENT
        if isinstance(error, OSError):
            place = error.filename or "standard output"
            say(f"cannot write {place}: {reason(error)}")
            _give_up_output()
            return Exit.ENVIRONMENT
        _show_own_fault(error)
        return Exit.OWN_FAULT
    except OSError:
        _give_up_output()
        return Exit.ENVIRONMENT


def _show_usage(error: click.UsageError) -> None:
    from ampgen.escaping import visible

    if error.ctx is not None:
        click.echo(error.ctx.get_usage(), err=True)
        click.echo(f"Try '{error.ctx.command_path} --help' for help.\n", err=True)
    message = "\n".join(map(visible, error.format_message().split("\n")))
    click.echo(f"Error: {message}", err=True)


def _show_own_fault(error: Exception) -> None:
    import platform

    from ampgen.cli.reporting import say

    if os.environ.get("AMPGEN_TRACEBACK", "0") not in ("", "0"):
        import traceback

        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    text = " ".join(str(error).split())
    say(
        f"internal error: {type(error).__name__}{': ' * bool(text)}{text[:500]}",
        "This is a mistake in ampgen, not in your schema. Please report it: the line above, the",
        "command line, the schema, and what AMPGEN_TRACEBACK=1 in the environment adds.",
        f"ampgen {__version__}, Python {platform.python_version()}, {platform.platform()}",
    )


def _give_up_output() -> None:
    """Keep Python from complaining at its end about output that nobody takes."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for descriptor in (1, 2):
        stream = (sys.stdout, sys.stderr)[descriptor - 1]
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _nothing(**_: object) -> None: ...
