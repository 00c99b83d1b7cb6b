"""``commands.py`` as printed."""

from __future__ import annotations


from ampgen.frozen import dataclass
from ampgen.views.common import Module, Pair


@dataclass(frozen=True, slots=True)
class CommandClass:
    """A subclass of ``amp.Command``. ``base`` is how the module calls that class."""

    name: str
    base: str
    doc: str
    wire: str
    arguments: tuple[Pair, ...]
    response: tuple[Pair, ...]
    errors: tuple[Pair, ...]
    fatal_errors: tuple[Pair, ...]
    oneway: bool


@dataclass(frozen=True, slots=True)
class SubArguments:
    """The sub-arguments of a record. ``circular`` ones name themselves or one another."""

    name: str
    annotation: str
    arguments: tuple[Pair, ...]
    circular: bool


@dataclass(frozen=True, slots=True)
class CommandsModule(Module):
    """``any`` is how the module calls ``typing.Any``.

    ``aliases`` give untyped argument classes a name that strict checkers let be called.

    ``lists`` are the sub-arguments of records, each before those that name it.
    """

    any: str
    aliases: tuple[Pair, ...]
    lists: tuple[SubArguments, ...]
    commands: tuple[CommandClass, ...]
