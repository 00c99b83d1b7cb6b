"""``python -m ampgen.making``."""

from __future__ import annotations

from ampgen.making import make

make()
