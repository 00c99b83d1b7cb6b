"""What stands on the disk after a compile was killed, or the disk failed it, at any moment.

``python -m tests.survival`` takes about an hour and exits with 1 where there was ever
anything but a whole old package or a whole new one, where something was left lying about after
the next run, or where a failure was not told in one clear line.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from .crowds import alone, crowded
from .disks import NOT_ALLOWED
from .running import failing, faults, killed, mounted, nursery
from .scene import Broken


def _kills(folder: Path, chosen: argparse.Namespace) -> None:
    with nursery(folder) as (scene, children):
        print(killed(scene, children, chosen.kills, chosen.seed))


def _faults(folder: Path, chosen: argparse.Namespace) -> None:
    with nursery(folder) as (scene, children):
        for exchange in ("works", "none", "cross"):
            for first in (False, True):
                for what in ("ENOSPC", "EDQUOT", "EIO", "SIGKILL", "SIGTERM", "SIGINT"):
                    listed = faults(scene, children, what, exchange, first, chosen.each)
                    counted = failing(scene, children, listed, first)
                    where = "with no package there" if first else f"exchange {exchange}"
                    print(f"{what:8} {where:24} {counted}", flush=True)


def _crowds(folder: Path, chosen: argparse.Namespace) -> None:
    with nursery(folder) as (scene, _):
        for processes in (2, 10):
            for kills in (False, True):
                crowded(scene, processes, 5, kills, chosen.seed)
                print(f"{processes} at once, {'some killed' if kills else 'all to their end'}")
        print("whole processes:", alone(scene, 100, chosen.seed))


def _disks(folder: Path, chosen: argparse.Namespace) -> None:
    status, said = mounted(folder)
    if status == NOT_ALLOWED:
        said = "not tried: this system does not let us mount a disk\n"
    print(said, end="")
    if status == 1:
        raise Broken("on a real disk")


PARTS: dict[str, Callable[[Path, argparse.Namespace], None]] = {
    "kills": _kills,
    "faults": _faults,
    "crowds": _crowds,
    "disks": _disks,
}


def main() -> int:
    """Do what the command line asks for; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.survival", description=__doc__)
    add = parser.add_argument
    add("--kills", type=int, default=2000, help="how many runs are killed at random (2000)")
    add("--each", type=int, default=1, help="let each so many calls fail (1)")
    add("--seed", type=int, help="make the same choices as a run before")
    parts = f"some of: {', '.join(PARTS)}"
    add("--only", nargs="+", choices=PARTS, default=list(PARTS), metavar="PART", help=parts)
    chosen = parser.parse_args()
    if chosen.seed is None:
        chosen.seed = random.randrange(1_000_000)
    print(f"--seed {chosen.seed}", flush=True)
    broken = 0
    for name in chosen.only:
        with tempfile.TemporaryDirectory() as folder:
            print(f"\n{name}", flush=True)
            try:
                PARTS[name](Path(folder), chosen)
            except Broken as found:
                print(f"BROKEN: {found}", flush=True)
                broken += 1
    print("\n" + ("always the old packages or the new" if not broken else "BROKEN, see above"))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
