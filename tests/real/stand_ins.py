"""Modules that stand in for the projects' own code, so that their ported packages import."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ampgen.schema import Schema


def write_stand_ins(schemas: tuple[Schema, ...], listed: Any, folder: Path) -> None:
    """Write modules with the classes that the schemas name of the projects' own code."""
    bases = {entry["class"]: entry["base"] for entry in customs_in(listed)}
    modules: dict[str, dict[str, str]] = {}
    for schema in schemas:
        for custom in schema.customs:
            name = custom.argument.name
            modules.setdefault(custom.argument.module, {})[name] = (
                f"class {name}(amp.{bases[name]}):\n"
                "    def __init__(self, *classes: str, optional: bool = False) -> None:\n"
                "        super().__init__(optional)\n"
                "        if classes:\n"
                "            self._expected_classes = classes\n"
            )
            python = custom.python
            modules.setdefault(python.module, {}).setdefault(
                python.name, f"class {python.name}: pass\n"
            )
        for error in schema.errors:
            if error.python is not None:
                modules.setdefault(error.python.module, {})[
                    error.python.name
                ] = f"class {error.python.name}(Exception): pass\n"
    for module in modules.keys() - {"builtins", "collections.abc"}:
        file = folder.joinpath(*module.split(".")).with_suffix(".py")
        file.parent.mkdir(parents=True, exist_ok=True)
        parts = ["from twisted.protocols import amp\n", *modules[module].values()]
        file.write_text("\n\n".join(parts), "utf-8")


def customs_in(tree: Any) -> Iterator[dict[str, Any]]:
    inner: Any = ()
    whole: object = tree
    kind = type(whole)
    if kind is dict:
        inner = tree.values()
        if tree.get("type") == "custom":
            yield tree
    elif kind is list:
        inner = tree
    for value in inner:
        yield from customs_in(value)
