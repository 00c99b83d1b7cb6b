"""Finds schemas by name among those that distributions ship."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from ampgen.distributions.environments import Environment
from ampgen.frozen import dataclass
from ampgen.loading import Barred, Found

if TYPE_CHECKING:
    from ampgen.distributions.installed import Installed
    from ampgen.distributions.wheels import Wheel


@dataclass(frozen=True)
class Published:
    """The schemas of an environment. Nothing is read before the first is looked for.

    A distribution answers for the prefixes that it claims. Two that hold one schema, or both
    claim it by its whole name, are an error: neither is better than the other. A wheel stands for
    what is installed under the same name.
    """

    environment: Environment

    @property
    def place(self) -> str:
        return self.environment.place

    def find(self, name: str) -> Found | Barred | None:
        answers: list[tuple[str, Found | Barred | None]] = []
        for one in self._distributions:
            answer = one.find(name)
            if answer is not None or any(claim.prefix == name for claim in one.claims):
                answers.append((str(one.origin), answer))
        if len(answers) > 1:
            origins = [origin for origin, _ in answers]
            both = "both" if len(origins) == 2 else "all"
            return Barred(
                "published-twice",
                f"{', '.join(origins[:-1])} and {origins[-1]} {both} claim the schema `{name}`",
                "which of them is not said",
                "uninstall one of them, or put the file that you mean under an include root",
            )
        return answers[0][1] if answers else None

    def why(self, name: str) -> str:
        claimed = [
            (len(claim.prefix), -number)
            for number, one in enumerate(self._distributions)
            for claim in one.claims
            if claim.covers(name)
        ]
        # Whoever claims it more exactly is more likely to be meant.
        return self._distributions[-max(claimed)[1]].why(name) if claimed else ""

    def names(self) -> Iterator[str]:
        for one in self._distributions:
            yield from one.names()

    @cached_property
    def _distributions(self) -> tuple[Installed | Wheel, ...]:
        # Only now: most runs find all schemas without them.
        from ampgen.distributions.installed import scanned
        from ampgen.distributions.wheels import open_wheel

        wheels = [open_wheel(path) for path in self.environment.wheels]
        # Whoever names a wheel wants to see what it would change once it is installed.
        renewed = {wheel.origin.distribution for wheel in wheels}
        installed = scanned(self.environment.folders)
        return (*wheels, *(one for one in installed if one.origin.distribution not in renewed))
