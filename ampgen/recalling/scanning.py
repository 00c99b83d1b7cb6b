"""JSON read strictly, with the place of every value: what a description is trusted for.

A description may come from anywhere. So its size, its depth and the length of its numbers are
bounded, a key stands in an object once, and what only some readers of JSON accept is refused.
"""

from __future__ import annotations

import re
from array import array
from json import loads

from ampgen.findings import brief, Finding, Frame, Refused
from ampgen.frozen import dataclass, field
from ampgen.parsing import LONGEST_NUMBER
from ampgen.text import Place, Source

MOST_VALUES = 2_000_000  # keys included
MOST_KEYS = 1000  # of one object
DEEPEST = 64

_TOKEN = re.compile(
    r"[ \t\r\n]*(?:"
    r'("[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4})[^"\\\x00-\x1f]*)*")'
    r"|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?(?![0-9A-Za-z.+-]))"
    r"|((?:true|false|null)(?![0-9A-Za-z_]))"
    r"|([{\[])|([}\]])|([,:]))"
)
_STRING, _NUMBER, _WORD, _OPEN, _CLOSE, _MARK = range(1, 7)
_SPACE = re.compile(r"[ \t\r\n]*")


@dataclass(frozen=True, slots=True, eq=False)
class Tape:
    """The values of a document in the order of its text, a key before what it stands for.

    Value ``n`` goes from the character ``starts[n]`` up to ``ends[n]``, and what it holds are the
    values from ``n + 1`` up to, not including, ``after[n]``. Value 0 is the whole.
    """

    source: Source
    starts: array[int] = field(repr=False)
    ends: array[int] = field(repr=False)
    after: array[int] = field(repr=False)

    def text(self, value: int) -> str:
        return self.source.text[self.starts[value] : self.ends[value]]

    def place(self, value: int) -> Place:
        start = self.starts[value]
        # Of what goes over many lines its beginning is enough.
        end = start + 1 if self.source.text[start] in "{[" else self.ends[value]
        return Place(self.source, start, end)

    def string(self, value: int) -> str:
        """Return what a string says; a key is one."""
        text = self.text(value)
        read: str = loads(text) if "\\" in text else text[1:-1]
        return read

    def members(self, value: int) -> dict[str, int]:
        """Return the values that an object holds by key."""
        found: dict[str, int] = {}
        key, end = value + 1, self.after[value]
        while key < end:
            found[self.string(key)] = key + 1
            key = self.after[key + 1]
        return found

    def elements(self, value: int) -> list[int]:
        """Return the values that a list holds."""
        found: list[int] = []
        element, end = value + 1, self.after[value]
        while element < end:
            found.append(element)
            element = self.after[element]
        return found

    def pointer(self, offset: int) -> str:
        """Return the JSON Pointer (RFC 6901) of the innermost value around a character."""
        pointer, value = "", 0
        while True:
            is_object = self.source.text[self.starts[value]] == "{"
            inner, end, number = value + 1, self.after[value], 0
            while inner < end:
                holder = inner + 1 if is_object else inner
                if self.starts[inner] <= offset < self.ends[holder]:
                    step = self.string(inner) if is_object else str(number)
                    pointer += "/" + step.replace("~", "~0").replace("/", "~1")
                    value = holder
                    break
                inner, number = self.after[holder], number + 1
            else:
                return pointer


def scan(source: Source) -> Tape:
    """Return the values of a JSON text whose whole is an object. Raises ``Refused``."""
    return _Scanner(source).scan()


