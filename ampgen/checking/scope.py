"""The names that a file declares or imports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

from ampgen import schema, syntax
from ampgen.checking.problems import Problems
from ampgen.checking.suggesting import nearest, same_in_this_language
from ampgen.findings import Edit, Frame

Meant: TypeAlias = (
    "schema.Enum | schema.Record | schema.Custom | schema.Error | schema.Interface | schema.Protocol"
)
_T = TypeVar("_T", bound=Meant)

_KINDS: Mapping[type[object], str] = {
    schema.Enum: "an enum",
    schema.Record: "a record",
    schema.Custom: "a type",
    schema.Error: "an error",
    schema.Interface: "an interface",
    schema.Protocol: "a protocol",
}


@dataclass(frozen=True, slots=True)
class Imported:
    """A schema that a file imports.

    ``lost`` are names that may be declared in it, though they could not be understood; None says
    that nothing is known about what it declares.
    """

    schema: schema.Schema | None
    lost: frozenset[str] | None


def declared(meant: schema.Schema) -> Iterator[Meant]:
    """Yield everything that a schema declares and somebody wrote."""
    yield from meant.enums
    yield from meant.records
    yield from meant.errors
    yield from meant.customs
    yield from meant.interfaces
    yield from (one for one in meant.protocols if not one.implied)


class Scope:
    """Finds what names stand for, and tells about those that stand for nothing."""

    def __init__(self, problems: Problems, lost: frozenset[str] | None) -> None:
        self._problems = problems
        self._lost = None if lost is None else set(lost)
        self._names: dict[str, Meant] = {}
        self._imports: dict[str, Imported] = {}
        self.used: set[str] = set()

    def declare(self, name: str, meant: Meant) -> None:
        self._names[name] = meant

    def lose(self, name: str) -> None:
        """Note a name whose declaration is wrong, so that its uses are not told about."""
        if self._lost is not None:
            self._lost.add(name)

    def lost(self, name: str) -> bool:
        """Say whether a name may be declared where the text could not be understood."""
        return self._lost is None or name in self._lost

    def imports(self, alias: str, imported: Imported) -> None:
        self._imports[alias] = imported

    def all(self, kind: type[_T]) -> list[tuple[str, _T]]:
        """Return everything of a kind that can be written here, with the name to write."""
        found = [(name, one) for name, one in self._names.items() if isinstance(one, kind)]
        for alias, imported in self._imports.items():
            if imported.schema is not None:
                found += [
                    (f"{alias}.{one.name}", one)
                    for one in declared(imported.schema)
                    if isinstance(one, kind)
                ]
        return found

    def find(
        self,
        path: syntax.Path,
        kinds: tuple[type[_T], ...],
        rule: str,
        extra: tuple[str, ...] = (),
    ) -> _T | None:
        """Return what a name stands for, or tell why it stands for nothing of these kinds.

        ``extra`` are further names that would do here.
        """
        parts = [part.text for part in path.parts]
        if not all(parts):
            return None
        what = " or ".join(_KINDS[kind].split()[1] for kind in kinds)
        what = "type" if len(kinds) > 1 else what
        known: Mapping[str, Meant]
        name = parts[-1]
        if len(parts) == 1:
            known, lost = self._names, self.lost(name)
        else:
            alias = ".".join(parts[:-1])
            imported = self._imports.get(alias)
            if imported is None:
                if not self.lost(alias) and not self._unresolved():
                    self._no_import(path, alias, kinds)
                return None
            self.used.add(alias)
            if imported.schema is None or imported.lost is None:
                return None
            known = {one.name: one for one in declared(imported.schema)}
            lost = name in imported.lost
        meant = known.get(name)
        if isinstance(meant, kinds):
            return meant
        if meant is not None:
            self._problems.add(
                "wrong-kind",
                f"`{path.text}` is {_KINDS[type(meant)]}, not {_an(what)}",
                path.place,
                f"{_an(what)} belongs here",
                f"name {_an(what)} here",
                others=(Frame(meant.place, "declared here"),),
            )
        elif not lost and not self._problems.full:
            self._unknown(path, name, what, known, kinds, rule, extra)
        return None

    def _unknown(
        self,
        path: syntax.Path,
        name: str,
        what: str,
        known: Mapping[str, Meant],
        kinds: tuple[type[_T], ...],
        rule: str,
        extra: tuple[str, ...],
    ) -> None:
        place = path.parts[-1].place
        same = same_in_this_language(name) if extra and len(path.parts) == 1 else None
        right = [one for one, meant in known.items() if isinstance(meant, kinds)]
        guess = None if same else nearest(name, [*right, *extra])
        if len(path.parts) == 1 and guess is None and not same:
            elsewhere = {
                full.rsplit(".", 1)[-1]: full for kind in kinds for full, _ in self.all(kind)
            }
            if name in elsewhere:
                guess = elsewhere[name]
        edits: tuple[Edit, ...] = ()
        if same:
            help = f"write {same}"
        elif guess:
            help = f"did you mean `{guess}`?"
            edits = (Edit(place, guess),)
        elif rule == "unknown-error":
            help = f'declare it: `error {name} = "{name.upper()}"`'
        elif rule == "unknown-interface":
            help = f"declare it: `interface {name} {{ … }}`"
        else:
            help = f"declare it, as in `record {name} {{ … }}`, or import the schema that does"
        self._problems.add(
            rule, f"there is no {what} `{path.text}`", place, "unknown", help, edits=edits
        )

    def _unresolved(self) -> bool:
        """Say whether an import is not to be had: it may be the one that is meant."""
        return any(imported.schema is None for imported in self._imports.values())

    def _no_import(self, path: syntax.Path, alias: str, kinds: tuple[type[_T], ...]) -> None:
        guess = nearest(alias, self._imports)
        self._problems.add(
            "unknown-import",
            f"this file imports nothing as `{alias}`",
            path.parts[0].place,
            "not imported",
            (
                f"did you mean `{guess}`?"
                if guess
                else f"add `import …{alias}` below the schema line"
            ),
        )


def _an(what: str) -> str:
    return f"an {what}" if what[0] in "aeiou" else f"a {what}"
