"""A schema may use the names that generated code uses for itself."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.building import build, importable
from tests.memory import Pair

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("names")
    build({"names.amp": (HERE / "names.amp").read_text("utf-8")}, folder)
    with importable(folder):
        yield importlib.import_module("odd.names")


def test_names_that_generated_code_uses_itself_do_no_harm(names: Any) -> None:
    seen: list[Any] = []

    class Responder(names.ResponderResponder):  # type: ignore[misc]  # made at run time
        def call(self, **arguments: Any) -> Any:
            seen.append(arguments)
            if arguments["at"] == 9:
                raise names.Service("x%d")
            return answer

        def send(self, **arguments: Any) -> None:
            seen.append(arguments)

        def unhandled(self) -> Any:
            return names.UnhandledResult(unhandled=True)

        def wire_call(self) -> Any:
            return names.wire_callResult(x=1)

        def amp(self) -> None:
            raise names.amp("no")

    answer = names.CallResult(
        result=names.Answer(Answer=3),
        answer=[names.Answer(Answer=1, field="x")],
        self_=4,
        other=names.Client(connection=1, Client=[names.Client(connection=2, Client=[])]),
        key="k",
        size=5,
    )
    arguments = {
        "self_": 1,
        "operation": names.Operation(x=1),
        "values": [names.Struct(x=2)],
        "data": b"\0",
        "at": 3,
        "end": 4,
        "tag": "t",
        "timeout": 2.5,
        "result": None,
    }
    pair = Pair(names.ResponderServerProtocol(Responder()), names.ResponderClientProtocol())
    client = pair.ends["client"].responder
    assert pair.result(client.call(**arguments, call_timeout=5)) == answer
    assert seen.pop() == arguments
    with pytest.raises(names.Service, match="^x%d$"):
        pair.result(client.call(**{**arguments, "at": 9}))
    with pytest.raises(names.amp, match="^no$"):
        pair.result(client.amp())
    assert pair.result(client.unhandled()).unhandled is True
    assert pair.result(client.wire_call()).x == 1
    seen.clear()
    client.send(x=names.Limits.b, y="other", z=["n", names.Role.admin])
    pair.settle()
    assert seen == [{"x": names.Limits.b, "y": "other", "z": [names.Role.name_, names.Role.admin]}]
    pair.end()
