"""Encodings taken from other AMP implementations, in both directions over both paths.

``vectors.json`` says where each was found. ``both`` is written and read, ``decode_only`` is read
but never written so, ``reject`` is refused, ``keys`` says which keys carry a big value.
"""

from __future__ import annotations

import importlib
import json
import math
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from twisted.protocols import amp

from tests.building import build, importable
from tests.memory import Pair, packed, pairs

HERE = Path(__file__).parent
VECTORS: list[dict[str, Any]] = json.loads((HERE / "vectors.json").read_text("utf-8"))
COMMANDS = {
    "ListOf(Integer)": "Integers",
    "ListOf(Unicode)": "Texts",
    "AmpList(a:Integer,b:Unicode)": "Pairs",
}
BOXES = {"ab": "Letters", "\0": "Zero", "widthheight": "Size"}
VALUES = [vector for vector in VECTORS if vector["mode"] != "keys" and vector["type"] != "box"]
BOX_VALUES = [
    vector for vector in VECTORS if vector["type"] == "box" and "_ask" not in vector["value"]
]
PATHS = ("fast", "general")
AMP: Any = amp.AMP  # without annotations in Twisted


def shown(vector: dict[str, Any]) -> str:
    return f"{vector['type']}-{vector['mode']}-{vector['wire_hex'][:24]}"


@pytest.fixture(scope="module")
def vectors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("vectors")
    build({"vectors.amp": (HERE / "vectors.amp").read_text("utf-8")}, folder)
    with importable(folder):
        yield importlib.import_module("vectors")


def command_of(vector: dict[str, Any]) -> str:
    kind: str = vector["type"]
    return COMMANDS.get(kind, kind)


class Side:
    """A server that keeps what it was asked and answers with it, and a client of it."""

    def __init__(self, vectors: Any, path: str) -> None:
        self.asked: list[Any] = []
        asked = self.asked

        class Echo(vectors.VectorsPartialResponder):  # type: ignore[misc]  # made at run time
            def sum(self, *, a: int, b: int) -> Any:
                asked.append((a, b))
                return vectors.SumResult(total=a + b)

        def method(result: Any) -> Any:
            def answer(self: Any, *, value: Any) -> Any:
                asked.append(value)
                return result(value=value)

            return answer

        names: list[str] = vectors.__all__
        for name in names:
            if name.endswith("Result") and name != "SumResult":
                operation = name.removesuffix("Result")
                setattr(Echo, snake(operation), method(getattr(vectors, name)))
        client: Any
        if path == "fast":
            self.server: Any = vectors.VectorsServerProtocol(Echo())
            client = vectors.VectorsClientProtocol()
        else:
            self.server = AMP(locator=Echo())
            client = AMP()
        self.pair = Pair(self.server, client)
        self.client = vectors.VectorsClient(client)

    def call(self, command: str, **values: Any) -> Any:
        return self.pair.result(getattr(self.client, snake(command))(**values))

    def ask(self, command: str, content: dict[bytes, bytes]) -> dict[bytes, bytes]:
        """Send a raw request and return what the server sends."""
        box = {b"_ask": b"1", b"_command": command.encode("ascii"), **content}
        self.server.dataReceived(packed(box))
        return dict(pairs(self.pair.transports["server"].value()))


def snake(command: str) -> str:
    return "".join(
        f"_{letter.lower()}" if letter.isupper() and at else letter.lower()
        for at, letter in enumerate(command)
    )


def meant(vectors: Any, vector: dict[str, Any]) -> Any:
    """Return the Python value of a vector."""
    kind, value = vector["type"], vector["value"]
    if kind == "String":
        return bytes.fromhex(value["hex"])
    if kind == "Float":
        return float(value)
    if kind == "Decimal":
        return Decimal(value)
    if kind == "DateTime":
        return datetime.fromisoformat(value)
    if kind.startswith("AmpList"):
        return [vectors.Pair(**pair) for pair in value]
    return value


def same(one: Any, other: Any) -> bool:
    """Equality in which not-a-number equals itself, and a datetime has its offset."""
    if isinstance(one, float) and math.isnan(one):
        return isinstance(other, float) and math.isnan(other)
    if isinstance(one, Decimal):
        return str(one) == str(other)
    if isinstance(one, datetime):
        return bool(one == other) and one.utcoffset() == other.utcoffset()
    return type(one) is type(other) and bool(one == other)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "vector", [vector for vector in VALUES if vector["mode"] == "both"], ids=shown
)
def test_a_value_is_written_as_others_write_it(
    vector: dict[str, Any], path: str, vectors: Any
) -> None:
    side = Side(vectors, path)
    value = meant(vectors, vector)
    result = side.call(command_of(vector), value=value)
    assert same(value, side.asked[0]) and same(value, result.value)
    (_, request), (_, answer) = side.pair.sent
    assert dict(pairs(request))[b"value"].hex() == vector["wire_hex"]
    assert dict(pairs(answer))[b"value"].hex() == vector["wire_hex"]


