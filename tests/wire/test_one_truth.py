"""The fast path does what the general one does: the same bytes into both, every effect compared."""

# The package under test is made while the tests run, so nothing of it has a type here.
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false, reportUnknownVariableType=false

from __future__ import annotations

import datetime
import decimal
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twisted.protocols import amp as twisted_amp
from twisted.python.filepath import FilePath

from tests.wire.peers import Line, Side, pack, request, take_the_general_path
from tests.wire.test_calls import outcome

# Twisted's AMP has hardly any types.
amp: Any = twisted_amp

# 60,000 take about ten minutes.
EXAMPLES = int(os.environ.get("AMPGEN_FUZZ_EXAMPLES", "250"))

ODD: dict[str, list[bytes]] = {
    "int": [b"0", b"-7", b" 1", b"+3", b"1_0", b"x", b"", b"1" * 300, b"1" * 5000, b"\xb2"],
    "bytes": [b"", b"\xff\0", b"v" * 300, b"v" * 65535],
    "str": [b"", "\u2603".encode(), b"\xff", b"a\0b", b"x" * 300, b"\xed\xa0\x80"],
    "float": [b"1.5", b"nan", b"-inf", b"1e5", b"1_0.0", b" 2.0", b"x", b"1", b"1e999", b"-0.0"],
    "bool": [b"True", b"False", b"true", b"", b"1", b"True "],
    "decimal": [b"1\x1f", b"1\0", b"", b"\xb2",b"1.10", b"NaN", b"-Infinity", b"1_0", b" 1", b"sNaN", b"x", b"1E+2", b"1e99999999999999999999"],
    "datetime": [
        b"2012-01-23T12:34:56.054321-01:23",
        b"2012-01-23T12:34:56.054321-00:00",
        b"2012-01-23T12:34:56.054321+00:00",
        b"2012-01-23T12:34:56.054321+23:59",
        b"2012-01-23T12:34:56.054321+24:00",
        b"2012-01-23T12:34:56.054321+01:60",
        b"2012-01-23 12:34:56.054321-01:23",
        b"2012-02-30T12:34:56.054321-01:23",
        b"0001-01-01T00:00:00.000000-00:00",
        b"2012-01-23T12:34:56.05432-01:23",
        b"2012-W03-1T12:34:56.0543210-01:23",
        b"20120123T123456.054321000-01:23x",
        b"2012-01-23T12:34:56.054321-01:2\n",
        b"2012-01-23T24:00:00.000000-00:00",
        b"2012-01-23T12:34:56.054321-\xb21:23",
    ],
    "path": [b"/tmp/a", b"a/../b", b"", b"\xff", b"/\xe2\x98\x83", b"/a\0b"],
    "json": [b"null", b'{"a":[1,2.5,"x"]}', b"NaN", b"", b"{", b'"\\ud800"', b"1e999", b"[" * 9000],
    "colour": [b"red", b"verde", b"green", b"mauve", b"", b"\xff"],
    "size": [b"1", b"2", b"3", b" 1", b"01", b"+2", b"x", b"1_"],
    "list": [b"", b"\0", b"\0\1", b"\0\0", b"\0\x011\0", b"\0\x011\0\x012", b"\xff\xff1", b"\0\3\0\x011"],
}  # fmt: skip
ODD["map"] = [
    b"",
    pack({b"key": b"a", b"value": b"1"}),
    pack({b"key": b"a", b"value": b"1"}) + pack({b"key": b"a", b"value": b"2"}),
    pack({b"value": b"1", b"key": b"a"}),
    pack({b"key": b"a"}),
    pack({b"key": b"a", b"value": b"1", b"x": b""}),
    pack({b"key": b"a", b"value": b"x"}),
    b"\0\0",
    pack({b"key": b"a", b"value": b"1"})[:-1],
]
LEAVES = [
    pack({b"children": b"", b"name": b"leaf"}),
    pack({b"name": b"leaf", b"children": b""}),
    pack({b"children": b"", b"more": b"", b"name": b"leaf"}),
    pack({b"name": b"leaf"}),
]


