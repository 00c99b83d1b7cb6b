"""Names of a schema that are also names within the classes that are printed."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from typing import Any

import pytest

from tests.building import build, importable

_ACCEPTED = sorted((Path(__file__).parents[1] / "accepted").glob("*/expected/_codecs.py"))


@pytest.mark.parametrize("module", _ACCEPTED, ids=lambda path: path.parts[-3])
def test_no_variable_of_a_function_hides_a_name_that_it_uses(module: Path) -> None:
    tree = ast.parse(module.read_text("utf-8"))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    outside = {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    } | {function.name for function in functions}
    for function in functions:
        inside = {argument.arg for argument in function.args.args}
        inside |= {
            node.id
            for node in ast.walk(function)
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        }
        assert not inside & outside, function.name


@pytest.mark.parametrize(
    "name",
    ["response", "errors", "fatalErrors", "arguments", "commandName", "requiresAnswer", "amp"],
)
def test_an_error_may_be_called_like_an_attribute_of_a_command(name: str, tmp_path: Path) -> None:
    text = (
        f'schema named\nerror {name} = "A"\nerror Other\ninterface I {{\n'
        f"    command C(x: int) -> (y: int) raises {name}, fatal Other\n"
        f"    command D(x: int) raises Other, fatal {name}\n}}\n"
    )
    build({"named.amp": text}, tmp_path)
    with importable(tmp_path):
        package: Any = importlib.import_module("named")
        commands: Any = importlib.import_module("named.commands")
        assert commands.C.errors == {getattr(package, name): b"A"}
        assert commands.D.fatalErrors == {getattr(package, name): b"A"}
