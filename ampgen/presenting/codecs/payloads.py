"""Straight-line code for values: how each type is written to and read from its bytes."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from ampgen import naming
from ampgen.builtins import (
    BOOL,
    BYTES,
    DATETIME,
    DECIMAL,
    FLOAT,
    INT,
    JSON,
    PATH,
    STR,
    Scalar,
)
from ampgen.presenting import shape
from ampgen.presenting.shape import any_of, bracketed
from ampgen.presenting.types import Speller
from ampgen.schema import Big, Custom, ListOf, MapOf, Record, Type
from ampgen.schema import Enum as DeclaredEnum
from ampgen.views import Function, Pair

_HELPERS = {
    INT: "integer",
    BYTES: "blob",
    STR: "text",
    FLOAT: "float",
    BOOL: "boolean",
    DECIMAL: "decimal",
    DATETIME: "datetime",
    PATH: "path",
    JSON: "json",
}

Lines = list[str]


class Way(Enum):
    """Values to bytes, or bytes to values."""

    WRITE = "write"
    READ = "read"


Boxes = Callable[[Record, Way], str]


def indented(lines: Lines) -> Lines:
    return [shape.indented(line) for line in lines]


class Payloads:
    """Writes the code of values, and collects the functions and tables that it calls.

    ``boxes`` gives the name of the function that writes or reads the box of a record.
    """

    def __init__(self, speller: Speller, boxes: Boxes) -> None:
        self._speller = speller
        self._scope = speller.scope
        self._boxes = boxes
        self._tables: dict[tuple[DeclaredEnum, Way], str] = {}
        self._composites: dict[tuple[Type, bool, Way], str] = {}
        self._unpackers: dict[int, str] = {}
        self._enum_tables: list[Pair] = []
        self.functions: list[Function] = []

    def wire(self, name: str) -> str:
        """Return how the module calls a name of ``_wire``."""
        return self._scope.bare("._wire", name)

    def refuse(self, *conditions: str) -> Lines:
        """Return the statement that leaves a value to the general path where a condition holds."""
        test = any_of("or", conditions, "if ", ":", 4)
        return [*test.split("\n"), f"    raise {self.wire('Unusual')}"]

    def refuse_unless_usual(self, type: Type, value: str) -> Lines:
        check = self.check(type, value)
        return self.refuse(check) if check else []

    def check(self, type: Type, value: str) -> str:
        """Return the condition under which a value is unusual, empty where its writer sees it."""
        if type in (INT, BYTES, STR):
            assert isinstance(type, Scalar)
            return f"type({value}) is not {type.python}"
        return ""

    def write(self, type: Type, value: str, nonfinite: bool) -> str:
        """Return the expression of a value's bytes."""
        if isinstance(type, Scalar):
            if type is STR:
                return f"{value}.encode()"
            if type is INT:
                return f'b"%d" % {value}'
            if type is BYTES:
                return value
            return f"{self.wire(f'write_{_helper(type, nonfinite)}')}({value})"
        if isinstance(type, DeclaredEnum):
            return f"{self._enum(type, Way.WRITE)}[{value}]"
        if isinstance(type, Record):
            return f"{self._boxes(type, Way.WRITE)}({value})"
        assert isinstance(type, ListOf | MapOf)
        return f"{self._composite(type, nonfinite, Way.WRITE)}({value})"

    def read(
        self, type: Type, target: str, source: str, start: str, end: str, nonfinite: bool
    ) -> Lines:
        """Return the lines that set ``target`` from the bytes between two places of ``source``.

        ``start`` is a variable, or ``0`` where the value is the whole of the source.
        """
        payload = source if start == "0" else f"{source}[{start}:{end}]"
        if type is STR:
            return [f"{target} = {payload}.decode()"]
        if type is BYTES:
            return [f"{target} = {payload}"]
        if type is INT:
            return [
                f"digits = {payload}",
                *self.refuse(f"{self.wire('UNDERSCORE')} in digits"),
                f"{target} = int(digits)",
            ]
        if isinstance(type, Scalar):
            return [f"{target} = {self.wire(f'read_{_helper(type, nonfinite)}')}({payload})"]
        if isinstance(type, DeclaredEnum):
            return self._read_enum(type, target, payload)
        if isinstance(type, Record):
            reader = self._boxes(type, Way.READ)
            return [
                f"{target}, stop = {reader}({source}, {start})",
                *self.refuse(f"stop != {end}"),
            ]
        assert isinstance(type, ListOf | MapOf)
        return [f"{target} = {self._composite(type, nonfinite, Way.READ)}({payload})"]

    def _read_enum(self, enum: DeclaredEnum, target: str, payload: str) -> Lines:
        table = self._enum(enum, Way.READ)
        if enum.open and enum.base is STR:
            return [f"payload = {payload}", f"{target} = {table}.get(payload) or payload.decode()"]
        return [f"{target} = {table}[{payload}]"]

    def _enum(self, enum: DeclaredEnum, way: Way) -> str:
        if (enum, way) not in self._tables:
            word = naming.snake_case(enum.name)
            name = self._scope.own(f"_{way.value}_{word}".upper())
            self._tables[enum, way] = name
            cls = self._speller.declared(enum)
            members = [
                (f"{cls}.{member.name}", self._scope.literal(str(member.value).encode()))
                for member in enum.members
            ]
            if way is Way.WRITE:
                types = f"{self._speller.annotation(enum)}, bytes"
                pairs = [f"{member}: {value}" for member, value in members]
            else:
                types = f"bytes, {cls}"
                pairs = [f"{value}: {member}" for member, value in members]
            left = f"{name}: dict[{types}]"
            self._enum_tables.append(Pair(left, bracketed("{", pairs, "}", len(left) + 3)))
        return self._tables[enum, way]

    def _composite(self, type: ListOf | MapOf, nonfinite: bool, way: Way) -> str:
        if isinstance(type, ListOf) and isinstance(type.element, Scalar):
            return self.wire(f"{way.value}_list_of_{_helper(type.element, nonfinite)}s")
        if (type, nonfinite, way) not in self._composites:
            name = self._scope.own(f"_{way.value}_{_words(type)}")
            self._composites[type, nonfinite, way] = name
            annotation = self._speller.annotation(type)
            if way is Way.WRITE:
                signature = bracketed(f"def {name}(", [f"values: {annotation}"], ") -> bytes", 1)
                lines = self._write_composite(type, nonfinite)
            else:
                signature = bracketed(f"def {name}(", ["data: bytes"], f") -> {annotation}", 1)
                lines = self._read_composite(type, annotation, nonfinite)
            self.functions.append(Function(signature, "\n".join(lines)))
        return self._composites[type, nonfinite, way]

    def _write_composite(self, type: ListOf | MapOf, nonfinite: bool) -> Lines:
        if isinstance(type, MapOf):
            return self._write_map(type, nonfinite)
        if isinstance(type.element, Record):
            write = self._boxes(type.element, Way.WRITE)
            return [
                *self.refuse("type(values) is not list"),
                f'return b"".join([{write}(value) for value in values])',
            ]
        return [
            *self.refuse("type(values) is not list"),
            "parts: list[bytes] = []",
            "for value in values:",
            *indented(self.refuse_unless_usual(type.element, "value")),
            f"    payload = {self.write(type.element, 'value', nonfinite)}",
            "    size = len(payload)",
            '    parts.append(b"%c%c%b" % (size >> 8, size & 255, payload))',
            'return b"".join(parts)',
        ]

    def _write_map(self, type: MapOf, nonfinite: bool) -> Lines:
        checks = [self.check(type.key, "name"), self.check(type.value, "value")]
        conditions = [check for check in checks if check]
        return [
            *self.refuse("type(values) is not dict"),
            "parts: list[bytes] = []",
            "for name, value in values.items():",
            *indented(self.refuse(*conditions) if conditions else []),
            f"    key = {self.write(type.key, 'name', nonfinite)}",
            f"    payload = {self.write(type.value, 'value', nonfinite)}",
            "    size = len(payload)",
            "    parts.append(",
            '        b"\\0\\3key%c%c%b\\0\\5value%c%c%b\\0\\0"',
            "        % (len(key) >> 8, len(key) & 255, key, size >> 8, size & 255, payload)",
            "    )",
            'return b"".join(parts)',
        ]

    def _read_composite(self, type: ListOf | MapOf, annotation: str, nonfinite: bool) -> Lines:
        if isinstance(type, MapOf):
            return self._read_map(type, annotation, nonfinite)
        if isinstance(type.element, Record):
            return [
                f"values: {annotation} = []",
                "at = 0",
                "whole = len(data)",
                "while at < whole:",
                f"    value, at = {self._boxes(type.element, Way.READ)}(data, at)",
                "    values.append(value)",
                "return values",
            ]
        return [
            f"values: {annotation} = []",
            "end = 0",
            "whole = len(data)",
            "while end < whole:",
            "    at = end + 2",
            "    end = at + (data[at - 2] << 8 | data[at - 1])",
            *indented(self.refuse("end > whole")),
            *indented(self.read(type.element, "value", "data", "at", "end", nonfinite)),
            "    values.append(value)",
            "return values",
        ]

    def _read_map(self, type: MapOf, annotation: str, nonfinite: bool) -> Lines:
        begin: Lines = []
        look: Lines = []
        if _hashes_to_what_a_peer_wants(type.key):
            begin = ["hashes: set[int] = set()"]
            too_many = f"len(values) > len(hashes) + {self.wire('COLLISIONS')}"
            look = ["    hashes.add(hash(name))", *indented(self.refuse(too_many))]
        return [
            f"values: {annotation} = {{}}",
            *begin,
            "at = 0",
            "whole = len(data)",
            "while at < whole:",
            f"    key, size = {self.unpack(3)}(data, at)",
            *indented(self.refuse('key != b"\\0\\3key"')),
            "    at += 7",
            "    end = at + size",
            *indented(self.read(type.key, "name", "data", "at", "end", nonfinite)),
            f"    key, size = {self.unpack(5)}(data, end)",
            *indented(self.refuse('key != b"\\0\\5value"')),
            "    at = end + 9",
            "    end = at + size",
            *indented(self.read(type.value, "value", "data", "at", "end", nonfinite)),
            *indented(self.refuse('data[end : end + 2] != b"\\0\\0"')),
            "    values[name] = value",
            *look,
            "    at = end + 2",
            "return values",
        ]

    def unpack(self, key: int) -> str:
        """Return the function that reads a key of so many bytes, with its two, and a size."""
        if key not in self._unpackers:
            self._unpackers[key] = self._scope.own(f"_unpack_{key}")
        return self._unpackers[key]

    def tables(self) -> tuple[Pair, ...]:
        """Return the constants that the functions use."""
        unpackers: list[Pair] = []
        for size, name in sorted(self._unpackers.items()):
            struct = self._scope.bare("struct", "Struct")
            unpackers.append(Pair(name, f'{struct}("!{size + 2}sH").unpack_from'))
        return (*unpackers, *self._enum_tables)


def _helper(scalar: Scalar, nonfinite: bool) -> str:
    return "nonfinite_float" if scalar is FLOAT and nonfinite else _HELPERS[scalar]


def _hashes_to_what_a_peer_wants(key: Type) -> bool:
    """Say whether keys of a map could be chosen such that filling it takes for ever."""
    if isinstance(key, DeclaredEnum):
        return key.open and key.base is INT
    return key in (INT, DECIMAL)


def _words(type: Type) -> str:
    if isinstance(type, ListOf):
        return f"list_of_{_words(type.element)}"
    if isinstance(type, MapOf):
        return f"map_of_{_words(type.key)}_to_{_words(type.value)}"
    assert not isinstance(type, Big | Custom)
    return naming.snake_case(type.name)
