"""What both gRPC peers share: the compiled messages, the servicer's answers, the client's jobs."""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path
from typing import Any

from ..jobs import Job, Jobs
from ..work import INTEGERS, KEY, NAME, NUMBER, ROWS, TEXT

_OPTIONS = (("grpc.max_receive_message_length", 16 << 20),)


class Compiled:
    """`bench.proto`, compiled into a temporary folder by the protoc of grpcio-tools."""

    options = _OPTIONS

    def __init__(self) -> None:
        here = Path(__file__).parent
        protoc: Any = importlib.import_module("grpc_tools.protoc")
        with tempfile.TemporaryDirectory() as folder:
            words = (
                "protoc",
                f"-I{here}",
                f"--python_out={folder}",
                f"--grpc_python_out={folder}",
            )
            if protoc.main([*words, "bench.proto"]):
                raise RuntimeError("protoc refused bench.proto")
            sys.path.insert(0, folder)
            try:
                self.messages: Any = importlib.import_module("bench_pb2")
                self.services: Any = importlib.import_module("bench_pb2_grpc")
            finally:
                sys.path.remove(folder)


class Answers:
    """The messages that a server answers, made from requests."""

    def __init__(self, messages: Any) -> None:
        self._messages = messages
        rows = [messages.Row(id=row[0], name=row[1], key=row[2], active=row[3]) for row in ROWS]
        self._rows = messages.RecordsAnswer(rows=rows)
        self._numbers = messages.IntegersAnswer(values=INTEGERS)

    def small(self, request: Any) -> Any:
        return self._messages.SmallAnswer(total=request.number + len(request.key))

    def records(self, request: Any) -> Any:
        return self._rows

    def integers(self, request: Any) -> Any:
        return self._numbers

    def echo(self, request: Any) -> Any:
        return self._messages.Text(text=request.text)


def jobs(stub: Any, messages: Any) -> Jobs:
    """What a client does with a stub."""

    def small() -> Any:
        return stub.Small(messages.SmallRequest(name=NAME, key=KEY, number=NUMBER))

    return {
        "small": Job(small, lambda answer: answer.total),
        "records": Job(
            lambda: stub.Records(messages.Number(number=len(ROWS))),
            lambda answer: [(row.id, row.name, row.key, row.active) for row in answer.rows],
        ),
        "integers": Job(
            lambda: stub.Integers(messages.Number(number=len(INTEGERS))),
            lambda answer: list(answer.values),
        ),
        "text": Job(lambda: stub.Echo(messages.Text(text=TEXT)), lambda answer: answer.text),
    }
