"""The rows of the tables, what was measured in them, and what the project set out to reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from .work import WORKS

HANDWRITTEN = "handwritten"
GENERATED = "generated"
FLOOR = "floor"


@dataclass(frozen=True)
class Row:
    """One comparison. Where is ``memory`` (the CPU of both ends) or ``loopback`` (calls)."""

    where: str
    work: str
    in_flight: int
    responder: str = "value"
    reactor: str = "default"

    def title(self) -> str:
        """The row in words."""
        words = [WORKS[self.work].title]
        if self.work == "burst":
            words.append("one burst at a time")
        else:
            words.append(f"{self.in_flight} in flight")
        if self.responder != "value":
            words.append({"async": "async def", "deferred": "Deferred"}[self.responder])
        words.append(
            "in memory" if self.where == "memory" else f"loopback, {self.reactor} reactor"
        )
        return ", ".join(words)


MEMORY = (
    Row("memory", "small", 64),
    Row("memory", "small", 1),
    Row("memory", "small", 64, "async"),
    Row("memory", "small", 64, "deferred"),
    Row("memory", "records", 16),
    Row("memory", "integers", 16),
    Row("memory", "text", 16),
    Row("memory", "burst", 1),
)
LOOPBACK = (
    Row("loopback", "small", 64),
    Row("loopback", "small", 1),
    Row("loopback", "records", 16),
    Row("loopback", "records", 1),
    Row("loopback", "integers", 16),
    Row("loopback", "text", 16),
    Row("loopback", "burst", 1),
    Row("loopback", "small", 64, "async"),
    Row("loopback", "small", 64, "deferred"),
    Row("loopback", "small", 64, reactor="asyncio"),
    Row("loopback", "small", 1, reactor="asyncio"),
    Row("loopback", "records", 16, reactor="asyncio"),
    Row("loopback", "small", 64, reactor="uvloop"),
    Row("loopback", "small", 1, reactor="uvloop"),
    Row("loopback", "records", 16, reactor="uvloop"),
)


@dataclass(frozen=True)
class Measured:
    """Calls per second, and the CPU microseconds of one call at each end.

    In memory both ends share a process: ``client_cpu`` is of both, ``server_cpu`` is 0.
    """

    rate: float
    client_cpu: float
    server_cpu: float = 0.0

    def cpu(self) -> float:
        """The CPU microseconds of one call, both ends together."""
        return self.client_cpu + self.server_cpu


@dataclass
class Series:
    """The rounds of a row: in each, every peer was measured once, in turn."""

    rounds: list[dict[str, Measured]] = field(default_factory=list[dict[str, Measured]])

    def peers(self) -> Sequence[str]:
        """The names of the peers, in the order of their turns."""
        return list(self.rounds[0])

    def ratios(self, peer: str, base: str) -> list[float]:
        """How many times the base's rate, round by round; empty if either is not there."""
        return [
            one[peer].rate / one[base].rate for one in self.rounds if peer in one and base in one
        ]

    def savings(self, peer: str, base: str) -> list[float]:
        """How many times less CPU than the base both ends use, round by round."""
        return [
            one[base].cpu() / one[peer].cpu() for one in self.rounds if peer in one and base in one
        ]

    def middle(self, peer: str) -> Measured:
        """The medians of a peer."""
        found = [one[peer] for one in self.rounds]
        return Measured(
            median(one.rate for one in found),
            median(one.client_cpu for one in found),
            median(one.server_cpu for one in found),
        )

    def spread(self, peer: str) -> float | None:
        """How far a peer's rate moved between the rounds, as a part of its median."""
        rates = [one[peer].rate for one in self.rounds if peer in one]
        return (max(rates) - min(rates)) / median(rates) if rates else None


@dataclass(frozen=True)
class Goal:
    """A figure to reach: the generated code's rate as a ratio to the base's."""

    row: Row
    base: str
    least: float
    stretch: float

    def title(self) -> str:
        """The goal in words."""
        against = "" if self.base == HANDWRITTEN else f"against {self.base}: "
        return against + self.row.title()


GOALS = (
    Goal(MEMORY[0], HANDWRITTEN, 6, 9),
    Goal(MEMORY[1], HANDWRITTEN, 4.5, 6),
    Goal(MEMORY[2], HANDWRITTEN, 5.5, 8),
    Goal(MEMORY[4], HANDWRITTEN, 10, 12),
    Goal(MEMORY[5], HANDWRITTEN, 2, 3),
    Goal(LOOPBACK[0], HANDWRITTEN, 5.5, 8),
    Goal(LOOPBACK[1], HANDWRITTEN, 2, 3.3),
    Goal(LOOPBACK[2], HANDWRITTEN, 9, 11),
    Goal(LOOPBACK[0], "grpc-aio", 10, 16),
    Goal(LOOPBACK[2], "grpc-aio", 1.3, 1.8),
)
