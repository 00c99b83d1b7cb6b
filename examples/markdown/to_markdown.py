"""Write as Markdown what `ampgen describe` prints. Nothing else is known here of a schema."""

import json
import sys
from collections.abc import Iterator
from typing import Any


def spelled(type: Any) -> str:
    if "schema" in type:
        return f"[{type['name']}](#{type['name'].lower()})"
    inside = [spelled(type[part]) for part in ("element", "key", "value") if part in type]
    return f"{type['kind']}\\[{', '.join(inside)}]" if inside else f"{type['name']}"


def wire(name: Any) -> str:
    return f"0x{name['hex']}" if isinstance(name, dict) else f"`{name}`"


def about(node: Any) -> str:
    return f"{node['doc']} {'**Deprecated.** ' + node['deprecated'] if node['deprecated'] else ''}"


def table(columns: list[str], rows: list[list[str]]) -> str:
    lines = [columns, ["---"] * len(columns), *rows] if rows else []
    texts = [[" ".join(cell.split()).replace("|", "\\|") for cell in line] for line in lines]
    return "\n".join(f"| {' | '.join(text)} |" for text in texts)


def fields(title: str, some: list[Any]) -> str:
    rows: list[list[str]] = []
    for one in some:
        default = one["default"] or {"value": None if one["optional"] else "an error"}
        absent = wire(default.get("member", default.get("value", [])))
        rows.append([one["name"], wire(one["wire"]), spelled(one["type"]), absent, about(one)])
    return table([title, "on the wire", "type", "if absent", "meaning"], rows)


def blocks(schema: Any) -> Iterator[str]:
    yield from (f"# {schema['name']}", schema["doc"])
    for one in (*schema["protocols"], *schema["interfaces"]):
        yield from (f"## {one['name']}", about(one))
        for role in one.get("roles", []):
            yield f"{role['name']} answers {', '.join(map(spelled, role['answers'])) or 'nothing'}"
        for it in one.get("commands", []):
            how = "one-way" if it["oneway"] else f"timeout {it['timeout'] or 'none'}"
            yield from (f"### {it['name']}", about(it), f"{wire(it['wire'])} on the wire, {how}")
            yield from (fields("argument", it["arguments"]), fields("response", it["response"]))
            raised = [spelled(each["error"]) + " (fatal)" * each["fatal"] for each in it["raises"]]
            yield f"Raises {', '.join(raised)}" if raised else ""
    for one in (*schema["records"], *schema["errors"], *schema["customs"], *schema["enums"]):
        is_sent = wire(one["code"]) if "code" in one else spelled(one.get("over", {"name": ""}))
        yield from (f"## {one['name']}", about(one), is_sent and f"{is_sent} on the wire")
        members = [[it["name"], f"`{it['value']}`", about(it)] for it in one.get("members", [])]
        members += [["any other", "", "is kept"]] if one.get("open") else []
        yield from (table(["member", "wire", ""], members), fields("field", one.get("fields", [])))


written = [it.strip() for one in json.load(sys.stdin)["schemas"].values() for it in blocks(one)]
print("\n\n".join(filter(None, written)))
