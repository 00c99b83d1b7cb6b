"""Random schemas and values, and what a schema of them says: independent of the compiler.

Values are kept in a neutral form, which each side of a pairing turns into its own: a record is a
dict without the fields that are absent, an enum's member is its name in a `Known`, an unknown
value of an open enum is the value itself.
"""

from __future__ import annotations

import datetime
import decimal
import json
import string
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Union

from hypothesis import strategies as st
from twisted.python.filepath import FilePath

Values = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """A member of an enum, by name."""

    member: str


@dataclass(frozen=True)
class Plain:
    """A scalar of the language. ``nonfinite`` is for floats."""

    word: str
    nonfinite: bool = False


@dataclass(frozen=True)
class Choice:
    """An enum. ``members`` are names and wire values."""

    name: str
    whole: bool
    members: tuple[tuple[str, str | int], ...]
    open: bool


@dataclass(frozen=True)
class Many:
    element: Kind


@dataclass(frozen=True)
class Table:
    key: Kind
    value: Kind


@dataclass(frozen=True)
class Large:
    inner: Kind
    first: int


@dataclass(eq=False)
class Group:
    """A record. Its fields are filled in after it is made, as it may hold itself."""

    name: str
    parts: list[Part] = field(default_factory=list)


Kind = Union[Plain, Choice, Many, Table, Large, Group]


@dataclass(frozen=True)
class Part:
    """A field. ``default`` is the neutral value, or None where there is no default."""

    name: str
    wire: str
    kind: Kind
    optional: bool = False
    default: Any = None


@dataclass(frozen=True)
class Fault:
    name: str
    code: str
    fatal: bool


@dataclass(frozen=True)
class Action:
    """A command."""

    name: str
    wire: str
    arguments: tuple[Part, ...]
    response: tuple[Part, ...]
    faults: tuple[Fault, ...]
    oneway: bool


@dataclass(frozen=True)
class Model:
    """A schema. Every action stands in the one interface ``Work``."""

    choices: tuple[Choice, ...]
    groups: tuple[Group, ...]
    actions: tuple[Action, ...]

    def text(self, name: str) -> str:
        """Write it in the language."""
        parts = [f"schema {name}", *map(_choice_text, self.choices)]
        parts += map(_group_text, self.groups)
        faults = {fault.name: fault for action in self.actions for fault in action.faults}
        parts += [f'error {one.name} = "{one.code}"' for one in faults.values()]
        actions = "\n".join(map(_action_text, self.actions))
        parts.append(f"interface Work {{\n{actions}\n}}")
        return "\n\n".join(parts) + "\n"


def kind_text(kind: Kind) -> str:
    if isinstance(kind, Plain):
        return kind.word
    if isinstance(kind, (Choice, Group)):
        return kind.name
    if isinstance(kind, Many):
        return f"list[{kind_text(kind.element)}]"
    if isinstance(kind, Table):
        return f"map[{kind_text(kind.key)}, {kind_text(kind.value)}]"
    return f"big[{kind_text(kind.inner)}]"


def _nonfinite(kind: Kind) -> bool:
    if isinstance(kind, Plain):
        return kind.nonfinite
    if isinstance(kind, Many):
        return _nonfinite(kind.element)
    if isinstance(kind, Table):
        return _nonfinite(kind.key) or _nonfinite(kind.value)
    return isinstance(kind, Large) and _nonfinite(kind.inner)


def _part_text(part: Part) -> str:
    words: list[str] = []
    if part.wire != part.name:
        words.append(f"@wire({json.dumps(part.wire)})")
    if _nonfinite(part.kind):
        words.append("@nonfinite")
    if isinstance(part.kind, Large) and part.kind.first == 0:
        words.append("@big(first=0)")
    words.append(f"{part.name}: {kind_text(part.kind)}{'?' if part.optional else ''}")
    if part.default is not None:
        words.append(f"= {_literal(part.default)}")
    return " ".join(words)


def _literal(value: Any) -> str:
    if isinstance(value, Known):
        return value.member
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, bytes):
        return '"' + "".join(f"\\x{byte:02x}" for byte in value) + '"'
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return str(value)


def _choice_text(choice: Choice) -> str:
    lines = [
        f"    {name}" if value == name else f"    {name} = {_literal(value)}"
        for name, value in choice.members
    ]
    if choice.open:
        lines.append("    _")
    base = ": int" if choice.whole else ""
    return f"enum {choice.name}{base} {{\n" + "\n".join(lines) + "\n}"


def _group_text(group: Group) -> str:
    lines = "".join(f"    {_part_text(part)}\n" for part in group.parts)
    return f"record {group.name} {{\n{lines}}}"


