"""A peer that was written after `grammar/description.md` and knows a schema by its description only.

It stands for a generator of another language, and shares nothing with the compiler. It takes
neutral values, as ``shapes`` has them, and returns what goes over the wire, or reads that.
"""

from __future__ import annotations

import datetime
import decimal
import json
from collections.abc import Iterator
from typing import Any

from twisted.python.filepath import FilePath

from tests.pairings.shapes import Known, Values

Node = dict[str, Any]
_MOST = 65_535


class Stranger:
    """Both ends of the commands of one interface. ``description`` is what was printed."""

    def __init__(self, description: str, interface: str) -> None:
        self._document: Node = json.loads(description)
        schema = self._document["schemas"][self._document["schema"]]
        (found,) = (one for one in schema["interfaces"] if one["name"] == interface)
        self.commands: dict[str, Node] = {one["name"]: one for one in found["commands"]}

    def request(self, name: str, values: Values, tag: bytes) -> bytes:
        command = self.commands[name]
        own = {b"_command": _bytes(command["wire"])}
        if not command["oneway"]:
            own[b"_ask"] = tag
        return _box({**own, **self._written(command["arguments"], values)})

    def answer(self, name: str, values: Values, tag: bytes) -> bytes:
        return _box({b"_answer": tag, **self._written(self.commands[name]["response"], values)})

    def error(self, name: str, error: str, text: str, tag: bytes) -> bytes:
        raised = [one["error"] for one in self.commands[name]["raises"]]
        (found,) = (one for one in raised if one["name"] == error)
        code = _bytes(self._declared("errors", found)["code"])
        return _box({b"_error": tag, b"_error_code": code, b"_error_description": text.encode()})

    def read_request(self, name: str, box: bytes) -> Values:
        ((content, _),) = _boxes(box)
        return self._read(self.commands[name]["arguments"], content)

    def read_answer(self, name: str, box: bytes) -> Values:
        ((content, _),) = _boxes(box)
        return self._read(self.commands[name]["response"], content)

    def _declared(self, kind: str, reference: Node) -> Node:
        schema = self._document["schemas"][reference["schema"]]
        (found,) = (one for one in schema[kind] if one["name"] == reference["name"])
        return dict(found)

    def _written(self, fields: list[Node], values: Values) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        for field in fields:
            if field["name"] not in values:
                continue
            type, key = field["type"], _bytes(field["wire"])
            data = self._encoded(type, values[field["name"]])
            if field["default"] is not None:
                if data == self._encoded(type, _default(field["default"])):
                    continue
            if type["kind"] != "big":
                found[key] = data
                continue
            pieces = [data[at : at + _MOST] for at in range(0, len(data), _MOST)]
            for number, piece in enumerate(pieces or [b""] * (type["first"] == 2)):
                found[_numbered(key, type["first"], number)] = piece
        return found

    def _read(self, fields: list[Node], content: dict[bytes, bytes]) -> Values:
        values: Values = {}
        for field in fields:
            type, key = field["type"], _bytes(field["wire"])
            data = content.get(key)
            if type["kind"] == "big":
                data = _gathered(key, type["first"], content)
                if data is None and not field["optional"] and field["default"] is None:
                    data = b""
            if data is not None:
                values[field["name"]] = self._decoded(type, data)
            elif field["default"] is not None:
                values[field["name"]] = _default(field["default"])
            else:
                assert field["optional"], field["name"]
                values[field["name"]] = None
        return values

    def _encoded(self, type: Node, value: Any) -> bytes:
        match type["kind"]:
            case "big":
                return self._encoded(type["value"], value)
            case "scalar":
                return _scalar(type["name"], value)
            case "enum":
                enum = self._declared("enums", type)
                members = {one["name"]: one["value"] for one in enum["members"]}
                plain = members[value.member] if isinstance(value, Known) else value
                return _scalar(enum["base"], plain)
            case "record":
                return _box(self._written(self._declared("records", type)["fields"], value))
            case "map":
                return b"".join(
                    _box(
                        {
                            b"key": self._encoded(type["key"], key),
                            b"value": self._encoded(type["value"], one),
                        }
                    )
                    for key, one in value.items()
                )
            case "list":
                parts = [self._encoded(type["element"], one) for one in value]
                if type["element"]["kind"] == "record":
                    return b"".join(parts)
                return b"".join(len(part).to_bytes(2, "big") + part for part in parts)
            case kind:
                raise AssertionError(kind)

    def _decoded(self, type: Node, data: bytes) -> Any:
        match type["kind"]:
            case "big":
                return self._decoded(type["value"], data)
            case "scalar":
                return _read_scalar(type["name"], data)
            case "enum":
                enum = self._declared("enums", type)
                value = _read_scalar(enum["base"], data)
                names = {one["value"]: one["name"] for one in enum["members"]}
                assert value in names or enum["open"]
                return Known(names[value]) if value in names else value
            case "record":
                (found,) = self._records(type, data)
                return found
            case "map":
                pairs = [content for content, _ in _boxes(data)]
                return {
                    self._decoded(type["key"], one[b"key"]): self._decoded(
                        type["value"], one[b"value"]
                    )
                    for one in pairs
                }
            case "list":
                if type["element"]["kind"] == "record":
                    return list(self._records(type["element"], data))
                return [self._decoded(type["element"], part) for part in _parts(data)]
            case kind:
                raise AssertionError(kind)

    def _records(self, type: Node, data: bytes) -> Iterator[Values]:
        fields = self._declared("records", type)["fields"]
        for content, _ in _boxes(data):
            yield self._read(fields, content)


