"""A schema that a program made is checked like text before anything is printed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest

from ampgen.builtins import FD, INT, STR, Scalar
from ampgen.compiling import packages
from ampgen.findings import Refused
from ampgen.reading import read
from ampgen.schema import (
    Big,
    Command,
    Custom,
    EmptyList,
    Enum,
    Error,
    Field,
    Import,
    Interface,
    ListOf,
    Literal,
    MapOf,
    Member,
    MemberValue,
    Protocol,
    PythonName,
    Raise,
    Record,
    Role,
    Schema,
)
from ampgen.text import Place, Source
from ampgen.understanding import understand
from ampgen.validating import validate

HERE = Place(Source("made by hand", ""), 0, 0)
PYTHON = PythonName("acme.model", "Thing")
LONGER = "import os"


_Node = TypeVar("_Node")


def _made(kind: Callable[..., _Node], changes: Mapping[str, Any], **usual: Any) -> _Node:
    return kind(**{"doc": "", "place": HERE, **usual, **changes})


def field(name: Any = "a", **changes: Any) -> Field:
    wire = name.encode() if isinstance(name, str) else b"a"
    return _made(Field, changes, name=name, wire=wire, type=INT, optional=False, default=None)


def record(*fields: Any, **changes: Any) -> Record:
    return _made(Record, changes, name="R", schema="made", fields=fields, reserved=())


def command(name: Any = "Go", *arguments: Any, **changes: Any) -> Command:
    usual = {"wire": b"Go", "response": (), "raises": (), "oneway": False, "timeout": None}
    return _made(Command, changes, name=name, arguments=arguments, **usual)


def interface(*commands: Any, **changes: Any) -> Interface:
    return _made(Interface, changes, name="I", schema="made", commands=commands, reserved=())


def implied(of: Interface, **changes: Any) -> Protocol:
    roles = (Role("server", (of,)), Role("client", ()))
    return _made(Protocol, changes, name=of.name, schema="made", roles=roles, implied=True)


def error(**changes: Any) -> Error:
    return _made(Error, changes, name="E", schema="made", code=b"E", python=None)


def enum(*members: Any, **changes: Any) -> Enum:
    usual = {"members": members or (member(),), "base": STR, "open": False, "reserved": ()}
    return _made(Enum, changes, name="K", schema="made", **usual)


def member(name: Any = "a", value: Any = "a") -> Member:
    return _made(Member, {}, name=name, value=value)


def custom(**changes: Any) -> Custom:
    usual = {"argument": PYTHON, "parameters": (), "python": PYTHON, "over": STR}
    return _made(Custom, changes, name="T", schema="made", **usual)


def schema(**changes: Any) -> Schema:
    kinds = ("imports", "enums", "records", "errors", "customs", "interfaces", "protocols")
    usual: dict[str, Any] = dict.fromkeys(kinds, ())
    return _made(Schema, changes, name="made", digest="0" * 64, **usual)


def _of_command(**changes: Any) -> Schema:
    one = interface(command(**changes))
    return schema(interfaces=(one,), protocols=(implied(one),))


def _of_argument(**changes: Any) -> Schema:
    one = interface(command("Go", field(**changes)))
    return schema(interfaces=(one,), protocols=(implied(one),))


def _of_field(**changes: Any) -> Schema:
    return schema(records=(record(field(**changes)),))


def _deep(depth: int) -> Any:
    inner: Any = INT
    for _ in range(depth):
        inner = ListOf(inner)
    return inner


def _imports_itself() -> Schema:
    one = schema()
    object.__setattr__(one, "imports", (Import("made", one, HERE),))
    return one


def _holds_itself() -> Schema:
    one = record()
    object.__setattr__(one, "fields", (field(type=one),))
    return schema(records=(one,))


def _endless_list() -> Schema:
    one = ListOf(INT)
    object.__setattr__(one, "element", one)
    return _of_field(type=one)


def _imports(name: str) -> Schema:
    return schema(imports=(Import("other", schema(name=name), HERE),))


class Sly(str):
    """A text that is another one when it is asked again."""

    def __str__(self) -> str:
        return LONGER


HOSTILE: dict[str, tuple[Callable[[], Schema], str]] = {
    "a schema called as a path": (lambda: schema(name="../../tmp/x"), "bad-name"),
    "a schema called as an absolute path": (lambda: schema(name="/tmp/x"), "bad-name"),
    "a schema called as a module": (lambda: schema(name="os.path"), "bad-schema-name"),
    "a schema called by nothing": (lambda: schema(name=""), "bad-name"),
    "a schema called by a number": (lambda: schema(name=3), "bad-name"),
    "a schema of a hostile digest": (lambda: schema(digest="0\n" + LONGER), "bad-description"),
    "a schema in a folder of another": (
        lambda: schema(imports=(Import("b", schema(name="made.b"), HERE),)),
        "schema-inside",
    ),
    "an import of a path": (lambda: _imports("../x"), "bad-name"),
    "an import as code": (
        lambda: schema(imports=(Import(LONGER, schema(name="b"), HERE),)),
        "bad-name",
    ),
    "an import of another class": (
        lambda: schema(imports=(Import("b", cast(Schema, PYTHON), HERE),)),
        "bad-description",
    ),
    "an import of itself": (_imports_itself, "import-cycle"),
    "two schemas of one name": (lambda: _imports("made"), "schema-twice"),
    "a list for a tuple": (lambda: schema(records=[record()]), "bad-description"),
    "nothing for a tuple": (lambda: schema(records=None), "bad-description"),
    "an enum among records": (lambda: schema(records=(enum(),)), "bad-description"),
    "documentation with an escape": (lambda: schema(doc="\x1b[2J"), "bad-character"),
    "documentation turned round": (lambda: schema(doc="a\u202eb"), "bad-character"),
    "documentation of bytes": (lambda: schema(doc=b"x"), "bad-description"),
    "documentation that changes": (lambda: schema(doc=Sly("x")), "bad-description"),
    "a record called as code": (lambda: schema(records=(record(name="R:\n pass"),)), "bad-name"),
    "a record called as a keyword": (
        lambda: schema(records=(record(name="class"),)),
        "python-keyword",
    ),
    "a record called as a built-in": (
        lambda: schema(records=(record(name="list"),)),
        "reserved-name",
    ),
    "a record called by a text that changes": (
        lambda: schema(records=(record(name=Sly("R")),)),
        "bad-name",
    ),
    "a record in another alphabet": (
        lambda: schema(records=(record(name="ﬁle"),)),
        "bad-name",
    ),
    "two records of one name": (lambda: schema(records=(record(), record())), "declared-twice"),
    "a record that holds itself": (_holds_itself, "endless-record"),
    "a list that holds itself": (_endless_list, "nested-too-deep"),
    "lists in lists": (lambda: _of_field(type=_deep(5_000)), "nested-too-deep"),
    "a list of maps": (lambda: _of_field(type=ListOf(MapOf(STR, INT))), "uncarriable"),
    "a descriptor in a record": (lambda: _of_field(type=FD), "misplaced-fd"),
    "a big value in a record": (lambda: _of_field(type=Big(STR, 2)), "misplaced-big"),
    "a big value that begins anywhere": (
        lambda: _of_argument(type=Big(STR, 7)),
        "bad-annotation",
    ),
    "a scalar of one's own": (
        lambda: _of_field(type=Scalar("int", LONGER, LONGER)),
        "bad-description",
    ),
    "a type that is none": (lambda: _of_field(type="int"), "bad-description"),
    "a record that is not declared": (lambda: _of_field(type=record()), "bad-description"),
    "a field called as code": (lambda: _of_field(name="a: int = 0\n b"), "bad-name"),
    "a field called self": (lambda: _of_field(name="self"), "reserved-name"),
    "a private field": (lambda: _of_field(name="__class__"), "private-name"),
    "a field that travels as text": (lambda: _of_field(wire="a"), "bad-description"),
    "a field that travels as nothing": (lambda: _of_field(wire=b""), "bad-wire-name"),
    "a field that travels far": (lambda: _of_field(wire=b"x" * 300), "bad-wire-name"),
    "a field that travels as the protocol's own": (lambda: _of_field(wire=b"_x"), "bad-wire-name"),
    "a default that is no value": (lambda: _of_field(default=print), "bad-description"),
    "a default of another type": (lambda: _of_field(default="x"), "bad-default"),
    "a default that is true": (lambda: _of_field(default=True), "bad-default"),
    "a default that is infinite": (lambda: _of_field(default=float("inf")), "bad-number"),
    "a default that is not a number": (lambda: _of_field(default=Decimal("NaN")), "bad-number"),
    "a default that never ends": (lambda: _of_field(default=10**5_000), "bad-number"),
    "a default beside optional": (
        lambda: _of_field(default=1, optional=True),
        "bad-default",
    ),
    "a default of a list": (lambda: _of_field(default=EmptyList()), "bad-default"),
    "a default of another enum": (
        lambda: schema(
            enums=(enum(),),
            records=(record(field(default=MemberValue(enum(), member()))),),
        ),
        "bad-description",
    ),
    "an enum of floats": (
        lambda: schema(enums=(enum(base=Scalar("float", "Float", "float")),)),
        "bad-description",
    ),
    "a member called as code": (lambda: schema(enums=(enum(member("a = 0\n b")),)), "bad-name"),
    "a member called by the line": (lambda: schema(enums=(enum(member("_")),)), "bad-description"),
    "a member worth a half": (lambda: schema(enums=(enum(member("a", 0.5)),)), "enum-value"),
    "a member that is true": (lambda: schema(enums=(enum(member("a", True)),)), "bad-description"),
    "a member of half a character": (
        lambda: schema(enums=(enum(member("a", "\ud800")),)),
        "bad-description",
    ),
    "an error with a text for a code": (
        lambda: schema(errors=(error(code="E"),)),
        "bad-description",
    ),
    "an error with AMP's code": (lambda: schema(errors=(error(code=b"UNHANDLED"),)), "reserved-code"),
    "an error that is code": (
        lambda: schema(errors=(error(python=PythonName("os", "system('id')")),)),
        "bad-python-name",
    ),
    "an error that is a line break": (
        lambda: schema(errors=(error(python=PythonName("os\nimport sys", "E")),)),
        "bad-python-name",
    ),
    "an error that is a text": (lambda: schema(errors=(error(python="os:E"),)), "bad-description"),
    "a type that is code": (
        lambda: schema(customs=(custom(argument=PythonName("a b", "C")),)),
        "bad-python-name",
    ),
    "a type handed code": (
        lambda: schema(customs=(custom(parameters=(Literal(cast(int, print)),)),)),
        "bad-description",
    ),
    "a type over a record": (
        lambda: schema(records=(record(),), customs=(custom(over=record()),)),
        "bad-description",
    ),
    "a command called as code": (lambda: _of_command(name="C(x)"), "bad-name"),
    "a command with a hostile deadline": (
        lambda: _of_command(timeout=float("nan")),
        "bad-number",
    ),
    "a command that raises a stranger": (
        lambda: _of_command(raises=(Raise(error(), False),)),
        "bad-description",
    ),
    "a one-way command that is answered": (
        lambda: _of_command(oneway=True, response=(field(),)),
        "oneway-response",
    ),
    "a reason of a surrogate": (lambda: schema(errors=(error(deprecated="\ud800"),)), "bad-description"),
    "a protocol that nobody implied": (
        lambda: schema(interfaces=(interface(),)),
        "bad-description",
    ),
    "a protocol that is implied otherwise": (
        lambda: schema(interfaces=((one := interface()),), protocols=(implied(one, name="J"),)),
        "bad-description",
    ),
    "a protocol of a stranger": (
        lambda: schema(protocols=(implied(interface(), implied=False),)),
        "bad-description",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_what_text_could_not_mean_is_refused_in_words(case: str) -> None:
    make, rule = HOSTILE[case]
    with pytest.raises(Refused) as caught:
        packages([make()])
    rules = [finding.rule for finding in caught.value.findings]
    assert rules[0] == rule, caught.value.findings
    assert str(caught.value).isprintable() and f"error[{rule}]: " in str(caught.value)
    assert all(finding.help for finding in caught.value.findings)


@pytest.mark.parametrize("case", HOSTILE)
def test_it_is_refused_too_where_another_schema_imports_it(case: str) -> None:
    make, _ = HOSTILE[case]
    importing = schema(name="another", imports=(Import("made", make(), HERE),))
    with pytest.raises(Refused):
        packages([importing])


def test_what_is_right_is_printed_whoever_made_it() -> None:
    one = interface(command("Go", field(type=ListOf(STR), default=EmptyList())))
    made = schema(interfaces=(one,), protocols=(implied(one),), records=(record(field()),))
    files = packages([made])["made"]
    text = (
        "schema made record R { a: int }\n"
        "interface I { command Go(a: list[str] = []) }"
    )  # fmt: skip
    (read_from_text,) = understand([Source("made.amp", text)], []).schemas
    same = dataclasses.replace(read_from_text, digest="0" * 64)
    assert packages([same])["made"] == files


def test_what_was_read_from_text_is_right_as_it_is() -> None:
    file = Path(__file__).parents[1] / "accepted" / "everything" / "schema.amp"
    for one in understand([read(file)], []).all:
        assert validate([one]).schemas[0].name == one.name


def test_a_mark_of_having_been_checked_cannot_be_copied() -> None:
    (right,) = understand([Source("made.amp", "schema made")], []).schemas
    with pytest.raises(Refused):
        packages([dataclasses.replace(right, name="made\nimport os")])
