"""``python -m tests.soak --seconds 600``: exit code 1 where anything was not as it should be."""

from __future__ import annotations

import argparse
import sys
import traceback
from contextlib import suppress
from typing import Any

from twisted.internet.defer import Deferred
from twisted.internet.task import react
from twisted.logger import globalLogBeginner

from tests.soak.running import fresh_seed, soak, with_package


def main() -> None:
    parser = argparse.ArgumentParser(description="run a server and clients over bad connections")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, help="make the same choices as a run before")
    options = parser.parse_args()
    seed = fresh_seed() if options.seed is None else options.seed
    print(f"--seed {seed}", flush=True)
    # What is logged is looked at, not printed.
    globalLogBeginner.beginLoggingTo([], discardBuffer=True, redirectStandardIO=False)
    problems: list[str] = []

    def run(package: Any) -> None:
        async def go_on(reactor: Any) -> None:
            try:
                problems.extend(await soak(reactor, package, options.seconds, seed))
            except Exception:
                problems.append(f"the soak itself failed: {traceback.format_exc()}")

        def start(reactor: Any) -> Deferred[None]:
            return Deferred.fromCoroutine(go_on(reactor))

        with suppress(SystemExit):
            react(start)

    with_package(run)
    print("\n".join(problems) or "nothing was left behind")
    sys.exit(1 if problems else 0)


main()
