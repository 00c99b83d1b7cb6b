"""What the long-running commands of this folder have in common."""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Sequence


def run(
    description: str, step: Callable[[random.Random], str | None], words: Sequence[str]
) -> int:
    """Take steps until the time is over; print what went wrong, and how to have it again.

    ``step`` is given a generator of its own for each number, and returns what went wrong.
    Returns the exit code: 1 where anything went wrong.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, help="repeat a run")
    parser.add_argument("--step", type=int, help="repeat one step of it")
    options = parser.parse_args(words)
    seed = random.SystemRandom().randrange(2**32) if options.seed is None else options.seed
    if options.step is not None:
        print(step(generator(seed, options.step)) or "nothing went wrong")
        return 0
    print(f"--seed {seed}", flush=True)
    number, wrong = 0, 0
    end = time.monotonic() + options.seconds
    while time.monotonic() < end:
        problem = step(generator(seed, number))
        if problem is not None:
            wrong += 1
            print(f"--seed {seed} --step {number}: {problem}\n", flush=True)
        number += 1
    print(f"{number:,} steps, {wrong:,} wrong", file=sys.stderr)
    return 1 if wrong else 0


def generator(seed: int, number: int) -> random.Random:
    """Return the source of chance for one step of a run."""
    return random.Random(f"{seed}/{number}")
