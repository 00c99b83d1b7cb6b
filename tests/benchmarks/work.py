"""The kinds of work that are measured, and the values that they carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NAME = "alice@example.com"
KEY = bytes(range(32))
NUMBER = 1_234_567
TOTAL = NUMBER + len(KEY)
ROWS = tuple(
    (row * 7919, f"user number {row}", bytes((row, *range(15))), row % 3 == 0)
    for row in range(100)
)
INTEGERS = [number * 7919 % 1_000_003 for number in range(1_000)]
PAGE = bytes(60_000)
TEXT = "The quick brown fox jumps over the lazy dog. Größe: 42 µm.\n" * 1_000
NOTE = "seen"
NOTES = 500
"""One-way commands in a burst; a small call behind them tells that all have arrived."""


@dataclass(frozen=True)
class Work:
    """One kind of call.

    ``expected`` is what the reading of one answer yields, for every peer: a peer that
    computes something else is not measured. ``calls`` is how many calls one beginning makes.
    """

    name: str
    title: str
    expected: object
    calls: int = 1


WORKS: Mapping[str, Work] = {
    work.name: work
    for work in (
        Work("small", "(str, 32 bytes, int) -> int", TOTAL),
        Work("records", "100 records of 4 fields", list(ROWS)),
        Work("integers", "list of 1,000 integers", INTEGERS),
        Work("text", "60 kB of text, echoed", TEXT),
        Work("burst", f"{NOTES} one-way commands", TOTAL, NOTES),
    )
}
