"""``python -m ampgen`` is the command ``ampgen``."""

from __future__ import annotations

from ampgen.cli import main

main()
