"""The same calls in the language of each compiler."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .shapes import Call, Value

_AMP = {
    "text": "str",
    "integer": "int",
    "number": "float",
    "bytes": "bytes",
    "truth": "bool",
    "integers": "list[int]",
}
_PROTO = {
    "text": "string",
    "integer": "int64",
    "number": "double",
    "bytes": "bytes",
    "truth": "bool",
    "integers": "repeated int64",
}
_THRIFT = {
    "text": "string",
    "integer": "i64",
    "number": "double",
    "bytes": "binary",
    "truth": "bool",
    "integers": "list<i64>",
}
_JSON: dict[str, dict[str, object]] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "bytes": {"type": "string", "format": "binary"},
    "truth": {"type": "boolean"},
    "integers": {"type": "array", "items": {"type": "integer"}},
}


def amp(calls: Sequence[Call]) -> str:
    """A schema for ampgen."""
    lines = ["/// What is measured.", "schema bench", "", "/// It failed."]
    lines += ['error Failed = "FAILED"', "", "/// All that can be asked.", "interface Bench {"]
    for call in calls:
        lines += [f"    /// {line}".rstrip() for line in (call.document[0], "", call.document[1])]
        lines.append(f"    command {call.name}(")
        for value in call.arguments:
            lines += [f"        /// {value.document}", f"        {_in_amp(value)},"]
        lines.append("    ) -> (")
        for value in call.results:
            lines += [f"        /// {value.document}", f"        {_in_amp(value)},"]
        lines += ["    ) raises Failed", ""]
    lines[-1:] = ["}", "", "protocol BenchProtocol {", "    server answers Bench", "}", ""]
    return "\n".join(lines)


def _in_amp(value: Value) -> str:
    return f"{value.name}: {_AMP[value.kind]}{'?' * value.optional}"


def proto(calls: Sequence[Call]) -> str:
    """Messages and a service for Protocol Buffers and gRPC."""
    lines = ['syntax = "proto3";', "", "package bench;", "", "// All that can be asked."]
    lines.append("service Bench {")
    for call in calls:
        lines += [f"  // {call.document[0]}", "  //", f"  // {call.document[1]}"]
        lines.append(f"  rpc {call.name}({call.name}Request) returns ({call.name}Response);")
    lines += ["}", ""]
    for call in calls:
        for name, values in _messages(call):
            lines.append(f"message {name} {{")
            for number, value in enumerate(values, 1):
                optional = "optional " * value.optional
                lines += [
                    f"  // {value.document}",
                    f"  {optional}{_PROTO[value.kind]} {value.name} = {number};",
                ]
            lines += ["}", ""]
    return "\n".join(lines)


def thrift(calls: Sequence[Call]) -> str:
    """Structures and a service for Thrift."""
    lines = ["/** It failed. */", "exception Failed {", "  1: string why", "}", ""]
    for call in calls:
        lines.append(f"struct {call.name}Response {{")
        for number, value in enumerate(call.results, 1):
            lines += [f"  /** {value.document} */", f"  {number}: {_in_thrift(value)},"]
        lines += ["}", ""]
    lines += ["/** All that can be asked. */", "service Bench {"]
    for call in calls:
        lines += ["  /**", f"   * {call.document[0]}", "   *", f"   * {call.document[1]}", "   */"]
        lines.append(f"  {call.name}Response {call.name}(")
        for number, value in enumerate(call.arguments, 1):
            lines += [f"    /** {value.document} */", f"    {number}: {_in_thrift(value)},"]
        lines += ["  ) throws (1: Failed failed)", ""]
    return "\n".join([*lines, "}", ""])


def _in_thrift(value: Value) -> str:
    return f"{_THRIFT[value.kind]} {value.name}"


def json_schema(calls: Sequence[Call]) -> str:
    """An object for what each call takes and gives, as JSON Schema: it has no calls."""
    definitions = {
        name: {
            "type": "object",
            "description": "\n\n".join(call.document),
            "properties": {
                value.name: {**_JSON[value.kind], "description": value.document}
                for value in values
            },
            "required": [value.name for value in values if not value.optional],
        }
        for call in calls
        for name, values in _messages(call)
    }
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": definitions}
    return json.dumps(schema, indent=2)


def _messages(call: Call) -> list[tuple[str, tuple[Value, ...]]]:
    return [(f"{call.name}Request", call.arguments), (f"{call.name}Response", call.results)]
