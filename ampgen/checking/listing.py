"""Lists of fields: records, arguments and responses; and the names that are reserved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ampgen import schema, syntax
from ampgen.checking.annotating import Annotated, read_annotations
from ampgen.checking.defaulting import Defaults
from ampgen.checking.literals import bytes_of, is_missing, spelled
from ampgen.checking.problems import Problems
from ampgen.checking.scope import Scope
from ampgen.checking.typing import Types, holds_float
from ampgen.checking.wording import LONGEST, check_field
from ampgen.findings import Frame
from ampgen.naming import parameter
from ampgen.text import Place

MOST_FIELDS = 256
# A box holds at most 1,024 keys, so a big value's last key ends in this at most.
_LONGEST_SUFFIX = len(".1024")
_NUMBERED = re.compile(rb"(.*)\.(0|[1-9][0-9]*)", re.DOTALL)


def read_reserved(problems: Problems, reserved: Sequence[syntax.Reserved]) -> dict[bytes, Place]:
    """Return the reserved names and their places, in order."""
    names: dict[bytes, Place] = {}
    for one in reserved:
        for name in one.names:
            data = bytes_of(name) if isinstance(name, syntax.String) else name.text.encode()
            if not data or is_missing(name):
                continue
            if data in names:
                problems.add(
                    "reserved-twice",
                    f"`{spelled(data)}` is reserved twice",
                    name.place,
                    "once more",
                    "take one out",
                    others=(Frame(names[data], "first reserved here"),),
                )
            else:
                names[data] = name.place
    return names


def refuse_reserved(
    problems: Problems, reserved: dict[bytes, Place], name: syntax.Name, wire: bytes | None
) -> None:
    """Tell about a name that must not come back."""
    for data in (name.text.encode(), wire):
        if data and data in reserved:
            problems.add(
                "reserved-name-used",
                f"`{spelled(data)}` is reserved: it must not come back",
                name.place,
                "a reserved name",
                "choose another name: a peer that knows the old meaning may still be running",
                others=(Frame(reserved[data], "reserved here"),),
            )
            return


def texts(reserved: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(spelled(data) for data in reserved)


class Lists:
    """Reads lists of fields."""

    def __init__(self, problems: Problems, scope: Scope, types: Types) -> None:
        self._problems = problems
        self._types = types
        self._defaults = Defaults(problems, scope)
        # Most names occur again and again.
        self._right: set[tuple[str, str]] = set()

    def read(
        self,
        fields: Sequence[syntax.Field],
        reserved: Sequence[syntax.Reserved],
        where: str,
    ) -> tuple[tuple[schema.Field, ...], tuple[str, ...]]:
        """Return the fields and the reserved names of a list.

        ``where`` is ``argument``, ``response`` or ``record``.
        """
        held = read_reserved(self._problems, reserved)
        if len(fields) > MOST_FIELDS:
            self._problems.add(
                "too-many-fields",
                f"a list has at most {MOST_FIELDS} fields",
                fields[MOST_FIELDS].place,
                f"number {MOST_FIELDS + 1} of {len(fields):,}",
                "put some of them into a record",
            )
            fields = fields[:MOST_FIELDS]
        meant: list[schema.Field] = []
        names: dict[str, Place] = {}
        spellings: dict[str, syntax.Name] = {}
        keys: dict[bytes, schema.Field] = {}
        for field in fields:
            name = field.name.text
            if name and name in names:
                self._problems.add_twice(name, field.place, names[name])
                self._field(field, where, held)
                continue
            names[name] = field.place
            if (name, where) not in self._right and check_field(self._problems, field.name, where):
                self._right.add((name, where))
            clash = spellings.setdefault(parameter(name), field.name)
            if name and clash is not field.name:
                self._problems.add(
                    "names-collide",
                    f"`{clash.text}` and `{name}` are both `{parameter(name)}` in Python",
                    field.place,
                    f"prints `{parameter(name)}`",
                    f'rename one; the wire may still say it: `@wire("{name}")`',
                    others=(Frame(clash.place, f"also prints `{parameter(name)}`"),),
                )
            read = self._field(field, where, held)
            if read is None:
                continue
            if read.wire in keys:
                self._problems.add(
                    "wire-name-twice",
                    f"two fields travel under `{spelled(read.wire)}`",
                    field.place,
                    "the second",
                    "give one of them another `@wire` name",
                    others=(Frame(keys[read.wire].place, "the first"),),
                )
                continue
            keys[read.wire] = read
            meant.append(read)
        if any(isinstance(field.type, schema.Big) for field in meant):
            self._check_big_keys(meant, keys)
        return tuple(meant), texts(held)

    def _field(
        self, field: syntax.Field, where: str, held: dict[bytes, Place]
    ) -> schema.Field | None:
        notes = read_annotations(self._problems, field.notes, "a field")
        wire = self._wire(field, notes)
        if held:
            refuse_reserved(self._problems, held, field.name, notes.wire)
        meant = self._types.resolve(field.type, where, 2 if notes.big is None else notes.big)
        if meant is None:
            return None
        if notes.big_at is not None and not isinstance(meant, schema.Big):
            self._problems.add(
                "misplaced-annotation",
                f"`@big` is for `big` values, and `{field.name.text}` is none",
                notes.big_at.place,
                "not a big value",
                f"write `{field.name.text}: big[{field.type.path.text}]`, or take `@big` out",
            )
        if notes.nonfinite is not None and not holds_float(meant):
            self._problems.add(
                "misplaced-annotation",
                f"`@nonfinite` is for floats, and `{field.name.text}` is none",
                notes.nonfinite.place,
                "not a float",
                "take it out",
            )
        default = self._defaults.read(field, meant)
        if not field.name.text:
            return None
        return schema.Field(
            field.name.text,
            wire,
            meant,
            field.type.optional is not None,
            default,
            field.notes.doc,
            notes.nonfinite is not None,
            notes.deprecated,
            notes.since,
            place=field.place,
        )

    def _wire(self, field: syntax.Field, notes: Annotated) -> bytes:
        if notes.wire is None or notes.wire_place is None:
            return field.name.text.encode()
        wire = notes.wire
        if not wire or wire.startswith(b"_"):
            fact = f"the wire name `{spelled(wire)}` begins with `_`"
            self._problems.add(
                "bad-wire-name",
                fact if wire else "a wire name is not empty",
                notes.wire_place.place,
                "such keys are the protocol's own" if wire else "an empty key ends a message",
                "choose another",
            )
        elif len(wire) > LONGEST:
            self._problems.add(
                "bad-wire-name",
                f"a key has at most {LONGEST} bytes on the wire",
                notes.wire_place.place,
                f"{len(wire):,} bytes",
                "find a shorter one",
            )
        return wire

    def _check_big_keys(
        self, fields: Sequence[schema.Field], keys: dict[bytes, schema.Field]
    ) -> None:
        for field in fields:
            if isinstance(field.type, schema.Big) and len(field.wire) > LONGEST - _LONGEST_SUFFIX:
                self._problems.add(
                    "bad-wire-name",
                    f"the key of a big value has at most {LONGEST - _LONGEST_SUFFIX} bytes",
                    field.place,
                    f"{len(field.wire)} bytes, before `.2` and so on",
                    'find a shorter one, or give it one for the wire: `@wire("…")`',
                )
            match = _NUMBERED.fullmatch(field.wire)
            owner = keys.get(match.group(1)) if match else None
            if match is None or owner is None or not isinstance(owner.type, schema.Big):
                continue
            if len(match.group(2)) <= 4 and int(match.group(2)) >= owner.type.first:
                self._problems.add(
                    "big-key-taken",
                    f"`{owner.name}` is big, and uses the key `{spelled(field.wire)}` itself",
                    field.place,
                    f"travels under `{spelled(field.wire)}`",
                    "choose another `@wire` name",
                    others=(Frame(owner.place, "the big value"),),
                )
