"""What every schema of the benchmark says, whatever its language."""

from __future__ import annotations

from dataclasses import dataclass, replace

FORMS = 3
"""How many forms a schema has; each differs from the next in the text of one command."""

_VERBS = ("Get", "List", "Remove", "Reschedule", "Acknowledge")
_THINGS = ("User", "Job", "AccessToken", "Invoice", "MeasurementSeries", "Room", "Shipment")
_ARGUMENTS = (
    ("user", "text", "Who asks."),
    ("count", "integer", "How many are wanted, and no more than that."),
    ("ratio", "number", "Between 0 and 1."),
    ("payload", "bytes", "What comes with it, as it was received."),
    ("dry_run", "truth", "Say what would be done, and do nothing."),
    ("account_name", "text", "Whose it is."),
    ("identifiers", "integers", "Which ones, in the order in which they are to be done."),
    ("reason", "text", "Why, for those who look later."),
    ("retries", "integer", "How often to try again."),
)
_RESULTS = (
    ("number", "integer", "Under which number it is kept."),
    ("message", "text", "What to say to the user."),
    ("accepted", "truth", "Whether it was."),
    ("duration", "number", "How long it took, in seconds."),
    ("digest", "bytes", "Of what was kept."),
)


@dataclass(frozen=True)
class Value:
    """An argument or a result; ``kind`` is a word that every language has a type for."""

    name: str
    kind: str
    optional: bool
    document: str


@dataclass(frozen=True)
class Call:
    """A command, a method, or a pair of messages: four arguments and two results."""

    name: str
    document: tuple[str, str]
    arguments: tuple[Value, ...]
    results: tuple[Value, ...]


def calls(count: int, form: int = 0) -> list[Call]:
    """So many calls. One in their middle depends on the form: its document, or a type."""
    found = [_call(number) for number in range(count)]
    edited = found[count // 2]
    if form % FORMS == 1:
        document = (edited.document[0], "It took somebody some time to word this better.")
        found[count // 2] = replace(edited, document=document)
    elif form % FORMS == 2:
        first, *others = edited.arguments
        changed = replace(first, kind="integer" if first.kind == "text" else "text")
        found[count // 2] = replace(edited, arguments=(changed, *others))
    return found


def _call(number: int) -> Call:
    verb = _VERBS[number % len(_VERBS)]
    thing = _THINGS[number % len(_THINGS)]
    return Call(
        f"{verb}{thing}{number}",
        (
            f"{verb} what is known of {thing} {number}.",
            "It takes a few words to say what it does, and when that is refused.",
        ),
        tuple(_value(_ARGUMENTS, number + step, step == 2) for step in range(4)),
        tuple(_value(_RESULTS, number + step, False) for step in range(2)),
    )


def _value(known: tuple[tuple[str, str, str], ...], number: int, optional: bool) -> Value:
    name, kind, document = known[number % len(known)]
    return Value(name, kind, optional and kind != "integers", document)