@pytest.mark.parametrize(
    "vector", [vector for vector in VALUES if vector["mode"] == "both"], ids=shown
)
def test_straight_line_code_needs_no_help_with_a_usual_value(
    vector: dict[str, Any], vectors: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    operation = importlib.import_module("vectors._wire.operation").Operation
    for name in ("encode_request", "decode_request", "encode_answer", "decode_answer"):
        monkeypatch.delattr(operation, name)
    side = Side(vectors, "fast")
    value = meant(vectors, vector)
    assert same(value, side.call(command_of(vector), value=value).value)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "vector", [vector for vector in VALUES if vector["mode"] == "decode_only"], ids=shown
)
def test_what_others_write_otherwise_is_read(
    vector: dict[str, Any], path: str, vectors: Any
) -> None:
    side = Side(vectors, path)
    wire = bytes.fromhex(vector["wire_hex"])
    answer = side.ask(command_of(vector), {b"value": wire})
    assert same(meant(vectors, vector), side.asked[0])
    assert b"_answer" in answer and answer[b"value"] != wire


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "vector", [vector for vector in VALUES if vector["mode"] == "reject"], ids=shown
)
def test_nonsense_is_refused_and_only_that_call_fails(
    vector: dict[str, Any], path: str, vectors: Any
) -> None:
    side = Side(vectors, path)
    wire = bytes.fromhex(vector["wire_hex"])
    answer = side.ask(vector["type"], {b"value": wire})
    assert side.asked == []
    assert answer[b"_error_code"] == b"UNKNOWN"
    if path == "fast":
        assert not side.pair.closed()


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("wire", [b"inf", b"nan", b"1e999"])
def test_a_float_is_finite_unless_the_schema_says_otherwise(
    wire: bytes, path: str, vectors: Any
) -> None:
    side = Side(vectors, path)
    assert side.ask("Finite", {b"value": wire})[b"_error_code"] == b"UNKNOWN"
    assert side.asked == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("vector", BOX_VALUES, ids=shown)
def test_a_box_is_a_record(vector: dict[str, Any], path: str, vectors: Any) -> None:
    name = BOXES["".join(vector["value"])]
    cls = getattr(vectors, name)
    words = {"zero" if key == "\0" else key: text for key, text in vector["value"].items()}
    wire = bytes.fromhex(vector["wire_hex"])
    side = Side(vectors, path)
    side.ask(f"{name}Box", {b"value": wire})
    assert side.asked == [cls(**words)]

    side = Side(vectors, path)
    side.call(f"{name}Box", value=cls(**words))
    (_, request), _ = side.pair.sent
    # AMP writes keys in the order of their bytes, whichever order they were found in.
    assert dict(pairs(request))[b"value"] == packed(dict(sorted(pairs(wire))))


@pytest.mark.parametrize("path", PATHS)
def test_a_whole_request_is_what_the_protocol_s_own_page_shows(path: str, vectors: Any) -> None:
    (vector,) = (
        vector for vector in VECTORS if vector["type"] == "box" and "_ask" in vector["value"]
    )
    side = Side(vectors, path)
    for _ in range(0x23 - 1):
        side.call("Sum", a=0, b=0)
    side.pair.sent.clear()
    assert side.call("Sum", a=13, b=81).total == 94
    assert side.pair.sent[0] == ("client", bytes.fromhex(vector["wire_hex"]))


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "command, keys",
    [
        ("FromTwo", [b"value", b"value.2", b"value.3"]),
        ("FromZero", [b"value.0", b"value.1", b"value.2"]),
    ],
)
def test_a_big_value_is_spread_over_numbered_keys(
    command: str, keys: list[bytes], path: str, vectors: Any
) -> None:
    (vector,) = (
        one
        for one in VECTORS
        if one["type"] == ("big:dot2" if command == "FromTwo" else "big:dot0")
    )
    pattern = bytes.fromhex(vector["value"]["hex"])
    # The vectors cut after 2 bytes; AMP's values hold 65,535.
    value = b"".join(bytes([byte]) * 32_767 + b"-" for byte in pattern)[: 2 * 65_535 + 32_768]
    side = Side(vectors, path)
    assert side.call(command, value=value).value == value
    assert side.asked == [value]
    for _, box in side.pair.sent:
        found = dict(pairs(box))
        assert [len(found[key]) for key in keys] == [65_535, 65_535, 32_768]
        assert b"".join(found[key] for key in keys) == value


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("command, keys", [("FromTwo", {b"value": b""}), ("FromZero", {})])
def test_an_empty_big_value(
    command: str, keys: dict[bytes, bytes], path: str, vectors: Any
) -> None:
    side = Side(vectors, path)
    assert side.call(command, value=b"").value == b""
    for _, box in side.pair.sent:
        assert {key: value for key, value in pairs(box) if not key.startswith(b"_")} == keys


def test_every_vector_is_used() -> None:
    modes = {vector["mode"] for vector in VECTORS}
    assert modes == {"both", "decode_only", "reject", "keys"}
    assert len(VALUES) + len(BOX_VALUES) + 1 + 2 == len(VECTORS)
