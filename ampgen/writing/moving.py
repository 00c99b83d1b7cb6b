"""Names that are moved on the disk, and moved back if something goes wrong after it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ampgen.writing.exchanging import exchange


class Moves:
    """What was moved while the context was entered. Leaving it with an error takes all back.

    An interrupt may arrive at any time, so each way back is kept before the step is made, and
    looks at the disk for whether it was. Where a step cannot be taken back, none before it is:
    the next run's sweep, which goes on from there, would not know what it finds.
    """

    def __init__(self) -> None:
        self._back: list[Callable[[], None]] = []

    def __enter__(self) -> Moves:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        with suppress(OSError):
            while kind is not None and self._back:
                self._back[-1]()
                self._back.pop()

    def rename(self, old: Path, new: Path) -> None:
        """Move a file or folder to a place where there is nothing. Raises ``OSError``."""

        def back() -> None:
            if not os.path.lexists(old):
                os.rename(new, old)

        self._back.append(back)
        os.rename(old, new)

    def exchange(self, one: Path, other: Path) -> bool:
        """As ``exchanging.exchange``."""
        number = os.stat(one).st_ino

        def back() -> None:
            if os.stat(other).st_ino == number:
                exchange(one, other)

        self._back.append(back)
        return exchange(one, other)
