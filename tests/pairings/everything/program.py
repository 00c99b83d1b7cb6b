"""Every command, error, one-way call and record of the schema of everything, both ways.

Run with the folder that holds the generated packages and an endpoint to listen on. Prints a line
for every command that did what it should.
"""

from __future__ import annotations

import datetime
import decimal
import math
import os
import sys
import tempfile
from typing import Any

from twisted.internet import endpoints, task
from twisted.internet.defer import Deferred
from twisted.protocols import amp
from twisted.python.filepath import FilePath

sys.path[:0] = [sys.argv[1], os.path.dirname(__file__)]

import everything as e  # noqa: E402  (the path comes first)
from acme import common  # noqa: E402
from everything_types import Email, Tagged  # noqa: E402

NOW = datetime.datetime(2024, 2, 29, 12, 30, 0, 1, datetime.timezone(datetime.timedelta(hours=-3)))
ADDRESS = e.Address(street="High Street", city="Bath", country=common.Country.de)
FOREIGN = e.Address(street="ä", city="", country="xx", zip="0")
EMAIL = Email("alice", "example.com")
TREE = e.Tree(
    label="root",
    children=[e.Tree(label="leaf", named={})],
    named={"a": e.Tree(label="deep", children=[e.Tree(label="x", named={})], named={})},
)


def everything(**changes: Any) -> Any:
    values: dict[str, Any] = {
        "an_int": -(2**70),
        "some_bytes": b"\0\xff",
        "a_str": "☃",
        "a_float": 0.1,
        "any_float": math.inf,
        "a_bool": True,
        "a_decimal": decimal.Decimal("1E+5"),
        "a_datetime": NOW,
        "a_path": FilePath("/tmp/ä"),
        "a_json": {"a": [1, None, "b", 2.5]},
        "role": e.Role.guest,
        "priority": e.Priority.low,
        "status": common.Status(healthy=True, uptime=1.5),
        "email": EMAIL,
        "ints": [1, -2],
        "texts": [[], ["a", ""]],
        "addresses": [ADDRESS, FOREIGN],
        "roles": [e.Role.admin, e.Role.member],
        "emails": [EMAIL, EMAIL],
        "by_name": {"a": 1, "": -1},
        "by_role": {e.Role.admin: [ADDRESS], e.Role.guest: []},
        "by_id": {7: FOREIGN},
    }
    return e.Everything(**{**values, **changes})


class Users(e.UsersResponder):
    def __init__(self, connection: Any) -> None:
        self.connection = connection

    async def register(self, *, name: str, email: Any, role: Any, addresses: Any) -> Any:
        if name == "taken":
            raise e.NameTaken("it is taken")
        if name == "banned":
            raise e.Banned("go away")
        if name == "invalid":
            raise common.Invalid("makes no sense")
        assert (name, email, role) == ("alice", EMAIL, e.Role.member), (name, email, role)
        assert addresses == [ADDRESS, FOREIGN], addresses
        proof = (await self.connection.sessions.challenge(nonce=b"\1\2")).proof
        self.connection.sessions.kicked(reason="only a test")
        await self.connection.chat.say(text="from the server")
        return e.RegisterResult(id=len(proof), created=NOW)

    def add_user(self, *, from_: str, name: str) -> Any:
        return e.AddUserResult(id=len(from_ + name))

    def photo(self, *, id: int) -> Any:
        if id == 0:
            raise LookupError("no photo")
        return e.PhotoResult(jpeg=b"x" * id)

    def upload(self, *, jpeg: bytes, notes: Any, sheet: Any) -> None:
        assert (len(jpeg), notes) == (70_000, ["n" * 60_000, "m" * 60_000])
        assert sheet == everything()

    def defaults(self, **values: Any) -> Any:
        expected = {
            "an_int": -3,
            "a_str": 'text "quoted" ä',
            "some_bytes": b"\0\xffbytes",
            "a_float": 1500.0,
            "whole_float": 2.0,
            "a_bool": True,
            "a_decimal": decimal.Decimal("12.50"),
            "role": e.Role.guest,
            "priority": e.Priority.high,
            "country": common.Country.de,
            "ints": [],
        }
        assert values == expected, values
        return e.DefaultsResult()

    def everything_(self, *, everything: Any, everythings: Any, **others: Any) -> Any:
        if everythings == [] and others["tagged"].data == b"silent":
            raise e.Silent("hush")
        if everythings == []:
            raise e.Odd("odd")
        assert others == {"tagged": Tagged("tag", b"\0"), "tree": TREE, "empty": e.Empty()}
        assert everythings == [everything]
        return e.Everything_Result(
            everything=everything,
            anything=[None, {}],
            folder=FilePath("/"),
            amount=decimal.Decimal("0.10"),
        )

    def open(self, *, file: int, log: int | None) -> Any:
        assert log is None
        os.lseek(file, 0, os.SEEK_SET)
        self.file = file
        return e.OpenResult(copy=file)

    def command(self, **values: Any) -> None:
        assert values == {
            "record": "r",
            "type": 1,
            "enum": None,
            "command": 2.5,
            "reserved": 3,
            "fatal": "f",
            "raises": [4],
        }, values

    def counts(self) -> Any:
        return e.CountsResult(counts={"a": 1}, nested={e.Role.admin: {"x": [1, 2]}})

    def heartbeat(self, *, at: Any, load: float) -> None:
        heartbeats.callback((at, load))


class Health(common.HealthResponder):
    def check(self) -> Any:
        return common.CheckResult(status=common.Status(healthy=False, uptime=0.0))

    def pulse(self, *, load: float) -> None:
        pulses.callback(load)


