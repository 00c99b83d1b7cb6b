"""Names of a schema that are also names within the classes that are printed."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest

from tests.building import build, importable


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
