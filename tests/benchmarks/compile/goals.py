"""What the project set out to reach, and whether it was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from .compilers import AMPGEN, GRPC, NOTHING
from .measuring import CHANGED, COLD, KINDS, UNCHANGED, Series


@dataclass(frozen=True)
class Goal:
    """At most so many times what the base takes, in seconds or in bytes (``peak``)."""

    kind: str
    count: int
    base: str
    most: float
    stretch: float | None = None
    what: str = "seconds"

    def title(self) -> str:
        """The goal in words."""
        base = {GRPC: "grpc_tools", NOTHING: "python -c pass"}[self.base]
        peak = ", peak of memory" if self.what == "peak" else ""
        return f"{self.count:,}, {KINDS[self.kind].partition(':')[0]}{peak}, to {base}"

    def measured(
        self, found: Mapping[tuple[str, int], Series], what: str | None = None
    ) -> float | None:
        """The median of the ratios within the rounds, if both were measured."""
        series = found.get((self.kind, self.count))
        ratios = series.ratios(AMPGEN, self.base, what or self.what) if series else []
        return median(ratios) if ratios else None

    def verdict(self, ratio: float) -> str:
        """Whether a ratio is good enough."""
        if self.stretch is not None and ratio <= self.stretch:
            return "stretch"
        return "reached" if ratio <= self.most else "NOT REACHED"


GOALS = (
    Goal(COLD, 1, GRPC, 3),
    Goal(COLD, 100, GRPC, 2.2),
    Goal(COLD, 1_000, GRPC, 1.35, stretch=1),
    Goal(COLD, 10_000, GRPC, 0.6),
    Goal(CHANGED, 1, GRPC, 3),
    Goal(CHANGED, 100, GRPC, 1.6),
    Goal(CHANGED, 1_000, GRPC, 0.4),
    Goal(CHANGED, 10_000, GRPC, 0.1),
    Goal(UNCHANGED, 1, NOTHING, 1.5),
    Goal(UNCHANGED, 100, NOTHING, 1.5),
    Goal(UNCHANGED, 1_000, NOTHING, 2.2),
    Goal(UNCHANGED, 10_000, NOTHING, 6),
    Goal(COLD, 100, GRPC, 0.9, what="peak"),
    Goal(COLD, 1_000, GRPC, 0.7, what="peak"),
    Goal(COLD, 10_000, GRPC, 0.5, what="peak"),
)