def deep(depth: int) -> bytes:
    tree = LEAVES[0]
    for _ in range(depth):
        tree = pack({b"children": tree, b"name": b""})
    return tree


ODD["tree"] = [
    *LEAVES,
    LEAVES[0] * 2,
    b"",
    b"\0\0",
    LEAVES[0][:-1],
    pack({b"children": b"".join(LEAVES[:3]), b"name": b"root"}),
    pack({b"children": LEAVES[3], b"name": b"root"}),
    deep(20),
    deep(2800),
]
ODD["point"] = [
    pack({b"x": b"1", b"y": b"2"}),
    pack({b"label": b"here", b"x": b"1", b"y": b"2"}),
    pack({b"x": b"1", b"x\0": b"1", b"y": b"2"}),
    pack({b"x": b"1", b"y": b"2"}) * 2,
    pack({b"y": b"1", b"x": b"2"}),
    pack({b"x": b"1_", b"y": b"2"}),
    b"",
]
INTS, BYTES, TEXTS, FLOATS, TRUTHS, DECIMALS, TIMES, PATHS, JSONS, COLOURS, SIZES = (
    st.sampled_from([value for value in ODD[name] if len(value) < 1000 or name == "bytes"])
    for name in (
        "int",
        "bytes",
        "str",
        "float",
        "bool",
        "decimal",
        "datetime",
        "path",
        "json",
        "colour",
        "size",
    )
)


