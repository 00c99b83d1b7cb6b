"""Links among the files that a run would write to."""

from __future__ import annotations

import os
from pathlib import Path

from ampgen.cli.inputs import STDIN
from ampgen.explaining import shown
from ampgen.findings import Unusable
from ampgen.reading import inside


def check_link(name: str) -> None:
    """Refuse a link to somewhere else: nobody expects files there to change."""
    if name == STDIN or not os.path.islink(name) or not os.path.exists(name):
        return  # To read a link that leads nowhere says more about it.
    if not inside(Path(name), Path()):
        raise Unusable(
            f"{shown(name)} is a link to {shown(os.path.realpath(name))}, outside of the current "
            "folder; name the file itself, or leave the link out"
        )
