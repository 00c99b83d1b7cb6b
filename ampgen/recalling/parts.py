"""The objects of a description, asked for what they have to hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ampgen.checking import Problems
from ampgen.findings import Severity
from ampgen.frozen import dataclass, field
from ampgen.recalling.scanning import Tape
from ampgen.schema import Literal
from ampgen.suggesting import nearest
from ampgen.text import Place

_HEX = re.compile("(?:[0-9a-f]{2})+")
_PRINTABLE = re.compile("[ -~]*")
_WHOLE = re.compile("-?[0-9]+")
_KINDS = {"{": "an object", "[": "a list", '"': "a string", "t": "true", "f": "false", "n": "null"}


@dataclass(frozen=True, slots=True, eq=False)
class Reading:
    """A description that is read, and what there is to say about its form."""

    tape: Tape
    problems: Problems = field(default_factory=Problems)
    # Apart, because many warnings would hide an error.
    warnings: Problems = field(default_factory=Problems)


class Part:
    """One object of a description.

    What it should hold and does not is told, and something harmless stands in for it: whoever
    asks goes on, and looks at the problems at the end.
    """

    def __init__(self, reading: Reading, value: int = 0) -> None:
        self._reading = reading
        self._tape = reading.tape
        self._value = value
        right = self._is(value, "{", "an object")
        self._members = reading.tape.members(value) if right else {}

    def holds(self, *keys: str, perhaps: tuple[str, ...] = ()) -> Part:
        """Check that the object has keys, and tell about every other key; return the object.

        Keys that ``perhaps`` are there came later than the first descriptions.
        """
        if not self._members and self._kind(self._value) != "an object":
            return self
        for key in keys:
            if key not in self._members:
                self._tell(self._value, f"this object has no `{key}`", "without it")
        for key in self._members.keys() - {*keys, *perhaps}:
            self._tell_unknown(key, self._members[key] - 1, keys)
        return self

    @property
    def place(self) -> Place:
        """The place of the part's name, or of the part where it has none."""
        name = self._members.get("name", self._value)
        return self._tape.place(name)

    def place_of(self, key: str) -> Place:
        return self._tape.place(self._members.get(key, self._value))

    def wrong(self, key: str, fact: str, label: str, help: str = "") -> None:
        """Tell about the value of a key."""
        self._tell(self._members.get(key, self._value), fact, label, help)

    def has(self, key: str) -> bool:
        """Return whether a key is there and not null."""
        value = self._members.get(key)
        return value is not None and self._tape.text(value) != "null"

    def part(self, key: str) -> Part:
        """Return the object of a key."""
        value = self._members.get(key)
        if value is None:
            # That it is missing is told.
            return _Nothing(self._reading, self._value)
        return Part(self._reading, value)

    def parts(self, key: str) -> Iterator[Part]:
        """Yield the objects in the list of a key."""
        for value in self._list(key):
            yield Part(self._reading, value)

    def named(self, key: str) -> dict[str, Part]:
        """Return the objects in the object of a key by name."""
        value = self._members.get(key)
        if value is None or not self._is(value, "{", "an object"):
            return {}
        return {
            name: Part(self._reading, held) for name, held in self._tape.members(value).items()
        }

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(self._string(value) for value in self._list(key))

    def text(self, key: str) -> str:
        value = self._members.get(key)
        return "" if value is None else self._string(value)

    def text_or_none(self, key: str) -> str | None:
        return self._string(self._members[key]) if self.has(key) else None

    def flag(self, key: str) -> bool:
        value = self._members.get(key)
        text = "false" if value is None else self._tape.text(value)
        if value is not None and text not in ("true", "false"):
            self._tell(value, "`true` or `false` belongs here", self._kind(value))
        return text == "true"

    def number(self, key: str) -> float | None:
        """Return a number, or None for null."""
        if not self.has(key):
            return None
        value = self._members[key]
        found = self._literal(value)
        if isinstance(found, bool) or not isinstance(found, (int, float)):
            self._tell(value, "a number or null belongs here", self._kind(value))
            return None
        return self._float(value, found)

    def literal(self, key: str) -> Literal:
        """Return a number, a text or a truth value."""
        value = self._members.get(key)
        return Literal(0) if value is None else Literal(self._literal(value))

    def wire(self, key: str) -> bytes:
        """Return bytes: a text in ASCII, or ``{"hex": …}``."""
        value = self._members.get(key)
        if value is None:
            return b""
        if self._tape.source.text[self._tape.starts[value]] == "{":
            digits = Part(self._reading, value).holds("hex").text("hex")
            if not _HEX.fullmatch(digits):
                self._tell(value, "`hex` is pairs of lower-case hexadecimal digits", "not such")
                return b""
            return bytes.fromhex(digits)
        text = self._string(value)
        if not _PRINTABLE.fullmatch(text):
            self._tell(
                value,
                "bytes are a text of printable ASCII",
                "not that",
                'write other bytes in hexadecimal, as `{"hex": "c3a4"}`',
            )
            return b""
        return text.encode()

    def _list(self, key: str) -> list[int]:
        value = self._members.get(key)
        if value is None or not self._is(value, "[", "a list"):
            return []
        return self._tape.elements(value)

    def _literal(self, value: int) -> int | float | str | bool:
        text = self._tape.text(value)
        if text[0] == '"':
            return self._string(value)
        if text in ("true", "false"):
            return text == "true"
        if text[0] in "{[n":
            self._tell(value, "a number, a text or a truth value belongs here", self._kind(value))
            return 0
        return int(text) if _WHOLE.fullmatch(text) else self._float(value, float(text))

    def _float(self, value: int, number: float) -> float:
        try:
            return float(number)
        except OverflowError:
            self._tell(value, "this number is too large for a float", "too large")
            return 1.0

    def _string(self, value: int) -> str:
        if not self._is(value, '"', "a string"):
            return ""
        text = self._tape.string(value)
        if not text.isascii() and any("\ud800" <= one <= "\udfff" for one in text):
            self._tell(value, "half of a surrogate pair is not a character", "holds one")
            return ""
        return text

    def _is(self, value: int, first: str, what: str) -> bool:
        if self._tape.source.text[self._tape.starts[value]] == first:
            return True
        self._tell(value, f"{what} belongs here", self._kind(value))
        return False

    def _kind(self, value: int) -> str:
        return _KINDS.get(self._tape.source.text[self._tape.starts[value]], "a number")

    def _tell(self, value: int, fact: str, label: str, help: str = "") -> None:
        self._reading.problems.add(
            "bad-description",
            fact,
            self._tape.place(value),
            label,
            help or "give what `ampgen describe` prints, as it is",
        )

    def _tell_unknown(self, key: str, value: int, known: tuple[str, ...]) -> None:
        guess = nearest(key, known) if len(key) < 40 else None
        self._reading.warnings.add(
            "unknown-key",
            f"the key `{key[:100]}` says nothing to this version",
            self._tape.place(value),
            "passed over",
            f"did you mean `{guess}`?" if guess else "a newer ampgen may know it",
            severity=Severity.WARNING,
        )


class _Nothing(Part):
    """Stands in for an object that is not there, about which nothing more is told."""

    def __init__(self, reading: Reading, value: int) -> None:
        super().__init__(reading, value)
        self._members = {}

    def holds(self, *keys: str, perhaps: tuple[str, ...] = ()) -> Part:
        return self
