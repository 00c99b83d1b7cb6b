"""Schemas whose declarations have names that are taken elsewhere: many names in one schema."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from ampgen.naming import snake_case

_KINDS = (
    *("int", "str", "bytes", "float", "bool", "decimal", "datetime", "path", "json", "list[int]"),
    *(
        "list[str]",
        "list[RowUsed]",
        "map[str, int]",
        "map[KindUsed, RowUsed]",
        "RowUsed",
        "KindUsed",
        "OpenUsed",
        "RowUsed?",
    ),
    *(
        "int?",
        'str = "x"',
        "KindUsed = a",
        "list[bytes] = []",
        "datetime?",
        "list[KindUsed]",
        "OpenUsed = b",
    ),
    *(
        "map[int, list[str]]",
        "list[list[bool]]",
        "list[decimal]",
        "bytes",
        "int",
        "str",
        "RowUsed",
    ),
)
_USED = """
enum KindUsed { a b = "_" }
enum OpenUsed: int { a = 1 b = 7 _ }
record RowUsed { a: int b: str? }
error BadUsed
error WorseUsed = "worse"
"""
_GROUP = 23


def _fields(names: Sequence[str], turn: int) -> str:
    """Return fields of these names, of all kinds in turn."""
    kinds = itertools.islice(itertools.cycle(_KINDS), turn % len(_KINDS), None)
    # A default says itself what it is.
    return "\n".join(f"    {name}: {kind}," for name, kind in zip(names, kinds))


def _lists(names: Sequence[str], where: str) -> Iterator[str]:
    """Yield lists of fields that use all names, in company and alone."""
    for turn, group in enumerate(_apart(names)):
        yield _fields(group, 3 * turn)
    for turn, name in enumerate(names):
        if where:
            yield _fields([name], turn)


def _apart(names: Sequence[str]) -> Iterator[list[str]]:
    """Yield groups of names, in none of which two are spelt as one in Python."""
    waiting = list(names)
    while waiting:
        group: dict[str, str] = {}
        rest: list[str] = []
        for name in waiting:
            key = snake_case(name)
            if len(group) < _GROUP and key not in group and f"{key}_" not in group:
                group[key] = name
            else:
                rest.append(name)
        yield list(group.values())
        waiting = rest


def arguments(names: Sequence[str]) -> str:
    commands = [
        f"command C{n}(\n{one}\n) -> (\n{one}\n) raises BadUsed, WorseUsed"
        for n, one in enumerate(_lists(names, "alone"))
    ]
    return f"{_USED}interface CallsUsed {{\n{_lines(commands)}\n}}\n"


def answers(names: Sequence[str]) -> str:
    commands = [f"command C{n}() -> (\n{one}\n)" for n, one in enumerate(_lists(names, "alone"))]
    return f"{_USED}interface CallsUsed {{\n{_lines(commands)}\n}}\n"


def record_fields(names: Sequence[str]) -> str:
    records: list[str] = []
    commands: list[str] = []
    for n, one in enumerate(_lists(names, "alone")):
        records.append(f"record R{n} {{\n{one.replace(',' + chr(10), chr(10)).rstrip(',')}\n}}")
        commands.append(f"command C{n}(r: R{n}, s: list[R{n}]) -> (r: R{n}, t: map[str, R{n}])")
    return f"{_USED}{_lines(records)}\ninterface CallsUsed {{\n{_lines(commands)}\n}}\n"


def members(names: Sequence[str]) -> str:
    text: list[str] = []
    commands: list[str] = []
    for n, group in enumerate(_apart(names)):
        every = " ".join(group)
        numbered = " ".join(f"{name} = {number}" for number, name in enumerate(group))
        text += [f"enum E{n} {{ {every} {'_' * (n % 2)} }}", f"enum F{n}: int {{ {numbered} }}"]
        lists = "\n".join(f"    f{m}: E{n} = {one}," for m, one in enumerate(group))
        text.append(f"record R{n} {{\n{lists.replace(',', '')}\n}}")
        more = "\n".join(f"    g{m}: F{n} = {one}," for m, one in enumerate(group))
        commands.append(
            f"command C{n}(\n{lists}\n{more}\n) -> (e: E{n}, f: F{n}, r: R{n}, s: list[E{n}])"
        )
    return f"{_lines(text)}\ninterface CallsUsed {{\n{_lines(commands)}\n}}\n"


def commands(names: Sequence[str]) -> str:
    text = [
        (
            f"command {name}(a: int, b: KindUsed, r: RowUsed?) -> (a: list[RowUsed], c: OpenUsed = b) raises BadUsed, WorseUsed"
            if n % 3
            else f"{'oneway ' * (n % 2)}command {name}(a: str, r: list[int])"
        )
        for n, name in enumerate(names)
    ]
    return f"{_USED}interface CallsUsed {{\n{_lines(text)}\n}}\n"


def records(names: Sequence[str]) -> str:
    text = [f"record {name} {{ a: int b: {name}? c: KindUsed = a }}".replace(f"b: {name}?", "b: str?")
            for name in names]  # fmt: skip
    calls = [
        f"command C{n}(r: {name}, l: list[{name}]) -> (r: {name}?, m: map[str, {name}])"
        for n, name in enumerate(names)
    ]
    every = [_fields([f"f{number}" for number in range(20)], turn) for turn in range(0, 30, 7)]
    calls += [
        f"command D{n}(\n{one}\n) -> (\n{one}\n) raises BadUsed" for n, one in enumerate(every)
    ]
    return f"{_USED}{_lines(text)}\ninterface CallsUsed {{\n{_lines(calls)}\n}}\n"


def enums(names: Sequence[str]) -> str:
    text = [
        f"enum {name}{': int' * (n % 2)} {{ a = {n if n % 2 else chr(34) + 'x' + chr(34)} _ }}"
        for n, name in enumerate(names)
    ]
    calls = [
        f"command C{n}(e: {name}, l: list[{name}], d: {name} = a) -> (e: {name}?, m: map[{name}, int])"
        for n, name in enumerate(names)
    ]
    return f"{_USED}{_lines(text)}\ninterface CallsUsed {{\n{_lines(calls)}\n}}\n"


def errors(names: Sequence[str]) -> str:
    calls = [
        f"command C{n}(a: int, d: decimal, t: datetime?) -> (r: RowUsed, j: json) raises {name}"
        for n, name in enumerate(names)
    ]
    text = [f"error {name}" for name in names]
    return f"{_USED}{_lines(text)}\ninterface CallsUsed {{\n{_lines(calls)}\n}}\n"


def interfaces(names: Sequence[str]) -> str:
    """Return interfaces with a protocol that anyone would write, and in protocols of several."""
    text = [
        f"interface {name} {{\n    command C{n}(r: RowUsed, p: path) -> (k: KindUsed) raises BadUsed\n}}"
        for n, name in enumerate(names)
    ]
    return f"{_USED}{_lines(text)}\n"


def answered(names: Sequence[str]) -> str:
    text = [interfaces(names)]
    for n, group in enumerate(_apart(names)):
        half = len(group) // 2 or 1
        text.append(f"protocol P{n} {{\n    one answers {', '.join(group[:half])}")
        if group[half:]:
            text.append(f"    two answers {', '.join(group[half:])}")
        text.append("}")
    return "\n".join(text)


def protocols(names: Sequence[str]) -> str:
    used = "interface OneUsed { command C(a: int) -> (b: RowUsed) }\ninterface TwoUsed { command D(k: KindUsed) }\n"
    text = [
        f"protocol {name} {{ server answers OneUsed client answers TwoUsed }}" for name in names
    ]
    return f"{_USED}{used}{_lines(text)}\n"


def roles(names: Sequence[str]) -> str:
    used = "interface OneUsed { command C(a: int) -> (b: RowUsed) }\ninterface TwoUsed { command D(k: KindUsed) }\n"
    text = [
        f"protocol P{n}x {{ {name} answers OneUsed{' other_ answers TwoUsed' * (n % 2)} }}"
        for n, name in enumerate(names)
    ]
    return f"{_USED}{used}{_lines(text)}\n"


def arguments_of_python(names: Sequence[str]) -> str:
    """Return types whose classes have these names; those that yield and those that are yielded."""
    text = [
        f'type T{n} = python "given_names:{name}"({n}) as "given_names:{name}" over str'
        for n, name in enumerate(names)
    ]
    calls = [
        f"command C{n}(a: T{n}, b: list[T{n}], c: int) -> (r: T{n}?, d: datetime, e: KindUsed)"
        for n in range(len(names))
    ]
    return f"{_USED}{_lines(text)}\ninterface CallsUsed {{\n{_lines(calls)}\n}}\n"


def errors_of_python(names: Sequence[str]) -> str:
    text = [f'error E{n} python "given_errors:{name}"' for n, name in enumerate(names)]
    calls = [
        f"command C{n}(a: int, k: KindUsed, d: decimal) -> (r: list[RowUsed]) raises E{n}"
        for n in range(len(names))
    ]
    return f"{_USED}{_lines(text)}\ninterface CallsUsed {{\n{_lines(calls)}\n}}\n"


def _lines(text: Sequence[str]) -> str:
    return "\n".join(text)


PLACES: dict[str, Callable[[Sequence[str]], str]] = {
    "arguments": arguments,
    "answers": answers,
    "record fields": record_fields,
    "members": members,
    "commands": commands,
    "records": records,
    "enums": enums,
    "errors": errors,
    "interfaces": interfaces,
    "answered": answered,
    "protocols": protocols,
    "roles": roles,
    "arguments of Python": arguments_of_python,
    "errors of Python": errors_of_python,
}
