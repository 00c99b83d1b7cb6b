"""Wrong calls. Type checkers find an error in every marked line, and nowhere else."""

from __future__ import annotations

from accounts import Address, Role, UsersClient
from twisted.internet.defer import Deferred


async def wrong(users: UsersClient) -> None:
    await users.register(name=3, addresses=[])  # error: a wrong argument type
    await users.register(name="a", adresses=[])  # error: a misspelt keyword
    await users.register(name="a")  # error: a missing argument
    await users.register("a", addresses=[])  # error: a positional argument
    await users.register(name="a", addresses=["x"])  # error: a wrong element
    await users.register(name="a", addresses=[], role="member")  # error: text for a closed enum
    await users.register(name="a", addresses=[], role=None)  # error: a default is not optional
    await users.register(name=None, addresses=[])  # error: None for a required argument
    await users.register(name="a", addresses=[], colour=3)  # error: neither a colour nor text
    await users.register(name="a", addresses=[], timeout="5")  # error: a deadline is a number
    await users.remove(id="7")  # error: text for a number
    await users.remove(7)  # error: a positional argument
    await users.unregister(name="a")  # error: there is no such command
    await users.heartbeat(load=0.5)  # error: a one-way command gives nothing to wait for
    users.heartbeat(load="high")  # error: text for a float


async def wrong_results(users: UsersClient) -> None:
    result = await users.register(name="a", addresses=[])
    print(result.uid)  # error: there is no such field
    print(result["id"])  # error: a result is no dict
    text: str = result.id  # error: a number is no text
    role: str = result.role  # error: a member is no text
    deferred: Deferred[str] = users.remove(id=1)  # error: its result is None
    photo: str = (await users.photo(id=1)).jpeg  # error: bytes are no text
    print(text, role, deferred, photo)


def wrong_values() -> None:
    Address()  # error: a missing field
    Address("High Street")  # error: a positional argument
    Address(street="High Street", zip=12345)  # error: a number is no text
    Address(street="High Street", town="Bath")  # error: there is no such field
    print(Address(street="High Street").zip.upper())  # error: it may be None
    print(Role.root)  # error: there is no such member
