"""Straight-line code against the general path, which alone says what is right."""

from __future__ import annotations

import datetime
import decimal
import importlib
import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.building import build, importable
from tests.memory import pairs

SCHEMA = """
schema straight

enum Closed { one two = "zwei" }
enum Open { red green = "grün" empty = "" _ }
enum Number: int { less = -1 more = 10 _ }

record Leaf { text: str  flag: bool?  number: int = 7 }
record Tree { leaf: Leaf  children: list[Tree]  named: map[str, Tree]  none: list[Leaf] = [] }
record Nothing {}

interface Values {
    command Scalars(
        an_int: int, a_bytes: bytes, a_str: str, a_float: float, @nonfinite any_float: float,
        a_bool: bool, a_decimal: decimal, a_datetime: datetime, a_json: json,
        closed: Closed, open: Open, number: Number,
    ) -> ()
    command Maybe(
        an_int: int?, a_bytes: bytes?, a_str: str?, a_float: float?, a_bool: bool?,
        a_decimal: decimal?, a_datetime: datetime?, closed: Closed?, open: Open?, number: Number?,
        leaf: Leaf?, tree: Tree?, ints: list[int]?, leaves: list[Leaf]?, sums: map[str, int]?,
        nothing: Nothing?, big: big[str]?, @big(first=0) parts: big[bytes]?,
    ) -> (leaf: Leaf?)
    command Defaults(
        an_int: int = -3, a_bytes: bytes = "\\x00\\xff%", a_str: str = "ä\\"", a_float: float = 1.5,
        a_bool: bool = true, a_decimal: decimal = 1.50, closed: Closed = two, open: Open = green,
        number: Number = more, ints: list[int] = [],
    ) -> (an_int: int = 7, texts: list[str] = [])
    command Lists(
        ints: list[int], bytes: list[bytes], strs: list[str], floats: list[float],
        bools: list[bool], decimals: list[decimal], datetimes: list[datetime],
        closed: list[Closed], open: list[Open], nested: list[list[int]],
        deep: list[list[list[Number]]], leaves: list[Leaf], jsons: list[json],
    ) -> ()
    command Records(leaf: Leaf, tree: Tree, nothing: Nothing) -> (tree: Tree, last: int)
    command Maps(
        sums: map[str, int], by_number: map[Number, list[str]], trees: map[bytes, Tree],
        nested: map[bool, map[int, list[float]]], datetimes: map[datetime, json],
    ) -> (sums: map[str, int])
    command Bigs(
        first: big[bytes], @big(first=0) second: big[str], third: big[list[Leaf]], last: int,
    ) -> (whole: big[Tree])
    @wire("50%-off \\"now\\"")
    command Odd(
        @wire("a%b") percent: str, @wire("c\\"d\\\\") quoted: int?, @wire("\\xff\\x00") last: int,
    ) -> (@wire("100%") all: str)
    @wire("Early") command Early(@wire("Zulu") zulu: str, @wire("1") one: int?, a: int) -> (Z: int)
    command Locals(
        at: int, data: bytes, end: str, tag: str, type: int, len: int, key: str, size: int,
        digits: int, payload: str, stop: int, str: str, int: int?, datetime: datetime?,
        read_float: float, write_float: float, a: str, a_bytes: str, a_size: str, value: json,
    ) -> (result: int, value: str, at: int)
    command Empty() -> ()
    oneway command Note(text: str)
}
"""


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    out = tmp_path_factory.mktemp("straight")
    build({"straight.amp": SCHEMA}, out)
    with importable(out):
        yield importlib.import_module("straight")