def _action_text(action: Action) -> str:
    words = [f"    @wire({json.dumps(action.wire)})\n"] if action.wire != action.name else []
    words.append("    oneway " if action.oneway else "    ")
    words.append(f"command {action.name}({', '.join(map(_part_text, action.arguments))})")
    if action.response:
        words.append(f" -> ({', '.join(map(_part_text, action.response))})")
    if action.faults:
        raises = [f"{'fatal ' if fault.fatal else ''}{fault.name}" for fault in action.faults]
        words.append(f" raises {', '.join(raises)}")
    return "".join(words)


# Names that generated code might use for itself, next to ordinary ones.
NAMES = (
    "a b count userName zip Upper HTTPPort type match data value key items id name timeout tag "
    "result at end size box fields other argument len str int bytes bool float list dict object "
    "tuple set datetime decimal json amp enum struct Struct Unusual isinstance repr hash eq "
    "connection values operation Any FilePath Deferred first path read write parts _x".split()
)
FIELD_NAMES = tuple(name for name in NAMES if not name.startswith("_"))
WIRES = (
    "A",
    "Zed",
    "-dash",
    "9",
    "a-b",
    "with space",
    "z.2",
    "%c",
    "%%",
    "`",
    "{x}",
    "~",
    "class",
)
SCALARS = "int bytes str float bool decimal datetime path json".split()
KEYS = "int bytes str float bool decimal datetime path".split()
DEFAULTS = {
    "int": st.integers(-(2**40), 2**40),
    "str": st.text(string.ascii_letters + ' "\\{}%é', max_size=8),
    "bytes": st.binary(max_size=4),
    "bool": st.booleans(),
    "decimal": st.sampled_from([decimal.Decimal("1.50"), decimal.Decimal("-3")]),
    "float": st.floats(-1e6, 1e6).map(lambda value: round(value, 3) + 0.0),
}


@st.composite
def models(draw: st.DrawFn) -> Model:
    """Draw a whole schema."""
    choices = tuple(draw(_choice(f"E{number}")) for number in range(draw(st.integers(0, 2))))
    groups: list[Group] = []
    for number in range(draw(st.integers(0, 3))):
        group = Group(f"R{number}")
        kinds = _kinds(choices, groups, group)
        group.parts += draw(_parts(kinds, 4))
        groups.append(group)
    kinds = _kinds(choices, groups, None)
    faults = [
        Fault(f"Fault{number}", code, fatal)
        for number, (code, fatal) in enumerate(
            draw(
                st.lists(
                    st.tuples(st.text(string.ascii_letters + "-_ %", min_size=1), st.booleans()),
                    max_size=3,
                    unique_by=lambda pair: pair[0],
                )
            )
        )
        if code not in ("UNKNOWN", "UNHANDLED")
    ]
    wires = draw(st.permutations(["do", "a-b", "x y", "%d", "Z"]))
    actions: list[Action] = []
    for number in range(draw(st.integers(1, 4))):
        name = f"Do{number}"
        oneway = draw(st.integers(0, 4)) == 0
        top = st.one_of(kinds, _large(kinds))
        raised = draw(st.lists(st.sampled_from(faults), unique=True)) if faults else []
        actions.append(
            Action(
                name,
                draw(st.sampled_from([name, wires[number]])),
                tuple(draw(_parts(top, 5))),
                () if oneway else tuple(draw(_parts(top, 4))),
                () if oneway else tuple(raised),
                oneway,
            )
        )
    return Model(choices, tuple(groups), tuple(actions))


@st.composite
def _choice(draw: st.DrawFn, name: str) -> Choice:
    whole = draw(st.booleans())
    names = draw(
        st.lists(st.sampled_from(["red", "Green", "BLUE", "x1", "type"]), min_size=1, unique=True)
    )
    values: list[Any] = draw(
        st.lists(
            st.integers(-5, 10**6) if whole else st.text(string.printable[:94], min_size=1),
            min_size=len(names),
            max_size=len(names),
            unique=True,
        )
    )
    return Choice(name, whole, tuple(zip(names, values)), draw(st.booleans()))


def _plains(words: Sequence[str]) -> st.SearchStrategy[Plain]:
    return st.sampled_from(
        [Plain(word) for word in words]
        + ([Plain("float", nonfinite=True)] if words is SCALARS else [])
    )


