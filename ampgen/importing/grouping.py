"""Which commands stand together in an interface."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ampgen.findings import Finding, Frame, Severity
from ampgen.importing.found import Answers, Found, FoundCommand
from ampgen.importing.naming import answered_by, interface_of


@dataclass(frozen=True, slots=True)
class Group:
    """Commands that one side answers; ``name`` is what they would like to be called."""

    name: str
    doc: str
    commands: tuple[FoundCommand, ...]


def grouped(found: Found, name: str | None) -> tuple[tuple[Group, ...], tuple[Finding, ...]]:
    """Return the interfaces of commands, and what there is to say about it.

    With ``name`` all of them are in one of that name. Otherwise those that the same classes
    answer are together, and those that nobody answers are with their module.
    """
    if name is not None:
        return _divided([Group(name, "", found.commands)])
    answerers = _answerers(found.answers)
    rows: dict[tuple[str, ...], list[FoundCommand]] = {}
    for command in found.commands:
        classes = answerers.get((command.python.module, command.python.name), ())
        nested = command.python.name.rpartition(".")[0]
        key = ("answered", *classes) if classes else ("in", command.python.module, nested)
        rows.setdefault(key, []).append(command)
    groups: list[Group] = []
    for key, commands in rows.items():
        if key[0] == "answered":
            names = [answered_by(cls) for cls in key[1:]]
            wanted = names[0] if len(names) == 1 else "And".join(names[:2])
            groups.append(Group(wanted, "", tuple(commands)))
        else:
            wanted = key[2].replace(".", "") or interface_of(key[1])
            doc = found.docs.get(key[1], "") if len(found.docs) > 1 and not key[2] else ""
            groups.append(Group(wanted, doc, tuple(commands)))
    return _divided(groups)


def _answerers(answers: Sequence[Answers]) -> Mapping[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for one in answers:
        for command in one.commands:
            key = (command.module, command.name)
            found[key] = tuple(sorted({*found.get(key, ()), one.name}))
    return found


def _divided(groups: Sequence[Group]) -> tuple[tuple[Group, ...], tuple[Finding, ...]]:
    """Put commands that travel under one name into interfaces of their own."""
    divided: list[Group] = []
    findings: list[Finding] = []
    for group in groups:
        parts: list[dict[bytes, FoundCommand]] = []
        for command in group.commands:
            for part in parts:
                if command.wire not in part:
                    part[command.wire] = command
                    break
            else:
                parts.append({command.wire: command})
            if parts[0][command.wire] is not command:
                findings.append(_twice(command, parts[0][command.wire]))
        divided += (
            Group(group.name, group.doc if not index else "", tuple(part.values()))
            for index, part in enumerate(parts)
        )
    return tuple(divided), tuple(findings)


def _twice(command: FoundCommand, first: FoundCommand) -> Finding:
    wire = command.wire.decode("utf-8", "backslashreplace")
    return Finding(
        "python-wire-twice",
        f"`{first.python.name}` and `{command.python.name}` both travel as `{wire}`",
        Frame(command.place, "put into an interface of its own"),
        "one connection can answer only one of them: say with protocols which side answers which",
        others=(Frame(first.place, "the first"),),
        severity=Severity.WARNING,
    )
