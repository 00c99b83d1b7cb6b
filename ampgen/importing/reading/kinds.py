"""From what stands in a program's list of arguments to what it is on the wire."""

from __future__ import annotations

from ampgen.builtins import BYTES, FD
from ampgen.findings import Frame
from ampgen.importing import telling
from ampgen.importing.arguments import ANYTHING, ARGUMENTS, SCALARS
from ampgen.importing.found import (
    Again,
    Boxes,
    FoundField,
    Kind,
    Many,
    Own,
    Parameter,
    Pieces,
)
from ampgen.importing.reading.attributes import descends, inherited
from ampgen.importing.reading.comments import Comments
from ampgen.importing.reading.making import called, placed
from ampgen.importing.reading.program import Program
from ampgen.importing.reading.yielding import Yields, over, python_name
from ampgen.importing.reading.values import (
    Class,
    External,
    Instance,
    Items,
    Unknown,
    Unset,
    Value,
)
from ampgen.schema import PythonName
from ampgen.text import Place, Source

_DEEPEST = 20


class Kinds:
    """Understands the arguments and responses of commands; tells what it does not understand."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._comments: dict[int, Comments] = {}
        self._around: list[Value] = []
        self._yields = Yields(program)

    def comments(self, source: Source) -> Comments:
        found = self._comments.get(id(source))
        if found is None:
            found = self._comments[id(source)] = Comments(source)
        return found

    def fields(
        self, value: Value, owner: str, place: Place, depth: int = 0
    ) -> tuple[FoundField, ...]:
        """Return the fields of a list of pairs. ``owner`` says whose it is: "`Sum.arguments`"."""
        if isinstance(value, Unknown):
            self.tell_unknown(f"{owner} cannot be known without running the code", place, value)
            return ()
        if not isinstance(value, Items):
            fact = f"{owner} is no list of names and arguments"
            self._program.tell(telling.unknown(fact, place, "not a list that can be followed"))
            return ()
        fields: list[FoundField] = []
        for item in value.items:
            field = self._field(item, owner, place, depth)
            if field is not None:
                fields.append(field)
        return tuple(fields)

    def tell_unknown(self, fact: str, place: Place, reason: Unknown) -> None:
        """Tell that something is not known, and why, which may be said elsewhere."""
        others = (Frame(reason.place, reason.reason),) if reason.place != place else ()
        label = reason.reason if not others else "needed here"
        self._program.tell(telling.unknown(fact, place, label, others))

    def _field(self, item: Value, owner: str, place: Place, depth: int) -> FoundField | None:
        if isinstance(item, Unknown):
            self.tell_unknown(f"{owner} cannot be known without running the code", place, item)
            return None
        if not isinstance(item, Items) or len(item.items) != 2:
            fact = f"{owner} holds something that is no pair of a name and an argument"
            at = item.place if isinstance(item, (Items, Instance)) else place
            self._program.tell(telling.unknown(fact, at, "not such a pair"))
            return None
        name, argument = item.items
        if isinstance(name, Unknown):
            self.tell_unknown(f"a name in {owner} cannot be known", item.place, name)
            return None
        if isinstance(name, str):
            # As it was on Python 2; Twisted wants bytes now.
            name = name.encode()
        if not isinstance(name, bytes):
            self._program.tell(
                telling.unknown(f"a name in {owner} is not text", item.place, "not a name")
            )
            return None
        shown = f"`{name.decode('utf-8', 'backslashreplace')}` in {owner}"
        kind = self.kind(argument, shown, item.place, depth)
        if kind is None:
            return None
        optional = self.optional(argument, shown, item.place)
        return FoundField(name, kind, optional, self._doc(item), item.place)

    def _doc(self, item: Items) -> str:
        return self.comments(item.place.source).about(item.place)

    def optional(self, argument: Value, shown: str, place: Place) -> bool:
        """Say whether an argument is made with ``optional=True``."""
        if not isinstance(argument, Instance):
            return False
        given = argument.kwargs.get("optional", Unset)
        if given is Unset and isinstance(argument.cls, External):
            index = 1 if argument.cls.amp in ("ListOf", "AmpList") else 0
            if argument.cls.amp in ARGUMENTS and len(argument.args) > index:
                given = argument.args[index]
        if given is Unset and self._takes_optional_first(argument) and argument.args:
            given = argument.args[0]
        if given is Unset:
            return False
        if isinstance(given, (bool, int)) or given is None:
            return bool(given)
        reason = given if isinstance(given, Unknown) else Unknown("it is computed", place)
        self.tell_unknown(f"whether {shown} is optional cannot be known", place, reason)
        return False

    def kind(self, argument: Value, shown: str, place: Place, depth: int = 0) -> Kind | None:
        """Return what an argument is on the wire; None where that is told already."""
        if isinstance(argument, Unknown):
            self.tell_unknown(f"the argument of {shown} cannot be known", place, argument)
            return None
        if not isinstance(argument, Instance):
            what = "a class, not made" if isinstance(argument, (External, Class)) else "not one"
            fact = f"the argument of {shown} is not an `Argument`"
            self._program.tell(telling.unknown(fact, place, what))
            return None
        if depth > _DEEPEST:
            fact = f"{shown} is nested too deeply"
            self._program.tell(telling.unknown(fact, place, "more than 20 deep"))
            return None
        cls = argument.cls
        if isinstance(cls, External) and cls.amp:
            return self._of_twisted(cls.amp, argument, shown, place, depth)
        if (
            isinstance(cls, Class)
            and cls.name == "Big"
            and cls.module.name.endswith("._wire.arguments")
        ):
            return self._pieces(argument, shown, place, depth)
        return self._own(argument, shown, place, depth)

    def _of_twisted(
        self, name: str, argument: Instance, shown: str, place: Place, depth: int
    ) -> Kind | None:
        if name in SCALARS:
            scalar = SCALARS[name]
            if scalar is FD and depth:
                self._program.tell(
                    telling.unsayable(
                        f"{shown} is a file descriptor inside a list",
                        place,
                        "Twisted takes the peer's number for one of ours",
                        "give every descriptor an argument of its own",
                    )
                )
                return None
            return scalar
        first = argument.args[0] if argument.args else Unset
        if name == "ListOf":
            inner = argument.kwargs.get("elementType", first)
            element = self.kind(inner, f"each of {shown}", place, depth + 1)
            if isinstance(element, Boxes):
                self._program.tell(
                    telling.unsayable(
                        f"{shown} is a list of lists of boxes",
                        place,
                        "`ListOf` cannot send an `AmpList`",
                        "put the inner part into a box with one key",
                    )
                )
                return None
            return None if element is None else Many(element)
        if name == "AmpList":
            inner = argument.kwargs.get("subargs", first)
            for levels, one in enumerate(reversed(self._around), 1):
                if one is inner:
                    return Again(levels)
            self._around.append(inner)
            try:
                return Boxes(self.fields(inner, shown, place, depth + 1))
            finally:
                self._around.pop()
        self._program.tell(
            telling.unsayable(
                f"{shown} is a bare `{name}`",
                place,
                "it has no bytes",
                "write an `Argument` class of its own that has `toString` and `fromString`",
            )
        )
        return None

    def _pieces(self, argument: Instance, shown: str, place: Place, depth: int) -> Kind | None:
        inner = self.kind(argument.args[0] if argument.args else None, shown, place, depth)
        first = argument.kwargs.get("first", 1)
        return None if inner is None else Pieces(inner, 0 if first == 0 else 2)

    def _own(self, argument: Instance, shown: str, place: Place, depth: int) -> Kind | None:
        name = python_name(argument.cls)
        if name is None:
            self._program.tell(
                telling.unsayable(
                    f"the class of {shown} is made inside a function",
                    place,
                    "a schema cannot name it",
                    "move the class to the top of its module",
                )
            )
            return None
        parameters = self._parameters(argument, name, shown, place, depth)
        if parameters is None:
            return None
        cls = argument.cls
        bytes_are = over(cls) if isinstance(cls, Class) else BYTES
        value = self._yields.of(cls, bytes_are) if isinstance(cls, Class) else ANYTHING
        return Own(name, parameters, value, bytes_are)

    def _parameters(
        self, argument: Instance, name: PythonName, shown: str, place: Place, depth: int
    ) -> tuple[Parameter, ...] | None:
        parameters: list[Parameter] = []
        args, others = placed(argument)
        if self._takes_optional_first(argument) and len(args) == 1:
            # `Argument.__init__(optional)`, handed over by its place.
            args = []
        for value in args:
            if isinstance(value, (bool, int, float, str)):
                parameters.append(value)
            elif isinstance(value, Items) and value.kind == "list":
                fields = self.fields(value, f"what `{name.name}` is made with", place, depth + 1)
                parameters.append(Boxes(fields))
            elif isinstance(value, Instance) and _is_argument(value.cls):
                kind = self.kind(value, f"what `{name.name}` is made with", place, depth + 1)
                if kind is None:
                    return None
                parameters.append(kind)
            elif isinstance(value, Unknown):
                fact = f"what `{name.name}` is made with in {shown} cannot be known"
                self.tell_unknown(fact, place, value)
                return None
            else:
                others.append(called(value))
        if others:
            self._program.tell(
                telling.unsayable(
                    f"`{name.name}` of {shown} is made with `{others[0][:60]}`",
                    place,
                    "a schema hands over types, numbers, strings and bools, by their places",
                    f"derive a class from `{name.name}` that needs nothing, and use that",
                )
            )
            return None
        return tuple(parameters)

    def _takes_optional_first(self, argument: Instance) -> bool:
        cls = argument.cls
        return isinstance(cls, Class) and inherited(cls, "__init__") is Unset


def _is_argument(cls: External | Class) -> bool:
    if isinstance(cls, External):
        return cls.amp in ARGUMENTS or not cls.amp
    return descends(cls, set(ARGUMENTS))
