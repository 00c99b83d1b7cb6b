"""A plain RPC of one's own: arrays in msgpack behind a length of four bytes, on asyncio.

A request is ``[id, method, arguments]`` (no answer is sent when the id is 0), an answer
``[id, value]``.
"""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable
from struct import Struct
from typing import Any, cast

from .. import over_asyncio
from ..jobs import Job, Jobs
from ..work import INTEGERS, KEY, NAME, NOTE, NOTES, NUMBER, ROWS, TEXT
from . import Setting

_msgpack: Any = importlib.import_module("msgpack")
_pack: Callable[[object], bytes] = _msgpack.packb
_unpack: Callable[[bytes], Any] = _msgpack.unpackb
_LENGTH = Struct("!I")


class _Framed(asyncio.Protocol):
    """Cuts what arrives into messages."""

    transport: asyncio.Transport

    def __init__(self) -> None:
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        if self._buffer:
            data = self._buffer + data
        at, size = 0, len(data)
        while size - at >= 4:
            end = at + 4 + _LENGTH.unpack_from(data, at)[0]
            if end > size:
                break
            self.message(_unpack(data[at + 4 : end]))
            at = end
        self._buffer = data[at:]

    def message(self, message: Any) -> None:
        """Take one message."""
        raise NotImplementedError

    def send(self, message: object) -> None:
        """Send one message."""
        packed = _pack(message)
        self.transport.write(_LENGTH.pack(len(packed)) + packed)


def _small(name: str, key: bytes, number: int) -> object:
    return number + len(key)


def _records(number: int) -> object:
    return ROWS


def _integers(number: int) -> object:
    return INTEGERS


def _text(text: str) -> object:
    return text


def _note(text: str) -> None:
    return None


_METHODS: dict[str, Callable[..., object]] = {
    "small": _small,
    "records": _records,
    "integers": _integers,
    "text": _text,
    "note": _note,
}


class _Server(_Framed):
    def message(self, message: Any) -> None:
        call, method, arguments = message
        value = _METHODS[method](*arguments)
        if call:
            self.send((call, value))


class _Client(_Framed):
    def __init__(self) -> None:
        super().__init__()
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._calls = 0

    def ask(self, method: str, *arguments: object) -> asyncio.Future[Any]:
        """Make a call."""
        self._calls = call = self._calls + 1
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[call] = answer
        self.send((call, method, arguments))
        return answer

    def message(self, message: Any) -> None:
        call, value = message
        self._waiting.pop(call).set_result(value)


async def _connect(port: int) -> Jobs:
    loop = asyncio.get_running_loop()
    _, client = await loop.create_connection(_Client, "127.0.0.1", port)

    def burst() -> asyncio.Future[Any]:
        for _ in range(NOTES):
            client.send((0, "note", (NOTE,)))
        return client.ask("small", NAME, KEY, NUMBER)

    def as_it_is(answer: object) -> object:
        return answer

    return {
        "small": Job(lambda: client.ask("small", NAME, KEY, NUMBER), as_it_is),
        "records": Job(
            lambda: client.ask("records", len(ROWS)),
            lambda answer: [(row[0], row[1], row[2], row[3]) for row in answer],
        ),
        "integers": Job(lambda: client.ask("integers", len(INTEGERS)), as_it_is),
        "text": Job(lambda: client.ask("text", TEXT), as_it_is),
        "burst": Job(burst, as_it_is),
    }


def serve(setting: Setting) -> None:
    async def listen() -> tuple[int, object]:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(_Server, "127.0.0.1", 0)
        port: int = server.sockets[0].getsockname()[1]
        return port, server

    over_asyncio.serve(setting, listen)


def call(setting: Setting) -> None:
    over_asyncio.call(setting, lambda: _connect(setting.port))
