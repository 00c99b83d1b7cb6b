"""Random schemas of many commands, and random changes of them as people make them.

Names are drawn from few, among them those that commands and modules use for something else, so
that whatever may collide soon does.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

_SCALARS = ("int", "str", "bytes", "float", "bool", "decimal", "datetime", "path", "json")
_DECLARED = ("Colour", "Level", "Point", "Box", "Email")
_FIELDS = (
    *("user", "count", "list", "Deferred", "amp", "value", "data", "at", "tag", "result"),
    *("number_bytes", "GET_LIST", "GetUserResult", "decimal", "Any", "timeout", "user_id"),
    *("Point", "get_user", "a", "bb", "ccc", "dddd", "eeeee", "ffffff"),
)
_ERRORS = ("NotFound", "Known")
_WORDS = ("Who asks.", "A list of `Deferred`.", 'Says "so".', "class X:", "", "It's a \\ path.")
_NAMES = (
    *("GetUser", "List", "Decimal", "PutUser", "Ask", "Box_", "Point_", "Format", "Struct"),
    *("Notify", "ReadPoint", "WritePoint", "Int", "Float", "Client_", "Unusual", "Emails"),
)
_HEAD = """\
/// What is tried.
schema tried

/// A colour.
enum Colour {
    red
    green = "verde"
    _
}

enum Level: int {
    low = 1
    high = 2
}

record Point {
    x: int
    /// Downwards.
    y: float?
}

record Box {
    corners: list[Point]
    colour: Colour = red
    inside: list[Box]
}

error NotFound = "NOT_FOUND"
/// Nobody may.
error Denied
error Known python "builtins:LookupError"

type Email = python "twisted.protocols.amp:Unicode" as "builtins:str" over str
"""


class Writer:
    """Writes schemas; the same number gives the same ones."""

    def __init__(self, seed: int) -> None:
        self._chance = Random(seed)

    def schema(self) -> list[str]:
        """Return the pieces of a schema: a head, and then those of interfaces."""
        chance = self._chance
        names = list(_NAMES) + [f"Do{number}" for number in range(chance.randrange(12))]
        chance.shuffle(names)
        pieces = [_HEAD, "\ninterface First raises Denied {\n"]
        split = chance.randrange(1, len(names) - 1)
        for number, name in enumerate(names):
            if number == split:
                pieces.append("}\n\n/// More.\ninterface Second {\n")
            pieces.append(self.command(name))
        return [*pieces, "}\n"]

    def edited(self, pieces: Sequence[str]) -> list[str]:
        """Return the pieces with one change, or with a few."""
        chance = self._chance
        edited = list(pieces)
        numbers = [number for number, piece in enumerate(pieces) if "command" in piece]
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            number = chance.choice(numbers)
            edited[number] = self._changed(edited[number])
        if chance.random() < 0.05:
            edited[chance.choice(numbers)] = ""
        if chance.random() < 0.05:
            edited[0] = edited[0].replace("y: float?", "y: float")
        return edited

    def _changed(self, piece: str) -> str:
        chance = self._chance
        name = piece.partition("command ")[2].partition("(")[0]
        way = chance.randrange(12)
        if way == 0 and name:
            return self.command(name)
        if way == 1:
            return f"    // {chance.choice(_WORDS)}\n{piece}"
        if way == 2:
            return piece.replace(chance.choice(_FIELDS), chance.choice(_FIELDS))
        if way == 3:
            return piece.replace("Who", "Whoever")
        if way == 4:
            return piece.replace("command ", "command Other", 1)
        if way == 5:
            return piece.replace(") raises", "  ) raises")
        one, other = chance.choice(_SCALARS), self._type(1)
        return piece.replace(f": {one}", f": {other}", chance.choice((1, -1)))

    def command(self, name: str) -> str:
        """Return a command of this name."""
        chance = self._chance
        lines: list[str] = []
        if chance.random() < 0.6:
            lines.append(f"    /// {chance.choice(_WORDS)}")
        if chance.random() < 0.1:
            lines.append('    @deprecated("use `Ask`")')
        if chance.random() < 0.1:
            lines.append(f'    @wire("{name.lower()}-x")')
        oneway = chance.random() < 0.15
        first = f"    {'oneway ' if oneway else ''}command {name}("
        response = "" if oneway or chance.random() < 0.2 else f" -> ({self._fields()})"
        raises = ""
        if not oneway and chance.random() < 0.4:
            raises = f" raises {chance.choice(('', 'fatal '))}{chance.choice(_ERRORS)}"
        return "\n".join([*lines, f"{first}{self._fields()}){response}{raises}", ""])

    def _fields(self) -> str:
        chance = self._chance
        names = chance.sample(_FIELDS, chance.randrange(5))
        if not names:
            return ""
        return "\n" + "".join(f"{self._field(name)}\n" for name in names) + "    "

    def _field(self, name: str) -> str:
        chance = self._chance
        doc = f"        /// {chance.choice(_WORDS)}\n" if chance.random() < 0.4 else ""
        type = self._type(0)
        more = chance.choice(("", "", "", "?"))
        if type == "int" and not more and chance.random() < 0.3:
            more = " = -3"
        if type == "Colour" and not more and chance.random() < 0.5:
            more = " = green"
        return f"{doc}        {name}: {type}{more},"

    def _type(self, depth: int) -> str:
        chance = self._chance
        draw = chance.random()
        if draw < 0.6 or depth > 1:
            return chance.choice(_SCALARS)
        if draw < 0.8:
            return chance.choice(_DECLARED)
        if draw < 0.9:
            return f"list[{chance.choice((*_SCALARS, *_DECLARED))}]"
        if draw < 0.95:
            return f"map[str, {self._type(depth + 1)}]"
        return f"big[{chance.choice(('bytes', 'str'))}]" if depth == 0 else "int"