class Nested:
    """Values for the schema's types, as strategies."""

    def __init__(self, package: Any) -> None:
        self.ints = st.integers()
        self.blobs = st.binary(max_size=20)
        self.texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
        self.floats = st.floats(allow_nan=False, allow_infinity=False)
        self.decimals = st.decimals(allow_nan=False)
        zones = st.integers(-1439, 1439).map(
            lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes))
        )
        self.datetimes = st.datetimes(
            datetime.datetime(1000, 1, 3), datetime.datetime(9999, 12, 28), timezones=zones
        )
        self.jsons = st.recursive(
            st.none() | st.booleans() | self.ints | self.floats | self.texts,
            lambda inner: st.lists(inner, max_size=3)
            | st.dictionaries(self.texts, inner, max_size=3),
            max_leaves=5,
        )
        self.closed = st.sampled_from(list(package.Closed))
        self.open = st.sampled_from(list(package.Open)) | st.text("xyz", min_size=3, max_size=5)
        self.number = st.sampled_from(list(package.Number)) | st.integers(100, 200)
        self.leaves = st.builds(
            package.Leaf,
            text=self.texts,
            flag=st.none() | st.booleans(),
            number=st.just(7) | self.ints,
        )

        def trees(inner: Any) -> Any:
            return st.builds(
                package.Tree,
                leaf=self.leaves,
                children=st.lists(inner, max_size=2),
                named=st.dictionaries(self.texts, inner, max_size=2),
                none=st.lists(self.leaves, max_size=2),
            )

        empty = st.builds(package.Tree, leaf=self.leaves, children=st.just([]), named=st.just({}))
        self.trees = st.recursive(empty, trees, max_leaves=4)

    def of(self, kind: Any, package: Any) -> Any:
        """Return the strategy for a described type."""
        codecs = importlib.import_module("straight._codecs")
        simple = {
            codecs.INTEGER: self.ints,
            codecs.BYTES: self.blobs,
            codecs.TEXT: self.texts,
            codecs.FLOAT: self.floats | st.integers(-(2**50), 2**50),
            codecs.NONFINITE_FLOAT: st.floats(allow_nan=False),
            codecs.BOOLEAN: st.booleans(),
            codecs.DECIMAL: self.decimals,
            codecs.DATETIME: self.datetimes,
            codecs.JSON_TEXT: self.jsons,
        }
        if kind in simple:
            return simple[kind]
        name = type(kind).__name__
        if name == "EnumType":
            return {"Closed": self.closed, "Open": self.open, "Number": self.number}[
                kind.cls.__name__
            ]
        if name == "RecordType":
            return {
                "Leaf": self.leaves,
                "Tree": self.trees,
                "Nothing": st.just(package.Nothing()),
            }[kind.cls.__name__]
        if name == "ListType":
            return st.lists(self.of(kind.element, package), max_size=3)
        if name == "MapType":
            key, value = kind.entry
            return st.dictionaries(
                self.of(key.type, package), self.of(value.type, package), max_size=3
            )
        assert name == "BigType", name
        return self.of(kind.inner, package)


def operations(package: Any) -> list[Any]:
    return list(package.ValuesPartialResponder.operations)


def draw_values(data: Any, nested: Nested, fields: Any, package: Any) -> list[Any]:
    missing = importlib.import_module("straight._wire").MISSING
    values: list[Any] = []
    for field in fields:
        strategy = nested.of(field.type, package)
        if field.optional:
            strategy = st.none() | strategy
        if field.default is not missing:
            strategy = st.just(field.default) | strategy
        values.append(data.draw(strategy))
    return values


def box(content: dict[bytes, bytes]) -> bytes:
    """Write a box as Twisted writes it."""
    parts = [
        len(part).to_bytes(2, "big") + part
        for key, value in sorted(content.items())
        for part in (key, value)
    ]
    return b"".join(parts) + b"\0\0"


BOUNDED = settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@BOUNDED
@given(st.data())
def test_a_request_is_written_and_read_as_the_general_path_does(package: Any, data: Any) -> None:
    operation = data.draw(st.sampled_from(operations(package)))
    values = draw_values(data, Nested(package), operation.arguments, package)
    content = operation.encode_request(values, None)
    content[b"_command"] = operation.wire
    if not operation.oneway:
        content[b"_ask"] = b"1f"
    expected = box(content)
    try:
        written = operation.write_request(b"1f", *values)
    except Exception:
        # What is unusual may go the general way; the usual must not.
        assert any(raw(field.type, value) for field, value in zip(operation.arguments, values))
        return
    assert written == expected
    if operation.read_request is not None:
        at = behind(written, b"_command")
        end, arguments = operation.read_request(written + b"more", at)
        assert end == len(written)
        assert same(arguments, operation.decode_request(content, None))
        assert list(arguments) == [field.parameter for field in operation.arguments]


