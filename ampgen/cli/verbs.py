"""The verbs by name; a verb's module is imported when it is used."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword

import click

from ampgen import __version__
from ampgen.cli.statuses import Exit

VERBS = {
    "compile": "Write the Python packages of schemas.",
    "check": "Look for mistakes in schemas, and for what could be better.",
    "fmt": "Write schemas in their one form.",
    "breaking": "Compare schemas with an old version: who breaks.",
    "scaffold": "Write a server and a client to start from.",
    "describe": "Print a checked schema as JSON.",
    "import": "Make a schema of hand-written commands.",
    "vendor": "Copy imported schemas that distributions ship.",
    "explain": "Explain a rule, or list all of them.",
    "completion": "Print the completion script of a shell.",
}
"""Each verb and its line in the help; ``ampgen.cli.<verb>.command`` is the verb itself.

The module of ``import`` is ``import_``.
"""


class Verbs(click.Group):
    """The command ``ampgen``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if not args and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), err=True)
            ctx.exit(Exit.USAGE)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        # A word of Python's own cannot be the name of a module.
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = import_module(f"ampgen.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in VERBS and not name.startswith("-"):
            ctx.fail(_unknown(name))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


def _unknown(name: str) -> str:
    # Only now, because a verb that exists needs neither.
    from difflib import get_close_matches

    from ampgen.escaping import visible

    close = get_close_matches(name, VERBS, 1)
    way = f"did you mean `{close[0]}`?" if close else "`ampgen --help` lists them"
    if name.endswith(".amp"):
        way = f"to compile that file, write `ampgen compile {visible(name)}`"
    return f"there is no verb `{visible(name)}`; {way}"


EPILOG = """\b
Example:
  ampgen compile registration.amp

\b
Exit status:
  0   all is well
  1   mistakes in a schema, or packages out of date
  2   the command line or the settings are wrong
  3   a file or folder cannot be read or written
  70  a mistake in ampgen itself

Results go to standard output, diagnostics to standard error."""


def root() -> click.Group:
    """Return the command ``ampgen``."""
    return Verbs(
        name="ampgen",
        help="Compile schemas of AMP protocols to Python packages for Twisted.",
        epilog=EPILOG,
        params=[_version_option()],
        subcommand_metavar="VERB [ARGUMENTS]...",
        options_metavar="[OPTIONS]",
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )


def _version_option() -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            click.echo(f"ampgen {__version__}")
            ctx.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=show,
        help="Show the version and exit.",
    )