def counted(elements: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    """The bytes of a list, now and then cut short."""
    whole = st.lists(elements.filter(lambda e: len(e) < 400), max_size=4).map(
        lambda many: b"".join(len(one).to_bytes(2, "big") + one for one in many)
    )
    return st.one_of(whole, whole, whole.map(lambda data: data[:-1]))


def boxes(**fields: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    """The bytes of a box that may lack keys, have more, have them twice or in another order."""

    def build(values: dict[str, bytes | None], extra: bytes | None, turn: bool) -> bytes:
        box = {name.encode(): value for name, value in values.items() if value is not None}
        names = sorted(box, reverse=turn)
        data = pack({name: box[name] for name in names})
        return data if extra is None else pack({b"zz": extra})[:-2] + data

    short = {name: values.filter(lambda v: len(v) < 400) for name, values in fields.items()}
    usual = {name: st.one_of(values, values, values, st.none()) for name, values in short.items()}
    rarely = st.sampled_from([None] * 6 + [b"x"])
    turned = st.sampled_from([False] * 6 + [True])
    return st.builds(build, st.fixed_dictionaries(usual), rarely, turned)


def joined(one: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    whole = st.lists(one, max_size=3).map(b"".join)
    return st.one_of(whole, whole, whole.map(lambda data: data[:-1]))


POINTS = boxes(x=INTS, y=INTS, label=TEXTS)
LEAF = boxes(name=TEXTS, children=st.just(b""))
TREE = boxes(name=TEXTS, children=joined(LEAF))
FIELDS: dict[str, dict[str, st.SearchStrategy[bytes]]] = {
    "Add": {"name": TEXTS, "key": BYTES, "age": INTS},
    "Wait": {"seconds": INTS},
    "Ping": {},
    "Note": {"text": TEXTS},
    "Points": {"points": joined(POINTS), "origin": POINTS},
    "Upload": {"jpeg": BYTES},
    "Photo": {"id": INTS},
    "Everything": {
        "i": INTS,
        "b": BYTES,
        "s": TEXTS,
        "r": FLOATS,
        "t": TRUTHS,
        "d": DECIMALS,
        "at": TIMES,
        "p": PATHS,
        "j": JSONS,
        "c": COLOURS,
        "z": SIZES,
        "ints": counted(INTS),
        "texts": counted(TEXTS),
        "nested": counted(counted(INTS)),
        "m": joined(boxes(key=TEXTS, value=INTS)),
        "tree": TREE,
        "extra": INTS,
        "limit": INTS,
    },
    "Nope": {"a": TEXTS},
}
FINE: dict[str, bytes] = {
    "i": b"1", "b": b"b", "s": b"s", "r": b"1.0", "t": b"True", "d": b"1", "p": b"/x", "j": b"1",
    "at": b"2012-01-23T12:34:56.054321-01:23", "c": b"red", "z": b"1", "ints": b"\0\x011",
    "texts": b"\0\1a", "nested": b"", "m": b"", "tree": pack({b"children": b"", b"name": b"t"}),
    "name": b"n", "key": b"k", "age": b"3", "seconds": b"1", "text": b"t", "points": b"",
    "origin": pack({b"x": b"1", b"y": b"2"}), "jpeg": b"j", "id": b"1", "a": b"a",
    "extra": b"4", "limit": b"10",
}  # fmt: skip


@st.composite
def requests(draw: st.DrawFn) -> bytes:
    """A request that may be anything from right to wrong, most often nearly right."""
    command = draw(st.sampled_from([*sorted(FIELDS), *["Everything"] * 6]))
    values = {name: FINE[name] for name in FIELDS[command]}
    odd = draw(st.lists(st.sampled_from(sorted(values)), max_size=2)) if values else []
    for name in odd:
        values[name] = draw(FIELDS[command][name])
    if values and draw(st.integers(0, 5)) == 0:
        del values[draw(st.sampled_from(sorted(values)))]
    if draw(st.integers(0, 8)) == 0:
        values["jpeg.2"] = b"more"
    tag: bytes | None = draw(st.sampled_from([b"1", b"2", b"ff", b"", b"t" * 255, None]))
    data = request(command.encode(), tag, **values)
    if draw(st.integers(0, 10)) == 0:
        # Keys in another order, or one of them twice.
        data = data[:-2] + request(command.encode(), tag, **values)
    return data


@st.composite
def answers(draw: st.DrawFn) -> bytes:
    """An answer to one of the calls that were made, or to none."""
    tag = draw(st.sampled_from([b"1", b"2", b"3", b"3", b"4", b"9"]))
    if draw(st.booleans()):
        return pack({b"_answer": tag, b"total": draw(INTS)})
    if draw(st.booleans()):
        code = draw(st.sampled_from([b"UNKNOWN", b"UNHANDLED", b"X"]))
        return pack({b"_error": tag, b"_error_code": code, b"_error_description": draw(TEXTS)})
    return pack({b"_answer": tag, **draw(st.sampled_from([{}, {b"zz": b"", b"total": b"1"}]))})


SEGMENTS = st.lists(st.one_of(requests(), requests(), answers()), max_size=8).map(b"".join)


def play(wired: Any, path: str, data: bytes, cuts: list[int], flips: list[int]) -> list[Any]:
    """Everything that happens at one end when bytes come to it."""
    side = Side(wired, path, invalid=5, box_bytes=100_000)
    keeper = side.keeper
    seen: list[Any] = []
    keeper.answers["photo"] = lambda id: wired.PhotoResult(jpeg=b"p" * (id % 100_000))
    keeper.answers["upload"] = lambda jpeg: wired.UploadResult(size=len(jpeg))
    for number in range(4):
        call = side.till.ring(amount=number, timeout=5)
        call.addCallbacks(
            lambda result, number=number: seen.append((number, result.total)),
            lambda failure, number=number: seen.append(
                (number, type(failure.value), str(failure.value))
            ),
        )
    damaged = bytearray(data)
    for flip in flips:
        if damaged:
            damaged[flip % len(damaged)] ^= 1 << flip % 8
    data = bytes(damaged)
    at = 0
    for cut in [*sorted(cut % (len(data) + 1) for cut in cuts), len(data)]:
        side.connection.dataReceived(data[at:cut])
        at = cut
        seen.append((side.line.closed, side.line.aborted, bytes(side.line.written)))
        seen.append((len(keeper.asked), side.connection._invalid))
    for waiting in keeper.waiting:
        waiting.callback(wired.WaitResult(done=True))
    seen.append(bytes(side.line.written))
    side.clock.advance(6)
    asked = [(name, {k: plain(v) for k, v in given.items()}) for name, given in keeper.asked]
    side.lose()
    assert side.clock.getDelayedCalls() == []
    return [seen, asked, side.line.closed, side.line.aborted]


def plain(value: Any) -> Any:
    """A value such that equal ones compare equal, and with their types."""
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return [(plain(key), plain(one)) for key, one in value.items()]
    if type(value).__module__.startswith("wired") and hasattr(value, "__match_args__"):
        return type(value), [plain(getattr(value, name)) for name in value.__match_args__]
    if isinstance(value, datetime.datetime):
        return value.isoformat(), value.utcoffset(), type(value.tzinfo)
    if isinstance(value, (float, decimal.Decimal, FilePath)):
        return type(value), repr(value)
    return type(value), value


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    SEGMENTS,
    st.lists(st.integers(0, 5000), max_size=6),
    st.lists(st.integers(0, 100_000), max_size=2),
)
def test_both_paths_have_the_same_effects(
    wired: Any, data: bytes, cuts: list[int], flips: list[int]
) -> None:
    fast = play(wired, "fast", data, cuts, flips)
    general = play(wired, "general", data, cuts, flips)
    assert fast == general


KINDS = {
    "i": "int", "b": "bytes", "s": "str", "r": "float", "t": "bool", "d": "decimal",
    "at": "datetime", "p": "path", "j": "json", "c": "colour", "z": "size", "ints": "list",
    "texts": "list", "nested": "list", "m": "map", "tree": "tree", "extra": "int", "limit": "int",
}  # fmt: skip


@pytest.mark.parametrize("field", KINDS)
def test_both_paths_read_and_write_each_value_alike(wired: Any, field: str) -> None:
    """Whatever can be read is echoed, so that writing is compared too."""
    fine = {name: FINE[name] for name in FIELDS["Everything"]}
    for value in ODD[KINDS[field]]:
        data = request(b"Everything", **{**fine, field: value})
        assert play(wired, "fast", data, [], []) == play(wired, "general", data, [], []), value


@pytest.mark.parametrize("path", ["fast", "general"])
def test_odd_values_are_not_refused_for_being_odd(wired: Any, path: str) -> None:
    """What the comparison of two refusals would not show."""
    side = Side(wired, path)
    fine = {name: FINE[name] for name in FIELDS["Everything"]}
    for field, number in {"i": 5, "d": 5, "at": 5, "c": 5, "z": 5, "p": 5, "m": 5}.items():
        answers = [
            side.ask(b"Everything", **{**fine, field: value}) for value in ODD[KINDS[field]]
        ]
        taken = [answer for answer in answers if b"_answer" in answer]
        assert len(taken) == number, field
    side.finish()


class Whole(int):
    pass


class Words(str):
    pass


NAIVE = datetime.datetime(2020, 1, 2, 3, 4, 5)
AWARE = NAIVE.replace(tzinfo=datetime.timezone(datetime.timedelta(hours=-5, minutes=-30)))
ODD_TO_SEND: dict[str, list[Any]] = {
    "i": [0, -1, True, Whole(7), 2.0, "1", None, 10**30, 10**5000],
    "b": [b"", bytearray(b"x"), memoryview(b"y"), memoryview(b"abcd").cast("H"), "x", None, b"x" * 65536],
    "s": ["", Words("w"), "\ud800", b"x", None, "\u2603" * 30000, 5],
    "r": [0.0, -0.0, 1, 10**400, float("nan"), float("inf"), "1", True, Whole(3), 1e300],
    "t": [True, False, 1, None, "True"],
    "d": [decimal.Decimal("1.10"), decimal.Decimal("sNaN"), 1, 1.5, "1"],
    "at": [
        NAIVE,
        AWARE,
        AWARE.replace(year=1),
        AWARE.replace(tzinfo=datetime.timezone.utc),
        AWARE.replace(tzinfo=datetime.timezone(datetime.timedelta(seconds=90))),
        AWARE.replace(tzinfo=datetime.timezone(datetime.timedelta(seconds=-90))),
        AWARE.replace(tzinfo=datetime.timezone(datetime.timedelta(seconds=30))),
        AWARE.replace(tzinfo=datetime.timezone(datetime.timedelta(microseconds=-1))),
        datetime.date(2020, 1, 1),
        "2020",
    ],
    "p": [FilePath("/a"), FilePath(b"/b"), FilePath("/\udcff"), "/a", None],
    "j": [None, {"a": [1, "\u2603", None, True]}, {1: 2}, [{2: 1}], float("nan"), (1, 2), {1}, "\ud800"],
    "z": [1, "small", None],
    "c": ["red", "mauve", Words("x"), 5, None, "\ud800"],
    "ints": [[], [1, 2], (1, 2), [True], [1.0], ["1"], None, "12", [10**300], [1] * 40000, {1}],
    "texts": [[], ["a"], ["a" * 65536], [b"a"], [None], ("a",), "abc"],
    "nested": [[], [[]], [[1], [2, 3]], [1], [[1.5]], [[1] * 30000, [1] * 30000]],
    "m": [{}, {"a": 1}, {1: 1}, {"a": "x"}, [("a", 1)], None, {"a": None}],
    "tree": [None, "tree", {"name": "x"}],
    "extra": [None, 3, "x"],
    "limit": [10, 11, True, None, "10"],
}  # fmt: skip


def send(wired: Any, path: str, values: dict[str, Any]) -> list[Any]:
    """What a call with such values sends, or how it fails."""
    line = Line()
    connection = wired.MarketClientProtocol(wired.TillPartialResponder())
    if path == "general":
        take_the_general_path(connection)
        connection.callRemote = connection.callRemote
    connection.makeConnection(line)
    seen = outcome(connection.shop.everything(**values))
    return [bytes(line.written), [(type(one), str(one)) for one in seen]]


@pytest.mark.parametrize("field", ODD_TO_SEND)
def test_both_paths_send_or_refuse_each_value_alike(wired: Any, field: str) -> None:
    leaf = wired.Tree(name="leaf", children=[])
    fine = {
        "i": 1, "b": b"b", "s": "s", "r": 1.5, "t": True, "d": decimal.Decimal(1), "at": AWARE,
        "p": FilePath("/x"), "j": 1, "c": wired.Colour.red, "z": wired.Size.large, "ints": [1],
        "texts": ["a"], "nested": [[1]], "m": {"a": 1},
        "tree": wired.Tree(name="root", children=[leaf]), "extra": None, "limit": 10,
    }  # fmt: skip
    more: dict[str, list[Any]] = {
        "c": [wired.Colour.green, wired.Size.large],
        "z": list(wired.Size),
        "tree": [wired.Tree(name=1, children=[]), wired.Tree(name="a", children=[None])],
    }
    looped = wired.Tree(name="loop", children=[])
    looped.children.append(looped)
    more["tree"].append(looped)
    for value in [*ODD_TO_SEND[field], *more.get(field, [])]:
        fast = send(wired, "fast", {**fine, field: value})
        assert fast == send(wired, "general", {**fine, field: value}), value
        written, failed = fast
        assert bool(written) != bool(failed)
        if failed:
            kind, words = failed[0]
            assert issubclass(kind, (TypeError, ValueError, amp.TooLong))
            assert "`Everything`" in words and (field in words or "nested" in words)
    assert send(wired, "fast", fine)[0]


def test_the_paths_differ_in_nothing_but_their_way(wired: Any) -> None:
    """That the comparison above compares two things."""
    fast, general = Side(wired, "fast"), Side(wired, "general")
    counts = {"fast": 0, "general": 0}
    for end in (fast, general):
        inner = amp.AMP.dispatchCommand

        def count(self: Any, box: Any, path: str = end.path, inner: Any = inner) -> Any:
            counts[path] += 1
            return inner(self, box)

        if end.path == "general":
            end.connection.dispatchCommand = count.__get__(end.connection)
        end.ask(b"Add", name=b"a", key=b"b", age=b"1")
        assert end.connection._fast is (end.path == "fast")
        end.finish()
    assert counts == {"fast": 0, "general": 1}
