"""What the exit status of the command means."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit statuses; a script may rely on them."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    ENVIRONMENT = 3
    OWN_FAULT = 70
    HUNG_UP = 129
    INTERRUPTED = 130
    BROKEN_PIPE = 141
    TERMINATED = 143
