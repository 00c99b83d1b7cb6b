"""``ampgen explain``."""

from __future__ import annotations

import sys
import textwrap
from difflib import get_close_matches

import click
from click.shell_completion import CompletionItem

from ampgen.cli.reporting import wants_color, width
from ampgen.cli.statuses import Exit


def _rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    from ampgen.rules import all_rules

    return [
        CompletionItem(rule.id, help=rule.summary)
        for rule in all_rules()
        if rule.id.startswith(incomplete)
    ]


@click.command(
    "explain",
    epilog="\b\nExample:\n  ampgen explain oneway-raises",
)
@click.argument("rule", required=False, shell_complete=_rules)
def command(rule: str | None) -> int:
    """Explain a rule, or list all of them.

    RULE is what stands in brackets in a diagnostic. Its explanation comes with a bad and a good
    example.
    """
    from ampgen.rules import all_rules

    rules = {known.id: known for known in all_rules()}
    columns = width(sys.stdout)
    if rule is None:
        click.echo(_listed({name: known.summary for name, known in rules.items()}, columns))
        return Exit.FINE
    wanted = rule.strip("[]")
    if wanted not in rules:
        close = get_close_matches(wanted, rules, 3)
        way = (
            f"did you mean {' or '.join(f'`{name}`' for name in close)}?"
            if close
            else ("`ampgen explain` lists all rules")
        )
        raise click.UsageError(f"there is no rule `{rule}`; {way}")
    found = rules[wanted]
    color = wants_color(sys.stdout)
    parts = [
        (
            click.style(f"{found.id}: {found.summary}", bold=True)
            if color
            else f"{found.id}: {found.summary}"
        ),
        "\n\n".join(
            textwrap.fill(" ".join(paragraph.split()), columns, break_on_hyphens=False)
            for paragraph in found.explanation.split("\n\n")
        ),
        "Before:\n\n" + textwrap.indent(found.before, "    ") if found.before else "",
        "Not like this:\n\n" + textwrap.indent(found.bad.strip("\n"), "    "),
        "Like this:\n\n" + textwrap.indent(found.good.strip("\n"), "    "),
    ]
    click.echo("\n\n".join(part for part in parts if part), color=color)
    return Exit.FINE


def _listed(lines: dict[str, str], columns: int) -> str:
    longest = max(map(len, lines), default=0)
    return "\n".join(
        textwrap.fill(
            summary,
            max(columns, longest + 30),
            initial_indent=f"{name:<{longest}}  ",
            subsequent_indent=" " * (longest + 2),
            break_on_hyphens=False,
        )
        for name, summary in sorted(lines.items())
    )