class _Scanner:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._tape = Tape(source, array("I"), array("I"), array("I"))

    def scan(self) -> Tape:
        tape, text, read = self._tape, self._source.text, _TOKEN.match
        starts, ends, after = tape.starts, tape.ends, tape.after
        # The objects and lists around, and the keys that each has so far; None for a list.
        around: list[tuple[int, dict[str, int] | None]] = []
        keys: dict[str, int] | None = None
        position = 0
        # What may come: a value, a key, or what ends and parts values.
        value, key, close = True, False, False
        while True:
            match = read(text, position)
            if match is None:
                raise self._unexpected(position, value, key, close, keys is not None)
            kind = match.lastindex or 0
            start, position = match.start(kind), match.end()
            if value and (kind <= _OPEN):
                if len(starts) >= MOST_VALUES:
                    raise self._wrong(
                        start, 1, f"a description has at most {MOST_VALUES:,} values", "too many"
                    )
                if kind == _NUMBER and position - start > LONGEST_NUMBER:
                    raise self._wrong(
                        start,
                        1,
                        f"a number has at most {LONGEST_NUMBER:,} characters",
                        f"{position - start:,} characters",
                    )
                starts.append(start)
                ends.append(position)
                after.append(len(starts))
                if kind == _OPEN:
                    if len(around) >= DEEPEST:
                        raise self._wrong(
                            start, 1, f"a description is nested at most {DEEPEST} deep", "deeper"
                        )
                    keys = {} if text[start] == "{" else None
                    around.append((len(starts) - 1, keys))
                    value, key, close = keys is None, keys is not None, True
                    continue
            elif key and kind == _STRING:
                assert keys is not None
                self._add_key(start, position, keys)
                position = self._colon(position)
                value, key, close = True, False, False
                continue
            elif close and kind == _CLOSE and (text[start] == "}") == (keys is not None):
                opened, _ = around.pop()
                ends[opened], after[opened] = position, len(starts)
                keys = around[-1][1] if around else None
            elif kind == _MARK and text[start] == "," and not (value or key) and around:
                value, key, close = keys is None, keys is not None, False
                continue
            else:
                raise self._unexpected(start, value, key, close, keys is not None)
            value, key, close = False, False, True
            if not around:
                break
        self._check_end(position)
        return tape

    def _add_key(self, start: int, end: int, keys: dict[str, int]) -> None:
        tape = self._tape
        tape.starts.append(start)
        tape.ends.append(end)
        tape.after.append(len(tape.starts))
        index = len(tape.starts) - 1
        name = tape.string(index)
        if name in keys:
            raise self._wrong(
                start,
                end - start,
                f"the key `{name[:100]}` stands here twice",
                "once more",
                "take one out; readers of JSON do not agree on which counts",
                (Frame(tape.place(keys[name]), "first here"),),
            )
        if len(keys) >= MOST_KEYS:
            raise self._wrong(
                start, 1, f"an object has at most {MOST_KEYS:,} keys", "one too many"
            )
        keys[name] = index

    def _colon(self, position: int) -> int:
        match = _TOKEN.match(self._source.text, position)
        if match is None or match.group(_MARK) != ":":
            raise self._wrong(
                self._behind_space(position), 1, "`:` is expected behind a key", "not a `:`"
            )
        return match.end()

    def _check_end(self, position: int) -> None:
        text = self._source.text
        if text[self._tape.starts[0]] != "{":
            raise self._wrong(
                self._tape.starts[0], 1, "a description is a JSON object", "not an object"
            )
        rest = self._behind_space(position)
        if rest < len(text):
            raise self._wrong(rest, 1, "a description is one JSON object", "more follows")

    def _behind_space(self, position: int) -> int:
        match = _SPACE.match(self._source.text, position)
        return match.end() if match is not None else position

    def _unexpected(
        self, position: int, value: bool, key: bool, close: bool, in_object: bool
    ) -> Refused:
        start = self._behind_space(position)
        text = self._source.text
        if value:
            wanted = "a value"
        elif key:
            wanted = "a key in double quotes"
        else:
            wanted = f"`,` or `{'}' if in_object else ']'}`"
        if (value or key) and close:
            wanted += f" or `{'}' if in_object else ']'}`"
        if start >= len(text):
            return self._wrong(len(text), 0, f"the text ends where {wanted} is expected", "ends")
        label = "not that"
        if re.match(r"[-+]?(?:NaN|Infinity|inf|nan)\b", text[start : start + 12]):
            label = "JSON has no such number"
        elif text[start] == '"':
            label = "a string that is not closed, or an escape that JSON does not have"
        return self._wrong(start, 1, f"{wanted} is expected", label)

    def _wrong(
        self,
        start: int,
        length: int,
        fact: str,
        label: str,
        help: str = "",
        others: tuple[Frame, ...] = (),
    ) -> Refused:
        place = Place(self._source, start, min(start + length, len(self._source.text)))
        help = help or "give the text that `ampgen describe` prints, as it is"
        return Refused([brief(Finding("bad-json", fact, Frame(place, label), help, others))])
