"""The finished text, read back and compared with what it was printed from.

A schema's text may reach Python only as a literal with its value, or as a checked name. So
whatever a mistake in a template or in the presenting of it does, it is our own loud error and
never code in somebody's service.
"""

from __future__ import annotations

from ampgen.verifying.misprinted import Misprinted
from ampgen.verifying.verifying import verify

__all__ = ["Misprinted", "verify"]
