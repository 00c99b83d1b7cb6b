"""The command line. Only click is imported until a verb is chosen."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

from ampgen.cli.running import run


def main() -> NoReturn:
    """Run the command ``ampgen`` with the arguments of this process, and end it."""
    # A run is short and what it makes is needed to its end: to look for garbage again and again
    # among ever more objects would take most of the time of a large schema.
    gc.disable()
    sys.exit(run(sys.argv[1:]))
