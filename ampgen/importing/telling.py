"""What there is to say about hand-written commands that do not fit into a schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ampgen.findings import Finding, Frame, Severity
from ampgen.importing.arguments import ATTRIBUTES
from ampgen.suggesting import nearest
from ampgen.text import Place

# Slips that do not look like what was meant.
_MEANT = {"requiresResponse": "requiresAnswer", "requireAnswer": "requiresAnswer"}
RUN = "`ampgen import --execute MODULE` runs the code and sees what it makes"
LEAVE = "or let `--partial` leave the command out"


def unknown(
    fact: str, place: Place, label: str, others: tuple[Frame, ...] = (), way: str = RUN
) -> Finding:
    """Tell about something that nobody knows who does not run the code."""
    return Finding("python-unknown", fact, Frame(place, label), f"{way}; {LEAVE}", others)


def unseen(fact: str, place: Place, module: str) -> Finding:
    """Tell about a class whose file was not found."""
    way = f"name the file of `{module}` too, or with `--path` the folder to find it in; {RUN}"
    return unknown(fact, place, f"nobody knows what `{module}` gives it", way=way)


def unsayable(fact: str, place: Place, label: str, help: str) -> Finding:
    """Tell about something that the language has no words for."""
    return Finding("python-unsayable", fact, Frame(place, label), f"{help}; {LEAVE}")


def overridden(command: str, names: Sequence[str], place: Place) -> Finding:
    """Tell about a command that makes or reads its boxes in a way of its own."""
    whole = " and ".join(f"`{name}`" for name in names)
    return Finding(
        "python-override",
        f"`{command}` has {whole} of its own",
        Frame(place, "only the code knows what travels"),
        f"keep `{command}` as it is beside the generated package, or move what {whole} "
        f"do{'es' * (len(names) == 1)} into an `Argument` class; {LEAVE}",
    )


def behaves(fact: str, place: Place, label: str, help: str) -> Finding:
    """Tell about what a command does beside its boxes, which stays with the hand-written class."""
    return Finding("python-behaviour", fact, Frame(place, label), help, severity=Severity.WARNING)


def boxed(command: str, attribute: str, place: Place) -> Finding:
    """Tell about a command whose boxes do more than travel."""
    return behaves(
        f"`{command}` has a `{attribute}` of its own",
        place,
        "what that box does when it is sent is not part of a schema",
        "imported without it; where the connection must close or switch, go on with the "
        "hand-written command",
    )


def switched(command: str, place: Place) -> Finding:
    """Tell about a command after which the connection speaks another protocol."""
    return behaves(
        f"`{command}` switches the connection to another protocol",
        place,
        "a schema ends where the other protocol begins",
        "imported as an ordinary command; where it switches, go on with the hand-written one",
    )


def attributed(command: str, names: Sequence[str], place: Place) -> Iterator[Finding]:
    """Tell about attributes and methods of a command that Twisted knows nothing of."""
    others: list[str] = []
    for name in names:
        meant = _MEANT.get(name) or nearest(name, ATTRIBUTES)
        if meant is None:
            others.append(f"`{name}`")
            continue
        yield behaves(
            f"`{command}` has a `{name}`, which Twisted never looks at",
            place,
            f"did you mean `{meant}`?",
            "imported without it, as the command has always travelled: correct the name only if "
            "the other side does too",
        )
    if others:
        most = [*others[:5], f"{len(others) - 5} more"] if len(others) > 6 else others
        whole = " and ".join(filter(None, [", ".join(most[:-1]), most[-1]]))
        yield behaves(
            f"`{command}` has {whole} of its own",
            place,
            "only the hand-written class has what never travels",
            f"imported without: code that uses {others[0]} goes on with that class",
        )


def unheard(command: str, what: str, place: Place) -> Finding:
    """Tell about what a one-way command declares, and nobody ever hears."""
    return Finding(
        "python-oneway",
        f"one-way command `{command}` declares {what}",
        Frame(place, "nobody waits for the answer"),
        "it is left out: it never travels",
        severity=Severity.WARNING,
    )


def hidden(command: str, place: Place) -> Finding:
    """Tell about a command that exists only while a function runs."""
    return Finding(
        "python-hidden",
        f"`{command}` is made inside a function and was not imported",
        Frame(place, "only there while the function runs"),
        "move the class to the top of the module if others are to call it",
        severity=Severity.WARNING,
    )
