"""gRPC on asyncio."""

from __future__ import annotations

import importlib
from collections.abc import Awaitable, Callable
from typing import Any

from .. import over_asyncio
from ..jobs import Jobs
from . import Setting
from .grpc_common import Answers, Compiled, jobs

_aio: Any = importlib.import_module("grpc.aio")


def _method(answer: Callable[[Any], Any]) -> Callable[..., Awaitable[Any]]:
    async def method(self: object, request: Any, context: object) -> Any:
        return answer(request)

    return method


def serve(setting: Setting) -> None:
    compiled = Compiled()
    answers = Answers(compiled.messages)

    async def listen() -> tuple[int, object]:
        methods = {
            "Small": _method(answers.small),
            "Records": _method(answers.records),
            "Integers": _method(answers.integers),
            "Echo": _method(answers.echo),
        }
        server = _aio.server(options=compiled.options)
        servicer: Any = type("Servicer", (compiled.services.BenchServicer,), methods)()
        compiled.services.add_BenchServicer_to_server(servicer, server)
        port: int = server.add_insecure_port("127.0.0.1:0")
        await server.start()
        return port, server

    over_asyncio.serve(setting, listen)


def call(setting: Setting) -> None:
    compiled = Compiled()

    async def connect() -> Jobs:
        channel = _aio.insecure_channel(f"127.0.0.1:{setting.port}", options=compiled.options)
        return jobs(compiled.services.BenchStub(channel), compiled.messages)

    over_asyncio.call(setting, connect)
