"""Default values, and whether they fit the type."""

from __future__ import annotations

from decimal import Decimal

from ampgen import schema, syntax
from ampgen.builtins import BOOL, BYTES, DECIMAL, FLOAT, INT, STR, Scalar
from ampgen.checking.literals import bytes_of, is_missing, text_of, whole_number
from ampgen.checking.problems import Problems
from ampgen.checking.scope import Scope
from ampgen.suggesting import Names
from ampgen.findings import Edit, Frame
from ampgen.text import Place

LONGEST_VALUE = 65_535

_SHOWN = 40  # characters: longer values are cut in a message

_NOTHING = ("None", "null", "nil", "undefined", "none")
_BOOLS = {"true": True, "false": False}
_WANTED = {
    INT: "a whole number",
    FLOAT: "a number",
    DECIMAL: "a number",
    STR: "a string",
    BYTES: "a string, whose escapes `\\xNN` are bytes",
    BOOL: "`true` or `false`",
}


def _shown(value: syntax.Value) -> str:
    """Return a value as it is written, cut where it is long."""
    text = _written(value)
    if len(text) > _SHOWN:
        text = text[: _SHOWN - 1] + "…"
    return f"`{text}`"


def _written(value: syntax.Value) -> str:
    if isinstance(value, syntax.String):
        return f'"{value.raw}"'
    if isinstance(value, syntax.Values):
        # Of a long list its beginning is enough.
        inner = ", ".join(map(_written, value.values[:_SHOWN]))
        return f"[{inner}]"
    return value.text


def _absent(field: syntax.Field) -> str:
    """Return a field as it is written where it may be absent."""
    return f"`{field.name.text}: {_type(field.type)}?`"


def _type(type: syntax.Type) -> str:
    if type.arguments is None:
        return type.path.text
    return f"{type.path.text}[{', '.join(map(_type, type.arguments))}]"


class Defaults:
    """Reads the default values of one file."""

    def __init__(self, problems: Problems, scope: Scope) -> None:
        self._problems = problems
        self._scope = scope
        # An enum may have as many members as fields have defaults.
        self._enums: dict[int, tuple[schema.Enum, dict[str, schema.Member], Names]] = {}

    def read(self, field: syntax.Field, meant: schema.Type) -> schema.Value | None:
        """Return the default of a field of a type, or None where it has none or a wrong one."""
        value = field.default
        if value is None or is_missing(value):
            return None
        place = value.place
        if isinstance(value, syntax.Path) and value.text in _NOTHING:
            spot = Place(place.source, field.type.place.end, place.end)
            self._problems.add(
                "bad-default",
                f"`{value.text}` is not a value",
                place,
                "not a value of this language",
                f"what may be absent is written with a question mark: {_absent(field)}",
                edits=(Edit(spot, "" if field.type.optional else "?"),),
            )
            return None
        if field.type.optional is not None:
            self._problems.add(
                "bad-default",
                "a field is optional or has a default, not both",
                place,
                "what is absent is None already",
                "take out the `?` or the default",
                others=(Frame(field.type.optional, "optional here"),),
            )
            return None
        if isinstance(meant, schema.Enum):
            return self._member(value, meant)
        if isinstance(meant, schema.ListOf):
            if isinstance(value, syntax.Values) and not value.values:
                return schema.EmptyList()
            if isinstance(value, syntax.Values):
                fact = "the only list that a default can be is the empty one"
            else:
                fact = f"{_shown(value)} is no list"
            return self._wrong(place, fact, "write `[]`, the only default of a list")
        if isinstance(meant, Scalar) and meant in _WANTED:
            return self._scalar(value, meant)
        name = (
            meant.name
            if isinstance(meant, (Scalar, schema.Record, schema.Custom))
            else ("map" if isinstance(meant, schema.MapOf) else "big")
        )
        return self._wrong(
            place,
            f"a field of type `{name}` takes no default",
            f"make it optional: {_absent(field)}",
        )

    def _scalar(self, value: syntax.Value, meant: Scalar) -> schema.Value | None:
        result: schema.Value | None = None
        if meant is INT:
            result = whole_number(value)
        elif meant is FLOAT and isinstance(value, syntax.Number):
            result = float(value.text)
            if result in (float("inf"), float("-inf")):
                return self._wrong(value.place, "this number is too large for a float", "")
        elif meant is DECIMAL and isinstance(value, syntax.Number):
            result = Decimal(value.text)
        elif meant is STR and isinstance(value, syntax.String):
            result = text_of(value)
        elif meant is BYTES and isinstance(value, syntax.String):
            result = bytes_of(value)
        elif meant is BOOL and isinstance(value, syntax.Path):
            result = _BOOLS.get(value.text)
        if result is None:
            help = f"the field is of type `{meant.name}`: write {_WANTED[meant]}"
            edits: tuple[Edit, ...] = ()
            if isinstance(value, syntax.Path) and meant is BOOL and value.text.lower() in _BOOLS:
                help = f"write `{value.text.lower()}`"
                edits = (Edit(value.place, value.text.lower()),)
            wanted = _WANTED[meant].split(",")[0]
            return self._wrong(value.place, f"{_shown(value)} is not {wanted}", help, edits)
        data = result.encode("utf-8", "replace") if isinstance(result, str) else result
        if isinstance(data, bytes) and len(data) > LONGEST_VALUE:
            return self._wrong(
                value.place,
                f"a value has at most {LONGEST_VALUE:,} bytes on the wire",
                "shorten it, or make the field optional",
            )
        return result

    def _member(self, value: syntax.Value, meant: schema.Enum) -> schema.Value | None:
        if not isinstance(value, syntax.Path):
            return self._wrong(
                value.place,
                f"{_shown(value)} is not a member of `{meant.name}`",
                f"write a member's name: `{meant.members[0].name}`" if meant.members else "",
            )
        parts = [part.text for part in value.parts]
        name = parts[-1]
        qualified = len(parts) == 1 or (
            parts[-2] == meant.name
            and (len(parts) == 2 or self._scope.imports_as(".".join(parts[:-2]), meant))
        )
        members, names = self._members(meant)
        found = members.get(name)
        if found is not None and qualified:
            return schema.MemberValue(meant, found)
        if found is None and self._scope.lost(name):
            return None
        guess = name if found is not None else names.nearest(name)
        some = ", ".join(f"`{one.name}`" for one in meant.members[:8])
        some += ", …" if len(meant.members) > 8 else ""
        edits = (Edit(value.place, guess),) if guess else ()
        return self._wrong(
            value.place,
            f"`{meant.name}` has no member `{value.text}`",
            f"did you mean `{guess}`?" if guess else f"its members are {some}",
            edits,
            (Frame(meant.place, "declared here"),),
        )

    def _members(self, meant: schema.Enum) -> tuple[dict[str, schema.Member], Names]:
        """Return the members of an enum by name, and their names laid out to guess from."""
        if id(meant) not in self._enums:
            members = {member.name: member for member in reversed(meant.members)}
            self._enums[id(meant)] = meant, members, Names(one.name for one in meant.members)
        return self._enums[id(meant)][1:]

    def _wrong(
        self,
        place: Place,
        fact: str,
        help: str,
        edits: tuple[Edit, ...] = (),
        others: tuple[Frame, ...] = (),
    ) -> schema.Value | None:
        """Tell about a default that does not fit, and return that there is none."""
        self._problems.add(
            "bad-default", fact, place, "does not fit the type", help, edits=edits, others=others
        )
        return None
