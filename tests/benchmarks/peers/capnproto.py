"""pycapnp on asyncio."""

from __future__ import annotations

import asyncio
import importlib
from pathlib import Path
from typing import Any

from .. import over_asyncio
from ..jobs import Job, Jobs
from ..work import INTEGERS, KEY, NAME, NUMBER, ROWS, TEXT
from . import Setting

_capnp: Any = importlib.import_module("capnp")


def _load() -> Any:
    return _capnp.load(str(Path(__file__).with_name("bench.capnp")))


def _server(schema: Any) -> Any:
    """An instance of a class derived from the schema's server, which is known only now."""
    rows = [dict(zip(("id", "name", "key", "active"), row)) for row in ROWS]

    async def small(self: object, name: str, key: bytes, number: int, **context: Any) -> int:
        return number + len(key)

    async def records(self: object, number: int, **context: Any) -> object:
        return rows

    async def integers(self: object, number: int, **context: Any) -> object:
        return INTEGERS

    async def text(self: object, text: str, **context: Any) -> str:
        return text

    methods = {"small": small, "records": records, "integers": integers, "text": text}
    return type("Answers", (schema.Bench.Server,), methods)()


def serve(setting: Setting) -> None:
    schema = _load()

    async def connected(stream: Any) -> None:
        await _capnp.TwoPartyServer(stream, bootstrap=_server(schema)).on_disconnect()

    async def main() -> None:
        server = await _capnp.AsyncIoStream.create_server(connected, "127.0.0.1", 0)
        setting.ready(server.sockets[0].getsockname()[1])
        await asyncio.Event().wait()

    over_asyncio.run(setting, _capnp.run(main()))


def call(setting: Setting) -> None:
    schema = _load()

    async def connect() -> Jobs:
        stream = await _capnp.AsyncIoStream.create_connection("127.0.0.1", setting.port)
        bench = _capnp.TwoPartyClient(stream).bootstrap().cast_as(schema.Bench)
        return {
            "small": Job(lambda: bench.small(NAME, KEY, NUMBER), lambda answer: answer.total),
            "records": Job(
                lambda: bench.records(len(ROWS)),
                lambda answer: [(row.id, row.name, row.key, row.active) for row in answer.rows],
            ),
            "integers": Job(
                lambda: bench.integers(len(INTEGERS)), lambda answer: list(answer.values)
            ),
            "text": Job(lambda: bench.text(TEXT), lambda answer: answer.text),
        }

    async def main() -> None:
        await over_asyncio.obey(await connect())

    over_asyncio.run(setting, _capnp.run(main()))
