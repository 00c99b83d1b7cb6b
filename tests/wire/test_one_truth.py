"""The fast path does what the general one does: the same bytes into both, every effect compared."""

from __future__ import annotations

import datetime
import decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from twisted.protocols import amp
from twisted.python.filepath import FilePath

from tests.wire.peers import Side, pack, request

INTS = st.sampled_from([b"0", b"-7", b"12", b" 1", b"+3", b"1_0", b"x", b"", b"1" * 300, b"\xb2"])
BYTES = st.one_of(st.binary(max_size=5), st.just(b"v" * 300), st.just(b"v" * 65535))
TEXTS = st.sampled_from([b"", b"bob", "\u2603".encode(), b"\xff", b"a\0b", b"x" * 300])
FLOATS = st.sampled_from([b"1.5", b"nan", b"-inf", b"1e5", b"1_0.0", b" 2.0", b"x", b"1"])
TRUTHS = st.sampled_from([b"True", b"False", b"true", b"", b"1"])
DECIMALS = st.sampled_from([b"1.10", b"NaN", b"-Infinity", b"1_0", b" 1", b"sNaN", b"x", b"1E+2"])
TIMES = st.sampled_from(
    [
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
    ]
)
PATHS = st.sampled_from([b"/tmp/a", b"a/../b", b"", b"\xff", b"/\xe2\x98\x83"])
JSONS = st.sampled_from([b"null", b'{"a":[1,2.5,"x"]}', b"NaN", b"", b"{", b'"\\ud800"', b"1e999"])
COLOURS = st.sampled_from([b"red", b"verde", b"green", b"mauve", b"", b"\xff"])
SIZES = st.sampled_from([b"1", b"2", b"3", b" 1", b"01", b"+2", b"x", b"1_"])


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
    usual = {
        name: st.one_of(values, values, values, st.none()) for name, values in short.items()
    }
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
    command = draw(st.sampled_from(sorted(FIELDS)))
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
    max_examples=250,
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