def _bytes(text: str | Node) -> bytes:
    return text.encode("ascii") if isinstance(text, str) else bytes.fromhex(text["hex"])


def _default(default: Node) -> Any:
    match default["kind"]:
        case "member":
            return Known(default["member"])
        case "bytes":
            return _bytes(default["value"])
        case "decimal":
            return decimal.Decimal(default["value"])
        case "empty-list":
            return []
        case _:
            return default["value"]


def _scalar(name: str, value: Any) -> bytes:
    match name:
        case "bytes":
            return bytes(value)
        case "float":
            return repr(float(value)).encode()
        case "datetime":
            minutes = int(value.utcoffset().total_seconds() // 60)
            offset = f"{'+' if minutes > 0 else '-'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
            day = f"{value.year:04}-{value.month:02}-{value.day:02}"
            time = f"{value.hour:02}:{value.minute:02}:{value.second:02}.{value.microsecond:06}"
            return f"{day}T{time}{offset}".encode()
        case "path":
            return str(value.asTextMode().path).encode()
        case "json":
            return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        case _:
            return str(value).encode()


def _read_scalar(name: str, data: bytes) -> Any:
    match name:
        case "int":
            return int(data)
        case "bytes":
            return data
        case "float":
            return float(data)
        case "bool":
            return {b"True": True, b"False": False}[data]
        case "decimal":
            return decimal.Decimal(data.decode())
        case "datetime":
            return datetime.datetime.fromisoformat(data.decode())
        case "path":
            return FilePath(data.decode())
        case "json":
            return json.loads(data)
        case _:
            return data.decode()


def _numbered(key: bytes, first: int, number: int) -> bytes:
    return key if first == 2 and number == 0 else key + b".%d" % (number + bool(first))


def _gathered(key: bytes, first: int, content: dict[bytes, bytes]) -> bytes | None:
    pieces: list[bytes] = []
    while (name := _numbered(key, first, len(pieces))) in content:
        pieces.append(content[name])
    return b"".join(pieces) if pieces else None


def _box(content: dict[bytes, bytes]) -> bytes:
    parts = [part for pair in sorted(content.items()) for part in pair]
    return b"".join(len(part).to_bytes(2, "big") + part for part in parts) + b"\0\0"


def _boxes(data: bytes) -> Iterator[tuple[dict[bytes, bytes], int]]:
    """Yield the content of the boxes that follow each other, and where each ends."""
    at = 0
    while at < len(data):
        content: dict[bytes, bytes] = {}
        while size := int.from_bytes(data[at : at + 2], "big"):
            key = data[at + 2 : at + 2 + size]
            at += 2 + size
            size = int.from_bytes(data[at : at + 2], "big")
            content[key] = data[at + 2 : at + 2 + size]
            at += 2 + size
        at += 2
        yield content, at


def _parts(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 2], "big")
        yield data[at + 2 : at + 2 + size]
        at += 2 + size
