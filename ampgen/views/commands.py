"""``commands.py`` as printed."""

from __future__ import annotations


from ampgen.frozen import dataclass
from ampgen.views.common import Module, Pair


@dataclass(frozen=True, slots=True)
class CommandClass:
    """A subclass of ``amp.Command``. ``base`` is how the module calls that class.

    ``arguments`` and ``response`` are the items of lists, a tuple each of a key and an argument.
    """

    name: str
    base: str
    doc: str
    wire: str
    arguments: tuple[str, ...]
    response: tuple[str, ...]
    errors: tuple[Pair, ...]
    fatal_errors: tuple[Pair, ...]
    oneway: bool


@dataclass(frozen=True, slots=True)
class SubArguments:
    """The sub-arguments of a record, items like a command's.

    ``circular`` ones name themselves or one another.
    """

    name: str
    annotation: str
    arguments: tuple[str, ...]
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
