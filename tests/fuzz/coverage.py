"""Schemas and descriptions into the compiler, led by what of it they reach.

``python -m tests.fuzz.coverage --seconds 600`` begins with the schemas of this repository, or with
``--descriptions`` with what describes them. What breaks the compiler is left in the current folder
as ``crash-…``, and given as an argument it is tried once more. ``--corpus DIR`` keeps what reached
something new, to begin with it the next time. It wants atheris: ``pip install '.[fuzz]'``.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any


def main(words: Sequence[str]) -> int:
    """Fuzz until the time is over; atheris ends the process itself where something breaks."""
    parser = argparse.ArgumentParser(description="fuzz the compiler, led by coverage")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--descriptions", action="store_true", help="recall, do not compile")
    parser.add_argument("--corpus", type=Path, help="a folder to keep what is of use")
    parser.add_argument("tried", nargs="*", help="inputs to try once, in place of fuzzing")
    options = parser.parse_args(words)
    try:
        # It has no types, and on many machines it is not there.
        atheris: Any = import_module("atheris")
    except ImportError:
        print("this wants atheris, which is not installed: pip install '.[fuzz]'", file=sys.stderr)
        return 3
    with atheris.instrument_imports(include=["ampgen"]):
        target, seeds = _target(options.descriptions)
    with tempfile.TemporaryDirectory() as scratch:
        corpus = options.corpus or Path(scratch, "corpus")
        corpus.mkdir(parents=True, exist_ok=True)
        for number, seed in enumerate(seeds):
            (corpus / f"seed-{number}").write_bytes(seed)
        dictionary = Path(scratch, "words")
        dictionary.write_text(_dictionary(), "utf-8")
        arguments = [
            f"-dict={dictionary}",
            f"-max_total_time={options.seconds}",
            "-max_len=20000",
            "-timeout=20",
            "-rss_limit_mb=2048",
        ]
        inputs = options.tried or [str(corpus)]
        atheris.Setup([sys.argv[0], *arguments, *inputs], target)
        atheris.Fuzz()
    return 0


def _target(descriptions: bool) -> tuple[Callable[[bytes], None], Iterable[bytes]]:
    if descriptions:
        module = import_module("tests.fuzz.descriptions")
        seeds: Iterable[str] = [text for text in module.descriptions() if len(text) < 20_000]
    else:
        module = import_module("tests.fuzz.schemas")
        seeds = module.texts()

    def target(data: bytes) -> None:
        problem = module.attempt(data)
        if problem is not None:
            raise AssertionError(problem)

    return target, [seed.encode() for seed in seeds]


def _dictionary() -> str:
    """Return the words of the language as libFuzzer reads them."""
    mutating = import_module("tests.fuzz.mutating")
    words = [*mutating.WORDS, *mutating.MARKS, *mutating.LITERALS, *mutating.ODD]
    words += ["@deprecated(", "@since(", "@timeout(", "@big(first=0)", "@nonfinite", "as"]
    return "".join(
        '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n' for word in words
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
