"""Wrong servers. Type checkers find an error in every marked line, and nowhere else."""

from __future__ import annotations

from accounts import (
    Address,
    CanvasResponder,
    Colour,
    EchoResponder,
    RegisterResult,
    Role,
    SayResult,
    UsersPartialResponder,
)
from twisted.internet.defer import Deferred


class Misspelt(EchoResponder):
    def sai(self, *, text: str, options: dict[str, int]) -> SayResult:
        return SayResult(text=text)


class WrongType(EchoResponder):
    def say(self, *, text: bytes, options: dict[str, int]) -> SayResult:  # error: text is str
        return SayResult(text="")


class MissingArgument(EchoResponder):
    def say(self, *, text: str) -> SayResult:  # error: options are missing
        return SayResult(text=text)


class WrongName(EchoResponder):
    def say(self, *, txt: str, options: dict[str, int]) -> SayResult:  # error: it is called text
        return SayResult(text=txt)


class WrongResult(EchoResponder):
    def say(self, *, text: str, options: dict[str, int]) -> str:  # error: a result is a class
        return text


class DictResult(EchoResponder):
    async def say(  # error: a result is a class
        self, *, text: str, options: dict[str, int]
    ) -> dict[str, str]:
        return {"text": text}


class WrongDeferred(EchoResponder):
    def say(  # error: a Deferred of something else
        self, *, text: str, options: dict[str, int]
    ) -> Deferred[str]:
        return Deferred()


class MissingField(UsersPartialResponder):
    def register(
        self,
        *,
        name: str,
        role: Role,
        addresses: list[Address],
        colour: Colour | str | None,
    ) -> RegisterResult:
        return RegisterResult(id=1)  # error: the role is missing


class Stale(UsersPartialResponder):
    def register(  # error: an older schema had no colour
        self, *, name: str, role: Role, addresses: list[Address]
    ) -> RegisterResult:
        return RegisterResult(id=1, role=role)


class NotOpen(CanvasResponder):
    def paint(self, *, colour: Colour) -> None:  # error: an open enum may be plain text
        print(colour.name)


Misspelt()  # error: say is missing
