"""Every beginning of every schema, as an editor has it while somebody types.

``python -m tests.fuzz.truncation --seconds 600`` takes them in an order by chance, which the seed
that it prints repeats, and ends early when it has had all.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Iterator, Sequence

from tests.fuzz.schemas import attempt, texts


def beginnings(rng: random.Random) -> Iterator[bytes]:
    """Yield every schema cut off at every byte, in an order by chance."""
    whole = [text.encode() for text in texts()]
    cuts = [(number, at) for number, data in enumerate(whole) for at in range(len(data))]
    rng.shuffle(cuts)
    for number, at in cuts:
        yield whole[number][:at]


def main(words: Sequence[str]) -> int:
    """Return 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description="compile schemas that somebody is typing")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(2**32))
    options = parser.parse_args(words)
    print(f"--seed {options.seed}", flush=True)
    tried, wrong = 0, 0
    end = time.monotonic() + options.seconds
    for data in beginnings(random.Random(options.seed)):
        if time.monotonic() >= end:
            break
        tried += 1
        problem = attempt(data)
        if problem is not None:
            wrong += 1
            print(f"{problem}\n", flush=True)
    print(f"{tried:,} beginnings, {wrong:,} wrong", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
