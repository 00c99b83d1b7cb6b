"""The plug-in of pytest; a run that does not use it imports nothing but this."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from ampgen.testing.pairs import Pairs


@pytest.fixture
def amp_pair() -> Generator[Pairs, None, None]:
    """Connect a server and a client in memory: ``pair = amp_pair(server, client)``.

    Each is a factory or a protocol. ``ampgen.testing.Pair`` says what can be done with the two.
    """
    # Twisted and its AMP take long to import, and few of the runs that load this need them.
    from ampgen.testing.pairs import Pairs

    pairs = Pairs()
    yield pairs
    pairs.close()
