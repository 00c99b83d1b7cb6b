"""The command line. Only click is imported until a verb is chosen."""

from __future__ import annotations

import sys
from typing import NoReturn

from ampgen.cli.running import run


def main() -> NoReturn:
    """Run the command ``ampgen`` with the arguments of this process, and end it."""
    sys.exit(run(sys.argv[1:]))