@BOUNDED
@given(st.data())
def test_an_answer_is_written_and_read_as_the_general_path_does(package: Any, data: Any) -> None:
    answering = [operation for operation in operations(package) if operation.result]
    operation = data.draw(st.sampled_from(answering))
    values = draw_values(data, Nested(package), operation.response, package)
    result = operation.result(
        **{field.name: value for field, value in zip(operation.response, values)}
    )
    content = {**operation.encode_answer(result, None), b"_answer": b"1f"}
    written = operation.write_answer(b"1f", result)
    assert written == box(content)
    if operation.read_answer is not None:
        end, read = operation.read_answer(written, behind(written, b"_answer"))
        assert end == len(written)
        assert read == result == operation.decode_answer(content, None)


@BOUNDED
@given(st.data())
def test_damaged_bytes_are_read_as_the_general_path_reads_them_or_not_at_all(
    package: Any, data: Any
) -> None:
    reading = [operation for operation in operations(package) if operation.read_request]
    operation = data.draw(st.sampled_from(reading))
    values = draw_values(data, Nested(package), operation.arguments, package)
    content = operation.encode_request(values, None)
    whole = bytearray(box({**content, b"_command": operation.wire}))
    start = behind(bytes(whole), b"_command")
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(start, len(whole) - 1))
        kind = data.draw(st.sampled_from(["set", "cut", "insert", "drop", "nudge"]))
        if kind == "set":
            whole[at] = data.draw(st.integers(0, 255))
        elif kind == "nudge":
            whole[at] = (whole[at] + data.draw(st.sampled_from([-1, 1]))) % 256
        elif kind == "cut":
            del whole[at + 1 :]
        elif kind == "insert":
            whole[at:at] = data.draw(st.sampled_from([b"_", b" ", b"\0", b"0", b"\0\x01x\0\0"]))
        else:
            del whole[at : at + 1]
        if len(whole) <= start:
            return
    damaged = bytes(whole)
    try:
        end, arguments = operation.read_request(damaged, start)
    except Exception:
        return
    assert end <= len(damaged)
    content = dict(pairs(damaged[:end]))
    assert box(content)[-2:] == damaged[end - 2 : end] == b"\0\0"
    assert same(arguments, operation.decode_request(content, None))


@pytest.mark.parametrize("wrong", [None, 3, "text", b"bytes", [], {}, object(), True, 1.5])
def test_a_value_of_a_wrong_type_is_never_written(package: Any, wrong: Any) -> None:
    for operation in operations(package):
        if operation.write_request is None or not operation.arguments:
            continue
        values = [wrong] * len(operation.arguments)
        try:
            content = operation.encode_request(values, None)
        except Exception:
            with pytest.raises(Exception):
                operation.write_request(b"1", *values)
            continue
        content[b"_command"] = operation.wire
        if not operation.oneway:
            content[b"_ask"] = b"1"
        try:
            assert operation.write_request(b"1", *values) == box(content)
        except Exception:
            continue


def test_a_value_of_65536_bytes_goes_the_general_way(package: Any) -> None:
    note = next(operation for operation in operations(package) if operation.name == "Note")
    assert note.write_request(b"1", "x" * 65_535)
    with pytest.raises(OverflowError):
        note.write_request(b"1", "x" * 65_536)


def behind(box: bytes, key: bytes) -> int:
    at = box.index(key) + len(key)
    return at + 2 + int.from_bytes(box[at : at + 2], "big")


def raw(kind: Any, value: Any) -> bool:
    """Whether there is a raw value of an open enum, which may take the general path."""
    if value is None:
        return False
    name = type(kind).__name__
    if name == "EnumType":
        return isinstance(value, (str, int))
    if name == "ListType":
        return any(raw(kind.element, element) for element in value)
    if name == "MapType":
        key, entry = kind.entry
        return any(raw(key.type, k) or raw(entry.type, v) for k, v in value.items())
    return False


def same(one: Any, other: Any) -> bool:
    """Whether two values are equal and of the same types, not-a-number and all."""
    if type(one) is not type(other):
        return False
    if type(one) in (list, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if issubclass(type(one), dict):
        return same(list(one.items()), list(other.items()))
    if type(one) is float:
        return one == other or (math.isnan(one) and math.isnan(other))
    if type(one) is decimal.Decimal:
        return str(one) == str(other)
    return bool(one == other)
