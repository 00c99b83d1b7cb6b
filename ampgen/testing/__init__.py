"""Two connected peers in memory, for tests of what speaks AMP: no reactor, no port, no waiting."""

from __future__ import annotations

from ampgen.testing.pair import Pair
from ampgen.testing.pairs import Pairs, connected

__all__ = ["Pair", "Pairs", "connected"]