def _kinds(
    choices: tuple[Choice, ...], groups: list[Group], own: Group | None
) -> st.SearchStrategy[Kind]:
    """Kinds that a record or a list of arguments may hold."""
    single: st.SearchStrategy[Any] = _plains(SCALARS)
    keys: st.SearchStrategy[Any] = _plains(KEYS)
    if choices:
        single = st.one_of(single, st.sampled_from(choices))
        keys = st.one_of(keys, st.sampled_from(choices))
    # A list of lists travels, a list of maps does not.
    lists = single.map(Many) | single.map(lambda kind: Many(Many(kind)))
    kinds: st.SearchStrategy[Any] = st.one_of(single, single, lists)
    if groups:
        known = st.sampled_from(list(groups))
        kinds = st.one_of(kinds, known, known.map(Many))
    if own is not None:
        kinds = st.one_of(kinds, st.just(Many(own)))
    tables = st.builds(Table, keys, kinds)
    return st.one_of(kinds, kinds, tables)


def _large(kinds: st.SearchStrategy[Kind]) -> st.SearchStrategy[Kind]:
    return st.builds(Large, kinds, st.sampled_from([2, 0]))


@st.composite
def _parts(draw: st.DrawFn, kinds: st.SearchStrategy[Kind], most: int) -> list[Part]:
    names = draw(st.lists(st.sampled_from(FIELD_NAMES), max_size=most, unique_by=str.lower))
    wires = iter(draw(st.permutations(WIRES)))
    parts: list[Part] = []
    for name in names:
        kind = draw(kinds)
        wire = draw(st.sampled_from([name, name, next(wires)]))
        # An empty value has no key at all where counting starts at 0, as if it were absent.
        optional = draw(st.booleans()) and not (isinstance(kind, Large) and kind.first == 0)
        default = None if optional or draw(st.booleans()) else draw(_default(kind))
        parts.append(Part(name, wire, kind, optional, default))
    return parts


def _default(kind: Kind) -> st.SearchStrategy[Any]:
    if isinstance(kind, Plain) and kind.word in DEFAULTS:
        return DEFAULTS[kind.word]
    if isinstance(kind, Choice):
        return st.sampled_from([Known(name) for name, _ in kind.members])
    if isinstance(kind, Many):
        return st.just([])
    return st.none()


_JSON: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)
_ZONES = st.integers(-1439, 1439).map(
    lambda minutes: datetime.timezone(datetime.timedelta(minutes=minutes))
)
_SCALAR_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "int": st.integers(),
    "bytes": st.binary(max_size=300),
    "str": st.text(max_size=80),
    "float": st.floats(allow_nan=False, allow_infinity=False),
    "bool": st.booleans(),
    "decimal": st.decimals(allow_nan=False) | st.just(decimal.Decimal("1E+3")),
    "datetime": st.datetimes(timezones=_ZONES),
    "path": st.text(string.ascii_letters + " é", min_size=1).map(
        lambda name: FilePath("/" + name)
    ),
    "json": _JSON,
}


def values(kind: Kind, depth: int = 0) -> st.SearchStrategy[Any]:
    """Neutral values of a kind."""
    if isinstance(kind, Plain):
        return st.floats(allow_nan=False) if kind.nonfinite else _SCALAR_VALUES[kind.word]
    if isinstance(kind, Choice):
        known: st.SearchStrategy[Any] = st.sampled_from([Known(name) for name, _ in kind.members])
        if not kind.open:
            return known
        taken = {value for _, value in kind.members}
        raw: st.SearchStrategy[Any] = st.integers() if kind.whole else st.text(max_size=9)
        return known | raw.filter(lambda value: value not in taken)
    if isinstance(kind, Many):
        return st.lists(values(kind.element, depth + 1), max_size=0 if depth > 3 else 3)
    if isinstance(kind, Table):
        return st.dictionaries(
            values(kind.key, depth + 1), values(kind.value, depth + 1), max_size=3
        )
    if isinstance(kind, Large):
        inner = values(kind.inner, depth)
        if kind.inner == Plain("bytes"):
            long = st.integers(65_534, 200_000).map(lambda size: b"x\0" * (size // 2))
            return inner | long
        return inner
    return contents(tuple(kind.parts), depth + 1)


def contents(parts: tuple[Part, ...], depth: int = 0) -> st.SearchStrategy[Values]:
    """Neutral values of fields; one that may be absent sometimes is."""

    @st.composite
    def draw_all(draw: st.DrawFn) -> Values:
        drawn = {
            part.name: draw(values(part.kind, depth))
            for part in parts
            if not (part.optional or part.default is not None) or draw(st.booleans())
        }
        # Of an optional field None says that it is absent, of JSON too.
        optional = {part.name for part in parts if part.optional}
        return {
            name: value
            for name, value in drawn.items()
            if value is not None or name not in optional
        }

    return draw_all()
