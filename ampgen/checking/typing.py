"""Resolve types, and refuse what AMP cannot carry."""

from __future__ import annotations

from ampgen import schema, syntax
from ampgen.builtins import FD, FLOAT, SCALARS, Scalar
from ampgen.checking.problems import Problems
from ampgen.checking.scope import Scope
from ampgen.findings import Edit
from ampgen.text import Place

_ARGUMENTS = {"list": 1, "map": 2, "big": 1}
_SHAPES = {"list": "list[T]", "map": "map[K, V]", "big": "big[T]"}


class Types:
    """Resolves types as written to types as meant."""

    def __init__(self, problems: Problems, scope: Scope) -> None:
        self._problems = problems
        self._scope = scope

    def resolve(self, written: syntax.Type, where: str, first: int = 2) -> schema.Type | None:
        """Return what a type means, or None where it is wrong, which is then told.

        ``where`` is ``argument``, ``response`` or ``record`` for the type of a field itself, and
        ``list``, ``map``, ``big``, ``over`` or ``parameter`` inside. ``first`` is the number of a
        big value's first key beside the bare one.
        """
        if written.optional is not None and where not in ("argument", "response", "record"):
            self._refuse_optional(written, where)
        if len(written.path.parts) == 1:
            name = written.path.text
            if name in _ARGUMENTS:
                return self._resolve_compound(written, name, where, first)
            scalar = SCALARS.get(name)
            if scalar is not None:
                self._refuse_arguments(written)
                if scalar is FD and where not in ("argument", "response"):
                    self._misplaced_fd(written.path.place, where)
                    return None
                return scalar
            if name == "Optional" and written.arguments and len(written.arguments) == 1:
                inner = written.arguments[0]
                self._problems.add(
                    "unknown-type",
                    "there is no type `Optional`",
                    written.path.place,
                    "unknown",
                    f"what may be absent is written with a question mark: `{inner.path.text}?`",
                )
                return None
        found = self._scope.value_type(written.path)
        if found is not None:
            self._refuse_arguments(written)
        return found

    def _resolve_compound(
        self, written: syntax.Type, name: str, where: str, first: int
    ) -> schema.Type | None:
        count = len(written.arguments or ())
        if count != _ARGUMENTS[name]:
            wanted = "two types" if name == "map" else "one type"
            self._problems.add(
                "type-arguments",
                f"`{name}` takes {wanted} in square brackets",
                written.path.place,
                f"{count} given" if count else "none given",
                f"write `{_SHAPES[name]}`, as in "
                + {"list": "`list[str]`", "map": "`map[str, int]`", "big": "`big[bytes]`"}[name],
            )
            return None
        assert written.arguments is not None
        if name == "big" and where not in ("argument", "response"):
            self._problems.add(
                "misplaced-big",
                "`big` stands at the top level of arguments and responses only",
                written.path.place,
                "its bytes need keys of the message itself",
                "move the field up into the arguments or the response of the command",
            )
            return None
        inner = [self.resolve(one, name, first) for one in written.arguments]
        if name == "list":
            element = inner[0]
            if element is None:
                return None
            return self._list(written, element)
        if name == "map":
            key, value = inner
            key_is_right = key is None or self._check_key(written.arguments[0], key)
            if key is None or value is None or not key_is_right:
                return None
            return schema.MapOf(key, value)
        return None if inner[0] is None else schema.Big(inner[0], first)

    def _list(self, written: syntax.Type, element: schema.Type) -> schema.Type | None:
        if isinstance(element, schema.MapOf) or _lists_records(element):
            what = "maps" if isinstance(element, schema.MapOf) else "lists of records"
            self._problems.add(
                "uncarriable",
                f"AMP cannot carry a list of {what}",
                written.place,
                "its elements have no bytes of their own",
                "put the inner part into a record with one field, and list that record",
            )
            return None
        return schema.ListOf(element)

    def _check_key(self, written: syntax.Type, key: schema.Type) -> bool:
        if isinstance(key, schema.Enum) or (isinstance(key, Scalar) and key.key):
            return True
        self._problems.add(
            "map-key",
            f"`{written.path.text}` cannot be the key of a map",
            written.place,
            "a key is a scalar or an enum",
            "use a list of records that hold both, or another key",
        )
        return False

    def _refuse_optional(self, written: syntax.Type, where: str) -> None:
        assert written.optional is not None
        what = {
            "list": "an element of a list",
            "map": "a part of a map",
            "big": "the content of a big value",
            "over": "what a type travels as",
            "parameter": "a parameter",
        }[where]
        help = {
            "list": "leave absent elements out, or list a record with an optional field",
            "map": "leave absent entries out, or use a record with an optional field",
            "big": "write `big[…]?`",
        }.get(where, "take the `?` out; it belongs to the field")
        self._problems.add(
            "optional-element",
            f"{what} cannot be optional",
            written.optional,
            "there is no way to say that it is absent",
            help,
            edits=(Edit(written.optional, ""),) if where in ("over", "parameter") else (),
        )

    def _refuse_arguments(self, written: syntax.Type) -> None:
        if written.arguments is not None:
            self._problems.add(
                "type-arguments",
                f"`{written.path.text}` takes no types in brackets",
                written.place,
                "brackets belong to `list`, `map` and `big`",
                f"write `{written.path.text}`",
            )

    def _misplaced_fd(self, place: Place, where: str) -> None:
        inside = {
            "list": "in a list",
            "map": "in a map",
            "record": "in a record",
            "big": "in a big value",
        }.get(where, "here")
        self._problems.add(
            "misplaced-fd",
            f"a file descriptor cannot travel {inside}",
            place,
            "only as an argument or a field of a response",
            "give every descriptor an argument of its own",
        )


def _lists_records(element: schema.Type) -> bool:
    return isinstance(element, schema.ListOf) and (
        isinstance(element.element, (schema.Record, schema.MapOf))
        or _lists_records(element.element)
    )


def holds_float(meant: schema.Type) -> bool:
    """Say whether a float stands in a type itself, not in a record that it names."""
    if isinstance(meant, schema.ListOf):
        return holds_float(meant.element)
    if isinstance(meant, schema.MapOf):
        return holds_float(meant.key) or holds_float(meant.value)
    if isinstance(meant, schema.Big):
        return holds_float(meant.value)
    return meant is FLOAT
