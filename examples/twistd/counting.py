"""What answers the commands. ``twistd`` wants it apart from the ``.tac`` file."""

from __future__ import annotations

from counter import AddResult, CounterResponder


class Total(CounterResponder):
    def __init__(self) -> None:
        self.total = 0

    def add(self, *, amount: int) -> AddResult:
        self.total += amount
        return AddResult(total=self.total)
