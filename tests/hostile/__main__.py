"""Every name that is taken elsewhere, in every place of a schema where a name may be given.

``python -m tests.hostile [PLACE]...``: schemas of hundreds of names are built, and all that they
declare is called. Prints what went wrong, and ends with 1 then.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.hostile.naming import PLACES
from tests.hostile.taking import accepted, called
from tests.hostile.words import every

_TOGETHER = 400


def main(places: Sequence[str]) -> int:
    failed = False
    for place in places or PLACES:
        waiting = accepted(place, every())
        print(f"{place}: {len(waiting)} of {len(every())} names are accepted", flush=True)
        number = 0
        while waiting:
            now, waiting = waiting[:_TOGETHER], waiting[_TOGETHER:]
            with TemporaryDirectory() as folder:
                wrong, clashing = called(place, now, Path(folder), number)
            number += 1
            if len(clashing) < len(now):
                waiting += clashing
            for problem in wrong:
                failed = True
                print(f"  {problem}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
