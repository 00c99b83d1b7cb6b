"""Names that are left to be used again by mistake, and reserved ones that are used."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from ampgen.breaking.changes import Changes
from ampgen.breaking.matching import Matched
from ampgen.findings import Frame
from ampgen.schema import Command, Enum, Field, Interface, Member, Record, Schema
from ampgen.text import Place


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of a list: each with all that it is called, and those that must not come back."""

    owner: str
    place: Place
    used: tuple[tuple[Place, str, frozenset[str]], ...]
    reserved: tuple[str, ...]


def compare_reserved(
    changes: Changes,
    schemas: Matched[Schema],
    interfaces: Matched[Interface],
    commands: Collection[tuple[Command, Command]],
) -> None:
    """Note what a later version could get wrong with names of an older one."""
    for old, new in schemas.pairs:
        records = {(one.schema, one.name): one for one in new.records}
        for record in old.records:
            if (later := records.get(_later(changes, record, new))) is not None:
                _compare(
                    changes,
                    _fields(f"`{record.name}`", record.place, record.fields, record.reserved),
                    _fields(f"`{later.name}`", later.place, later.fields, later.reserved),
                )
        enums = {(one.schema, one.name): one for one in new.enums}
        for enum in old.enums:
            if (known := enums.get(_later(changes, enum, new))) is not None:
                _compare(changes, _members(enum), _members(known))
    # One that is in another interface now has its name still.
    stayed = {id(was) for was, _ in commands}
    for before, after in interfaces.pairs:
        _compare(changes, _commands(before, stayed), _commands(after))
    for was, now in commands:
        _compare(
            changes,
            _fields(f"`{was.name}`", was.place, was.arguments, was.reserved_arguments),
            _fields(f"`{now.name}`", now.place, now.arguments, now.reserved_arguments),
        )
        if not now.oneway:
            owner = f"the answer of `{now.name}`"
            _compare(
                changes,
                _fields(owner, was.place, was.response, was.reserved_response),
                _fields(owner, now.place, now.response, now.reserved_response),
            )


def _later(changes: Changes, old: Record | Enum, schema: Schema) -> tuple[str, str]:
    """Return the schema and the name that a record or an enum has now."""
    return changes.renamed.get((old.schema, old.name), (schema.name, old.name))


def _compare(changes: Changes, old: _Names, new: _Names) -> None:
    now = {name: place for place, _, names in new.used for name in names}
    for place, name, names in old.used:
        if not names & now.keys() and not names & set(new.reserved):
            changes.add(
                "name-removed-not-reserved",
                f"`{name}` of {new.owner} is gone, and its name is free to come back",
                Frame(new.place, f"does not reserve `{name}`"),
                Frame(place, "was here"),
                name=name,
            )
    for name in old.reserved:
        if name in new.reserved:
            continue
        if name in now:
            changes.add(
                "reserved-name-reused",
                f"`{name}` of {new.owner} is used again, and was reserved",
                Frame(now[name], "must not come back"),
                Frame(old.place, f"reserved `{name}`"),
            )
        else:
            changes.add(
                "reserved-removed",
                f"`{name}` of {new.owner} is not reserved any more",
                Frame(new.place, f"does not reserve `{name}`"),
                Frame(old.place, f"reserved `{name}`"),
            )


def _fields(
    owner: str, place: Place, fields: Sequence[Field], reserved: tuple[str, ...]
) -> _Names:
    used = tuple((one.place, one.name, _both(one.name, one.wire)) for one in fields)
    return _Names(owner, place, used, reserved)


def _members(enum: Enum) -> _Names:
    used = tuple((one.place, one.name, _values(one)) for one in enum.members)
    return _Names(f"`{enum.name}`", enum.place, used, enum.reserved)


def _commands(interface: Interface, but: Collection[int] = ()) -> _Names:
    """Return the names of an interface's commands, ``but`` some by identity."""
    used = tuple(
        (one.place, one.name, _both(one.name, one.wire))
        for one in interface.commands
        if id(one) not in but
    )
    return _Names(f"`{interface.name}`", interface.place, used, interface.reserved)


def _both(name: str, key: bytes) -> frozenset[str]:
    return frozenset({name, key.decode("utf-8", "backslashreplace")})


def _values(member: Member) -> frozenset[str]:
    return frozenset({member.name, *([member.value] if isinstance(member.value, str) else [])})
