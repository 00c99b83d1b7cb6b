"""The names that a file declares or imports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from ampgen import schema, syntax
from ampgen.checking.problems import Problems
from ampgen.frozen import dataclass
from ampgen.suggesting import Names, nearest, only_name, same_in_this_language
from ampgen.checking.wording import TYPE_WORDS
from ampgen.findings import Edit, Frame

Meant: TypeAlias = (
    "schema.Enum | schema.Record | schema.Custom | schema.Error | schema.Interface | schema.Protocol"
)
_TYPES = (schema.Enum, schema.Record, schema.Custom)

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
        self._called: dict[str, str] = {}
        self._imported_names: dict[str, dict[str, Meant]] = {}
        self._guesses: dict[tuple[str, str], tuple[int, Names]] = {}
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

    def imports(self, alias: str, imported: Imported, name: str = "") -> None:
        """Note an import under an alias, of a schema of a name."""
        self._imports[alias] = imported
        self._called.setdefault(name, alias)
        if imported.schema is not None:
            self._imported_names[alias] = {one.name: one for one in declared(imported.schema)}

    def imports_as(self, alias: str, meant: Meant) -> bool:
        """Say whether what is declared elsewhere is imported under an alias, which is used then."""
        imported = self._imports.get(alias)
        if imported is None:
            # What could not be understood may have been the import.
            return self.lost(alias) or self._unresolved()
        self.used.add(alias)
        if imported.schema is None or imported.lost is None:
            return True
        return self._imported_names[alias].get(meant.name) is meant

    def value_type(self, path: syntax.Path) -> schema.Enum | schema.Record | schema.Custom | None:
        """Return the type that a name stands for, or tell why it stands for none."""
        found = self._find(path, _TYPES, "type", "unknown-type", tuple(sorted(TYPE_WORDS)))
        return found if isinstance(found, _TYPES) else None

    def error(self, path: syntax.Path) -> schema.Error | None:
        """Return the error that a name stands for, or tell why it stands for none."""
        found = self._find(path, (schema.Error,), "error", "unknown-error")
        return found if isinstance(found, schema.Error) else None

    def interface(self, path: syntax.Path) -> schema.Interface | None:
        """Return the interface that a name stands for, or tell why it stands for none."""
        found = self._find(path, (schema.Interface,), "interface", "unknown-interface")
        return found if isinstance(found, schema.Interface) else None

    def _find(
        self,
        path: syntax.Path,
        kinds: tuple[type[Meant], ...],
        what: str,
        rule: str,
        extra: tuple[str, ...] = (),
    ) -> Meant | None:
        parts = [part.text for part in path.parts]
        if not all(parts):
            return None
        known: Mapping[str, Meant]
        name = parts[-1]
        if len(parts) == 1:
            known, lost = self._names, self.lost(name)
        else:
            alias = ".".join(parts[:-1])
            imported = self._imports.get(alias)
            if imported is None:
                if not self.lost(alias) and not self._unresolved():
                    self._no_import(path, alias)
                return None
            self.used.add(alias)
            if imported.schema is None or imported.lost is None:
                return None
            known = self._imported_names[alias]
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
        elif len(parts) == 1 and name in self._imports and self._imports[name].schema is None:
            # The import that was meant to bring it is told about.
            pass
        elif not lost and not self._problems.full:
            self._unknown(path, name, what, known, kinds, rule, extra)
        return None

    def _unknown(
        self,
        path: syntax.Path,
        name: str,
        what: str,
        known: Mapping[str, Meant],
        kinds: tuple[type[Meant], ...],
        rule: str,
        extra: tuple[str, ...],
    ) -> None:
        place = path.parts[-1].place
        same = same_in_this_language(name) if extra and len(path.parts) == 1 else None
        guess = None if same else self._known(path, what, known, kinds, extra).nearest(name)
        if len(path.parts) == 1 and guess is None and not same:
            elsewhere = {
                one: f"{alias}.{one}"
                for alias, names in self._imported_names.items()
                for one, meant in names.items()
                if isinstance(meant, kinds)
            }
            if name in elsewhere:
                guess = elsewhere[name]
        edits: tuple[Edit, ...] = ()
        if same:
            help = f"write {same}"
            if only := only_name(same):
                edits = (Edit(place, only),)
        elif guess:
            help = f"did you mean `{guess}`?"
            # A likeness is a guess; the same letters, or the one import that has it, are none.
            if guess.rpartition(".")[2].lower() == name.lower():
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

    def _known(
        self,
        path: syntax.Path,
        what: str,
        known: Mapping[str, Meant],
        kinds: tuple[type[Meant], ...],
        extra: tuple[str, ...],
    ) -> Names:
        """Return the names that may have been meant, laid out once for as long as none is added."""
        key = (path.text.rpartition(".")[0], what)
        size, names = self._guesses.get(key, (-1, Names(())))
        if size != len(known):
            right = [one for one, meant in known.items() if isinstance(meant, kinds)]
            names = Names([*right, *extra])
            self._guesses[key] = len(known), names
        return names

    def _unresolved(self) -> bool:
        """Say whether an import is not to be had: it may be the one that is meant."""
        return any(imported.schema is None for imported in self._imports.values())

    def _no_import(self, path: syntax.Path, alias: str) -> None:
        called = self._called.get(alias)
        if called is not None:
            wanted = f"{called}.{path.parts[-1].text}"
            self.used.add(called)
            self._problems.add(
                "unknown-import",
                f"this file imports `{alias}` as `{called}`",
                path.place,
                "called otherwise here",
                f"write `{wanted}`",
                edits=(Edit(path.place, wanted),),
            )
            return
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
