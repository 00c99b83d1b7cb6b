"""Names, literals and types as they would be written, whatever stands where they should be."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Protocol, TypeVar, cast

from ampgen import schema, syntax
from ampgen.builtins import SCALARS, Scalar
from ampgen.checking import Problems
from ampgen.parsing import DEEPEST, LONGEST_NUMBER, is_right_number, wrong_character
from ampgen.text import Place, Source

NOTHING = syntax.Notes("", ())

_NAME = re.compile("[A-Za-z_][A-Za-z0-9_]*")
_PLAIN = re.compile(r"[^\\\"\x00-\x1f\x7f-\U0010ffff]*")
_SHOWN = 60  # characters of what is wrong
_LARGEST = 10**LONGEST_NUMBER

_COMPOUND = (schema.ListOf, schema.MapOf, schema.Big)

_Node = TypeVar("_Node")


class _Placed(Protocol):
    @property
    def place(self) -> Place: ...


class _Documented(Protocol):
    @property
    def doc(self) -> str: ...


class Writer:
    """Writes parts of a schema down.

    ``place`` is that of the declaration, field, member or command at work, ``paths`` how what a
    schema may refer to is called in it, by identity.
    """

    def __init__(self, problems: Problems, name: object) -> None:
        self.problems = problems
        self.place = self._nowhere = Place(Source(_shown(name), ""), 0, 0)
        self.paths: dict[int, tuple[str, ...]] = {}

    def written_type(self, meant: object, depth: int = 0) -> syntax.Type:
        inner: tuple[object, ...] | None = None
        if type(meant) is Scalar:
            if SCALARS.get(meant.name) != meant:
                self.wrong("there is no such scalar", "not one of the language's")
                meant = None
            path = self.path("" if meant is None else meant.name)
        elif type(meant) in _COMPOUND and depth >= DEEPEST:
            self.problems.add(
                "nested-too-deep",
                f"types are nested at most {DEEPEST} deep",
                self.place,
                "deeper",
                "declare a record for the inner part",
            )
            path = self.path("")
        elif type(meant) is schema.ListOf:
            path, inner = self.path("list"), (meant.element,)
        elif type(meant) is schema.MapOf:
            path, inner = self.path("map"), (meant.key, meant.value)
        elif type(meant) is schema.Big:
            path, inner = self.path("big"), (meant.value,)
        else:
            path = self.reference(meant)
        arguments = (
            None if inner is None else tuple(self.written_type(one, depth + 1) for one in inner)
        )
        return syntax.Type(path, arguments, None, self.place)

    def reference(self, declared: object) -> syntax.Path:
        names = self.paths.get(id(declared))
        if names is None:
            self.wrong(
                "what a schema refers to is declared in it, or in what it imports",
                "refers to something else",
            )
            names = ("",)
        return self.path(*names)

    def value(self, value: object) -> syntax.Value:
        kind = type(value)
        if kind is str:
            return self.string(value)
        if kind is bytes:
            return self.wire(value)
        if kind is bool:
            return self.path("true" if value else "false")
        if kind is schema.EmptyList:
            return syntax.Values((), self.place)
        if kind is float or kind is Decimal or kind is int:
            return self.number(value)
        self.wrong(f"there is no value of the class `{_shown(kind.__name__)}`", "no value")
        return syntax.Number("", self.place)

    def number(self, value: object) -> syntax.Number:
        # Python refuses to spell whole numbers that are very long.
        small = not isinstance(value, int) or -_LARGEST < value < _LARGEST
        text = repr(value) if isinstance(value, float) else str(value) if small else ""
        if not is_right_number(text):
            self.problems.add(
                "bad-number",
                f"`{_shown(text)}` is not a number" if text else "a number is too long",
                self.place,
                "not a number of this language",
                "numbers are finite, and have at most 1,000 digits",
            )
            text = ""
        return syntax.Number(text, self.place)

    def string(self, text: object) -> syntax.String:
        if type(text) is not str:
            self.wrong("text is a `str`", f"`{_shown(text)}`")
            text = ""
        elif not _encodable(text):
            self.wrong("half of a surrogate pair is not a character", "holds one")
            text = ""
        if not _PLAIN.fullmatch(text):
            text = "".join(map(_spelt, text))
        return syntax.String(text, self.place)

    def wire(self, data: object) -> syntax.String:
        if type(data) is not bytes:
            self.wrong("what travels is `bytes`", f"`{_shown(data)}`")
            data = b""
        return syntax.String("".join(f"\\x{byte:02x}" for byte in data), self.place)

    def python(self, meant: object) -> syntax.String:
        if type(meant) is not schema.PythonName:
            self.wrong("a name in Python is `module:Class`", "not such a name")
            return syntax.String("\0", self.place)
        return self.string(f"{meant.module}:{meant.name}")

    def reserved(self, texts: object) -> tuple[syntax.Reserved, ...]:
        names = tuple(map(self.string, self.sequence(texts)))
        return (syntax.Reserved(names, self.place),) if names else ()

    def notes(
        self, meant: _Documented, annotations: list[syntax.Annotation] | None = None
    ) -> syntax.Notes:
        doc: object = meant.doc
        written = annotations or []
        if type(doc) is not str:
            self.wrong("documentation is a `str`", f"`{_shown(doc)}`")
            return NOTHING
        if not doc.isprintable() and (wrong := wrong_character(doc.replace("\n", " "))):
            character, what = wrong
            self.problems.add(
                "bad-character",
                f"U+{ord(character):04X} must not stand in a schema: {what}",
                self.place,
                "in its documentation",
                "take it out",
            )
            doc = ""
        for name in ("deprecated", "since"):
            text: object = getattr(meant, name, None)
            if text is not None:
                written.append(self.annotation(name, self.string(text)))
        return syntax.Notes(doc, tuple(written)) if doc or written else NOTHING

    def annotation(self, name: str, value: syntax.Value, key: str = "") -> syntax.Annotation:
        setting = syntax.Setting(syntax.Name(key, self.place) if key else None, value)
        return syntax.Annotation(syntax.Name(name, self.place), (setting,), self.place)

    def dotted(self, name: object) -> syntax.Path:
        parts = name.split(".") if type(name) is str else [name]
        return syntax.Path(tuple(self.name(part) for part in parts), self.place)

    def path(self, *names: object) -> syntax.Path:
        """Return a path of names that are told about, if anything is wrong, where declared."""
        return syntax.Path(
            tuple(
                syntax.Name(
                    name if type(name) is str and _NAME.fullmatch(name) else "", self.place
                )
                for name in names
            ),
            self.place,
        )

    def name(self, name: object, place: Place | None = None) -> syntax.Name:
        if type(name) is str and _NAME.fullmatch(name):
            return syntax.Name(name, place or self.place)
        self.problems.add(
            "bad-name",
            f"`{_shown(name)}` is not a name: names are of ASCII letters, digits and `_`",
            place or self.place,
            "not a name",
            "name it otherwise; where the wire must say it, give it a wire name",
        )
        return self.missing()

    def missing(self) -> syntax.Name:
        return syntax.Name("", self.place)

    def every(self, values: object, kind: type[_Node]) -> tuple[_Node, ...]:
        found = self.sequence(values)
        for one in found:
            if type(one) is not kind:
                self.wrong(
                    f"a `{kind.__name__}` belongs here",
                    f"a `{_shown(type(one).__name__)}` is here",
                )
        return tuple(one for one in found if type(one) is kind)

    def sequence(self, values: object) -> tuple[object, ...]:
        if type(values) is not tuple:
            self.wrong("a sequence in a schema is a `tuple`", f"`{_shown(values)}`")
            return ()
        return cast("tuple[object, ...]", values)

    def begin(self, node: _Placed) -> Place:
        """Take the place of a node, as far as it has one, for all that is told from here on."""
        place: object = node.place
        if type(place) is Place and 0 <= place.start <= place.end <= len(place.source.text):
            self.place = place
        else:
            self.place = self._nowhere
        return self.place

    def wrong(self, fact: str, label: str) -> None:
        self.problems.add(
            "bad-description",
            fact,
            self.place,
            label,
            "give a schema as `ampgen describe` prints it, or as the compiler understood it",
        )


def _encodable(text: str) -> bool:
    return text.isascii() or not any("\ud800" <= one <= "\udfff" for one in text)


def _spelt(character: str) -> str:
    if character in '\\"':
        return f"\\{character}"
    code = ord(character)
    if character.isprintable() or code > 0xFFFF:
        return character
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _shown(value: object) -> str:
    text = value if type(value) is str else type(value).__name__
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