class Chat(e.ChatResponder):
    def __init__(self) -> None:
        self.said: list[str] = []

    def say(self, *, text: str) -> None:
        self.said.append(text)


class Sessions(e.SessionsResponder):
    def challenge(self, *, nonce: bytes) -> Any:
        return e.ChallengeResult(proof=nonce[::-1])

    def kicked(self, *, reason: str) -> None:
        kicks.callback(reason)


heartbeats: Deferred[Any] = Deferred()
pulses: Deferred[float] = Deferred()
kicks: Deferred[str] = Deferred()


async def main(reactor: Any, unused: str, listen: str) -> None:
    servers, clients = Chat(), Chat()
    factory = e.AccountsServerFactory(Users, servers, Health())
    port = await endpoints.serverFromString(reactor, listen).listen(factory)
    address = port.getHost()
    where = f"tcp:localhost:{address.port}" if listen.startswith("tcp") else listen

    def connect() -> Any:
        return e.connect_accounts(reactor, where, Sessions(), clients, timeout=20)

    accounts = await connect()
    users = accounts.users
    result = await users.register(name="alice", email=EMAIL, addresses=[ADDRESS, FOREIGN])
    assert result == e.RegisterResult(id=2, created=NOW)
    assert result.created.utcoffset() == NOW.utcoffset()
    assert await kicks == "only a test"
    assert clients.said == ["from the server"]
    print("Register Challenge Kicked")
    for name, error in [("taken", e.NameTaken), ("invalid", common.Invalid)]:
        assert await fails(users.register(name=name, addresses=[]), error)
    print("NameTaken Invalid")
    await accounts.chat.say(text="from the client")
    assert servers.said == ["from the client"]
    print("Say")
    assert (await users.add_user(from_="ab", name="c")).id == 3
    print("AddUser")
    assert (await users.photo(id=200_000)).jpeg == b"x" * 200_000
    assert await fails(users.photo(id=0), LookupError)
    print("Photo NotFound")
    await users.upload(jpeg=b"j" * 70_000, notes=["n" * 60_000, "m" * 60_000], sheet=everything())
    print("Upload")
    defaults = await users.defaults()
    assert defaults == e.DefaultsResult(an_int=7, a_bool=False, texts=[])
    print("Defaults")
    one = everything()
    tagged = Tagged("tag", b"\0")
    found = await users.everything_(
        everything=one, everythings=[one], tagged=tagged, tree=TREE, empty=e.Empty()
    )
    assert found.everything == one
    assert (found.anything, found.folder) == ([None, {}], FilePath("/"))
    assert str(found.amount) == "0.10"
    for data, error in [(b"silent", e.Silent), (b"", e.Odd)]:
        call = users.everything_(
            everything=one,
            everythings=[],
            tagged=Tagged("tag", data),
            tree=TREE,
            empty=e.Empty(),
        )
        assert await fails(call, error)
    print("Everything_ Silent Odd")
    await users.command(record="r", type=1, command=2.5, reserved=3, fatal="f", raises=[4])
    print("command")
    counts = await users.counts()
    assert counts == e.CountsResult(counts={"a": 1}, nested={e.Role.admin: {"x": [1, 2]}})
    print("Counts")
    users.heartbeat(at=NOW, load=math.inf)
    assert await heartbeats == (NOW, math.inf)
    print("Heartbeat")
    status = (await accounts.health.check()).status
    assert status == common.Status(healthy=False, uptime=0.0)
    accounts.health.pulse(load=3)
    assert await pulses == 3.0
    print("Check Pulse")
    if listen.startswith("unix"):
        with tempfile.TemporaryFile() as file:
            file.write(b"hello")
            file.flush()
            copy = (await users.open(file=file.fileno())).copy
            assert os.read(copy, 9) == b"hello"
            os.close(copy)
        print("Open")
    await alone(reactor, "unix:" + os.path.join(sys.argv[1], "alone"))
    await workers(reactor, "unix:" + os.path.join(sys.argv[1], "workers"))
    assert await fails(users.register(name="banned", addresses=[]), e.Banned)
    try:
        await accounts.chat.say(text="too late")
    except Exception as error:
        print("Banned", type(error).__name__)
    else:
        raise AssertionError("a fatal error leaves the connection open")
    await port.stopListening()


async def alone(reactor: Any, listen: str) -> None:
    """An interface that no protocol mentions has the protocol that anyone would write."""

    class Alone(e.AloneResponder):
        def ping(self) -> None:
            """Is there."""

    server = endpoints.serverFromString(reactor, listen)
    port = await server.listen(e.AloneServerFactory(Alone()))
    client = await e.connect_alone(reactor, listen)
    await client.ping()
    client.connection.transport.loseConnection()
    await port.stopListening()
    print("Ping")


async def workers(reactor: Any, listen: str) -> None:
    """Roles with other names than server and client."""
    server = endpoints.serverFromString(reactor, listen)
    port = await server.listen(e.WorkersJobWorkerFactory(lambda connection: Chat()))
    overseer = await e.connect_workers(reactor, listen, Sessions())
    await overseer.chat.say(text="work")
    overseer.transport.loseConnection()
    await port.stopListening()
    print("Workers")


async def fails(call: Deferred[Any], error: type[Exception]) -> bool:
    try:
        await call
    except Exception as raised:
        assert type(raised) is error, repr(raised)
        assert not isinstance(raised, amp.RemoteAmpError)
        return True
    return False


task.react(main, sys.argv[1:])
