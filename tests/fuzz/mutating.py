"""Ways to make a valid schema wrong, or another one that is valid."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

TOKEN = re.compile(r'\s+|//[^\n]*|"(?:\\.|[^"\\\n])*"|\w+|->|.', re.DOTALL)

WORDS = (
    "schema import as enum record error type python over interface raises command oneway fatal "
    "protocol answers reserved int bytes str float bool decimal datetime path fd json list map "
    "big true false Integer Unicode String ListOf AmpList self class None _ __init__ x X a_b aB "
    "None from print StartTLS UNKNOWN"
).split()
MARKS = [
    *"{}()[]:,=?.@_-\n \t/\"\\'",
    "->",
    "//",
    "///",
    "/*",
    "?",
    "list[",
    "]]",
    '"',
    "()",
    "@wire(",
]
LITERALS = ['""', '"_ask"', '"\\x00"', '"\\u202e"', '"\\N{DASH}"', "-1", "1e999", "0x1", "9" * 400]
ODD = [
    "\0",
    "\r",
    "\x1b",
    "\u202e",
    "\ufeff",
    "\u2028",
    "é",
    "ª",
    "𝔁",
    "\ud7ff",
    "\ue000",
    "\U0010ffff",
]

TYPES = "int bytes str float bool decimal datetime path fd json".split()
KEEP = {*TYPES, *"schema import enum record error type interface command protocol".split()}
# What generated code is likely to call something by itself.
NAMES = (
    "type list dict object match case print len str int Any Deferred amp connection timeout self "
    "Client Connection Operation Field Command JSON Responder Struct Enum datetime Decimal json "
    "property isinstance super Exception BaseException Optional result values cls tag data at end "
    "builtins annotations overload defer commands client protocol model responder _ x1 fooBar ABC "
    "TypeError ValueError KeyError Unusual keyName parseResponse arguments response errors key "
    "value name factory clock limits transport write read None_ E_ unhandled Answer Union"
).split()

Mutation = Callable[[random.Random, list[str], Sequence[str]], None]


def mutated(rng: random.Random, text: str, others: Sequence[str]) -> str:
    """Return ``text`` with one to four changes.

    ``others`` are schemas that pieces may be taken from.
    """
    tokens: list[str] = TOKEN.findall(text)
    kinds = rng.choice((TAME, MUTATIONS))
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        rng.choice(kinds)(rng, tokens, others)
    return "".join(tokens)


def spoilt(rng: random.Random, data: bytes) -> bytes:
    """Return bytes cut short, or with some others in them."""
    if rng.random() < 0.3:
        return data[: rng.randrange(len(data) + 1)]
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 8))):
        at = rng.randrange(len(changed) + 1)
        changed[at : at + rng.choice((0, 1, 1, 3))] = rng.randbytes(rng.choice((0, 1, 1, 2)))
    return bytes(changed)


def _spot(rng: random.Random, tokens: list[str]) -> int:
    return rng.randrange(len(tokens)) if tokens else 0


def _drop(rng: random.Random, tokens: list[str], others: Sequence[str]) -> None:
    at = _spot(rng, tokens)
    del tokens[at : at + rng.choice((1, 1, 1, 3, 30))]


def _double(rng: random.Random, tokens: list[str], others: Sequence[str]) -> None:
    at = _spot(rng, tokens)
    tokens[at:at] = tokens[at : at + rng.choice((1, 1, 5, 40))]


def _insert(rng: random.Random, tokens: list[str], others: Sequence[str]) -> None:
    at = _spot(rng, tokens)
    tokens.insert(at, rng.choice(rng.choice((WORDS, MARKS, LITERALS, ODD))))
    if rng.random() < 0.5:
        tokens.insert(at, " ")


def _replace(rng: random.Random, tokens: list[str], others: Sequence[str]) -> None:
    at = _spot(rng, tokens)
    same = [token for token in tokens if token.isidentifier()]
    tokens[at : at + 1] = [rng.choice(rng.choice((WORDS, MARKS, LITERALS, same or WORDS)))]


def _rename(rng: random.Random, tokens: list[str], others: Sequence[str]) -> None:
    names = [at for at, token in enumerate(tokens) if token.isidentifier()]
    if names:
        tokens[rng.choice(names)] = rng.choice((tokens[rng.choice(names)], rng.choice(WORDS)))


def _exchange(rng: random.Random, tokens: list[str], others: Sequence[str]) -> None:
    if tokens:
        one, other = _spot(rng, tokens), _spot(rng, tokens)
        tokens[one], tokens[other] = tokens[other], tokens[one]


def _cut(rng: random.Random, tokens: list[str], others: Sequence[str]) -> None:
    del tokens[_spot(rng, tokens) :]


def _respell(rng: random.Random, tokens: list[str], others: Sequence[str]) -> None:
    at = _spot(rng, tokens)
    if tokens and tokens[at]:
        letter = rng.randrange(len(tokens[at]))
        new = rng.choice(("", chr(rng.randrange(32, 127)), rng.choice(ODD)))
        tokens[at] = tokens[at][:letter] + new + tokens[at][letter + 1 :]


def _nest(rng: random.Random, tokens: list[str], others: Sequence[str]) -> None:
    depth = rng.choice((3, 17, 400, 3000))
    opening, closing = rng.choice((("list[", "]"), ("map[str, ", "]"), ("(", ")"), ("{", "}")))
    at = _spot(rng, tokens)
    tokens[at : at + 1] = [opening * depth, *tokens[at : at + 1], closing * depth]


def _stretch(rng: random.Random, tokens: list[str], others: Sequence[str]) -> None:
    at = _spot(rng, tokens)
    if tokens:
        tokens[at] = tokens[at] * rng.choice((300, 5000))


def _borrow(rng: random.Random, tokens: list[str], others: Sequence[str]) -> None:
    lender: list[str] = TOKEN.findall(rng.choice(others))
    start = _spot(rng, lender)
    at = _spot(rng, tokens)
    tokens[at:at] = lender[start : start + rng.choice((5, 50, 500))]


def _retype(rng: random.Random, tokens: list[str], others: Sequence[str]) -> None:
    types = [at for at, token in enumerate(tokens) if token in TYPES]
    if types:
        new = rng.choice(TYPES)
        shape = rng.choice(("{}", "{}", "list[{}]", "map[str, {}]", "map[{}, int]", "big[{}]"))
        tokens[rng.choice(types)] = shape.format(new)


def _respell_name(rng: random.Random, tokens: list[str], others: Sequence[str]) -> None:
    names = [token for token in set(tokens) if token.isidentifier() and token not in KEEP]
    if names:
        old, new = rng.choice(sorted(names)), rng.choice(NAMES)
        tokens[:] = [new if token == old else token for token in tokens]


def _drop_line(rng: random.Random, tokens: list[str], others: Sequence[str]) -> None:
    lines = [at for at, token in enumerate(tokens) if token.isspace() and "\n" in token]
    if len(lines) > 1:
        one = rng.randrange(len(lines) - 1)
        del tokens[lines[one] : lines[one + 1]]


def _mark(rng: random.Random, tokens: list[str], others: Sequence[str]) -> None:
    names = [at for at, token in enumerate(tokens) if token in TYPES]
    if names:
        at = rng.choice(names)
        tokens[at] += rng.choice(("?", " = 0", ' = ""', " = true", " = []", " = -1.5"))


TAME: tuple[Mutation, ...] = (_retype, _respell_name, _respell_name, _drop_line, _mark, _rename)
"""Changes after which a schema often is a schema still."""

MUTATIONS: tuple[Mutation, ...] = (
    _drop,
    _double,
    _insert,
    _insert,
    _replace,
    _replace,
    _rename,
    _rename,
    _exchange,
    _cut,
    _respell,
    _respell,
    _nest,
    _stretch,
    _borrow,
)
