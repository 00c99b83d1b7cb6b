"""``ampgen completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from ampgen.cli.statuses import Exit
from ampgen.cli.verbs import root

SHELLS = ("bash", "zsh", "fish")


@click.command(
    "completion",
    epilog="\b\nExample, for the file that your shell reads when it starts:\n"
    '  eval "$(ampgen completion bash)"',
)
@click.argument("shell", type=click.Choice(SHELLS))
def command(shell: str) -> int:
    """Print the script by which a shell completes verbs, options and rules.

    fish reads it with `ampgen completion fish | source`.
    """
    found = get_completion_class(shell)
    assert found is not None, shell
    click.echo(found(root(), {}, "ampgen", "_AMPGEN_COMPLETE").source())
    return Exit.FINE
