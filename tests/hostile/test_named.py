"""What a schema names in Python: a function may stand there as well as a class."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

from tests.building import build, importable

_TRAPS = """
from twisted.protocols.amp import Integer

called = []

def function(*given, **named):
    called.append(given)
    return Integer()

class Other:
    def __init__(self, *given, **named):
        called.append(given)

class Wrong(BaseException):
    def __init__(self, *given):
        called.append(given)

instance = Integer()
"""
_ARGUMENT = """
type T = python "traps:{0}"("rm -rf /", 1) as "traps:Other" over str
interface I {{ command C(a: T, b: list[T]) -> (c: T) }}
"""
_ERROR = """
error E python "traps:{0}"
interface I {{ command C() raises {1}E }}
"""


@pytest.mark.parametrize("module", ["commands", "client", "responder", "protocol", "_codecs"])
@pytest.mark.parametrize(
    "text",
    [
        _ARGUMENT.format("function"),
        _ARGUMENT.format("Other"),
        _ARGUMENT.format("instance"),
        _ARGUMENT.format("Other.mro"),
        _ERROR.format("function", ""),
        _ERROR.format("function", "fatal "),
        _ERROR.format("Other", ""),
        _ERROR.format("Wrong", ""),
        _ERROR.format("instance", ""),
    ],
)
def test_what_is_no_such_class_is_never_called(text: str, module: str, tmp_path: Path) -> None:
    (tmp_path / "traps.py").write_text(_TRAPS)
    build({"t.amp": f"schema named.t\n{text}"}, tmp_path)
    with importable(tmp_path):
        traps = importlib.import_module("traps")
        with pytest.raises(TypeError, match="^a schema names .* where a class of .* belongs$"):
            importlib.import_module(f"named.t.{module}")
        assert traps.called == []
