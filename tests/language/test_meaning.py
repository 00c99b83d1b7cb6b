"""What schemas mean that are right."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ampgen import schema
from ampgen.builtins import BYTES, INT, STR
from ampgen.naming import method, parameter, pascal_case, snake_case
from ampgen.reading import read
from ampgen.understanding import Understood, understand
from tests.language.examples import compiled, rules_of, told, write

_EVERYTHING = Path(__file__).parents[1] / "accepted" / "everything" / "schema.amp"


@pytest.fixture(scope="module")
def everything() -> Understood:
    return understand([read(_EVERYTHING)], [])


def _command(found: Understood, name: str) -> schema.Command:
    return next(
        command
        for interface in found.schemas[0].interfaces
        for command in interface.commands
        if command.name == name
    )


def test_imported_schemas_come_before_those_that_import_them(everything: Understood) -> None:
    assert [one.name for one in everything.all] == ["acme.common", "everything"]
    assert [one.name for one in everything.schemas] == ["everything"]
    assert everything.findings == ()


def test_documentation_keeps_its_paragraphs(everything: Understood) -> None:
    assert everything.schemas[0].doc == (
        "Accounts: who may sign in, and who is on line.\n\n"
        'A second paragraph, with "quotes", a back\\slash and {{ braces }}.'
    )
    register = _command(everything, "Register")
    assert register.arguments[0].doc == "Shown to others; 1 to 64 characters."
    assert register.response[0].doc == "Never used twice."


def test_the_errors_of_an_interface_come_after_those_of_the_command(
    everything: Understood,
) -> None:
    raises = _command(everything, "Register").raises
    assert [(one.error.name, one.fatal) for one in raises] == [
        ("NameTaken", False),
        ("Banned", True),
        ("Invalid", False),
    ]


def test_a_oneway_command_raises_nothing_of_its_interface(everything: Understood) -> None:
    beat = _command(everything, "Heartbeat")
    assert beat.oneway and beat.raises == () and beat.timeout is None


def test_defaults_are_values_of_their_types(everything: Understood) -> None:
    values = {one.name: one.default for one in _command(everything, "Defaults").arguments}
    role, country = values.pop("role"), values.pop("country")
    priority = values.pop("priority")
    assert isinstance(role, schema.MemberValue) and role.member.value == "visitor"
    assert isinstance(country, schema.MemberValue) and country.enum.schema == "acme.common"
    assert isinstance(priority, schema.MemberValue) and priority.member.value == 10
    assert values == {
        "an_int": -3,
        "a_str": 'text "quoted" ä',
        "some_bytes": b"\x00\xffbytes",
        "a_float": 1500.0,
        "whole_float": 2.0,
        "a_bool": True,
        "a_decimal": Decimal("12.50"),
        "ints": schema.EmptyList(),
    }
    assert str(values["a_decimal"]) == "12.50" and isinstance(values["whole_float"], float)


def test_annotations_arrive(everything: Understood) -> None:
    add = _command(everything, "AddUser")
    assert (add.wire, add.timeout, add.deprecated, add.since) == (
        b"add-user",
        30.0,
        "use Register",
        "1.0",
    )
    assert add.arguments[0].wire == b"from"
    upload = _command(everything, "Upload")
    assert [one.type.first for one in upload.arguments if isinstance(one.type, schema.Big)] == [
        0,
        2,
        2,
    ]


def test_codes_are_bytes(everything: Understood) -> None:
    codes = {one.name: one.code for one in everything.schemas[0].errors}
    assert codes["Silent"] == b"Silent"
    assert codes["Odd"] == b'odd \xff "code"'


def test_a_record_may_hold_itself_through_a_list(everything: Understood) -> None:
    tree = next(one for one in everything.schemas[0].records if one.name == "Tree")
    children = tree.fields[1].type
    assert isinstance(children, schema.ListOf) and children.element is tree


def test_protocols_have_two_roles_and_every_interface_has_one(everything: Understood) -> None:
    protocols = {one.name: one for one in everything.schemas[0].protocols}
    assert [one.name for one in protocols["Accounts"].roles] == ["server", "client"]
    assert not protocols["Accounts"].implied
    alone = protocols["Alone"]
    assert alone.implied and [one.name for one in alone.roles] == ["server", "client"]
    assert set(protocols) == {"Accounts", "Workers", "Alone"}


@pytest.mark.parametrize(
    "written, other", [("server", "client"), ("client", "server"), ("worker", "peer")]
)
def test_the_other_role_of_a_one_sided_protocol_has_a_name(written: str, other: str) -> None:
    text = f"schema t\ninterface I {{}}\nprotocol P {{ {written} answers I }}"
    protocol = compiled(text).schemas[0].protocols[0]
    assert [one.name for one in protocol.roles] == [written, other]
    assert protocol.roles[1].answers == ()


def test_custom_types_keep_their_parameters(everything: Understood) -> None:
    tagged = next(one for one in everything.schemas[0].customs if one.name == "Tagged")
    record, *literals = tagged.parameters
    assert isinstance(record, schema.Record) and record.name == "Address"
    assert [one.value for one in literals if isinstance(one, schema.Literal)] == ["tag", 3, True]
    assert tagged.over is BYTES and tagged.argument.module == "everything_types"


def test_enums_know_their_base_and_whether_they_are_open(everything: Understood) -> None:
    enums = {one.name: one for one in everything.schemas[0].enums}
    assert enums["Role"].base is STR and not enums["Role"].open
    assert enums["Priority"].base is INT and enums["Priority"].open
    assert enums["Role"].reserved == ("root", "super user")
    assert enums["Colour"].members[1].value == "grün"


def test_the_digest_follows_what_is_imported(tmp_path: Path) -> None:
    text = "schema users\nimport common\nrecord R { a: common.A }\n// --- common.amp\n"
    paths = write(text + "schema common\nrecord A {}\n", tmp_path)
    before = understand([read(paths[0])], []).schemas[0].digest
    assert understand([read(paths[0])], []).schemas[0].digest == before
    paths[1].write_text("schema common\nrecord A { b: int }\n")
    assert understand([read(paths[0])], []).schemas[0].digest != before


def test_a_diamond_is_read_once(tmp_path: Path) -> None:
    text = (
        "schema a\nimport b\nimport c\nrecord A { b: b.B c: c.C }\n"
        "// --- b.amp\nschema b\nimport d\nrecord B { d: d.D }\n"
        "// --- c.amp\nschema c\nimport d\nrecord C { d: d.D }\n"
        "// --- d.amp\nschema d\nrecord D {}\n"
    )
    paths = write(text, tmp_path, "a.amp")
    found = understand([read(one) for one in paths], [])
    assert sorted(one.name for one in found.all) == ["a", "b", "c", "d"]
    assert [one.name for one in found.schemas] == ["a", "b", "c", "d"]


def test_roots_are_searched_in_order(tmp_path: Path) -> None:
    for name, field in (("one", "first"), ("two", "second")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "b.amp").write_text(f"schema b\nrecord B {{ {field}: int }}\n")
    (tmp_path / "a.amp").write_text("schema a\nimport b\nrecord A { b: b.B }\n")
    found = understand([read(tmp_path / "a.amp")], [tmp_path / "two", tmp_path / "one"])
    assert found.all[0].records[0].fields[0].name == "second"


KEYWORDS = (
    "schema enum record reserved error python type over interface command oneway "
    "raises fatal protocol answers list map big int true"
).split()


@pytest.mark.parametrize("word", KEYWORDS)
def test_every_word_of_the_language_names_fields_members_and_roles(word: str) -> None:
    assert told(f"schema t\nrecord R {{\n{word}: int\nx: str {word}2: int\n}}") == []
    assert told(f"schema t\nrecord R {{ x: int {word}: str y: int }}") == []
    assert told(f'schema t\nenum E {{ a\n{word}\nb = "x" }}') == []
    assert told(f'schema t\nenum E {{ a {word} = "z" b }}') == []
    assert told(f"schema t\ninterface I {{ command C({word}: int) -> ({word}: str) }}") == []
    assert told(f"schema t\ninterface I {{}}\nprotocol P {{ {word} answers I }}") == []


@pytest.mark.parametrize(
    "word", sorted(set(KEYWORDS) - {"list", "map", "big", "int", "type", "protocol"})
)
def test_every_word_of_the_language_names_declarations(word: str) -> None:
    text = f"schema t\nrecord {word} {{ x: list[{word}] }}\nrecord R {{ a: {word} b: int }}"
    assert told(text) == []
    assert told(f"schema t\nerror {word}\ninterface I {{ command C() raises {word} }}") == []
    assert (
        told(
            f"schema t\nerror {word}\ninterface I {{\ncommand C() raises fatal {word}\n"
            f"command D() raises {word}, fatal {word}2\n}}\nerror {word}2"
        )
        == []
    )
    assert told(f"schema t\ninterface I {{ command {word}() }}") == []
    assert told(f"schema acme.{word}") == []


def test_an_error_called_fatal_may_end_a_list() -> None:
    text = "schema t\nerror fatal\ninterface I {\ncommand C() raises fatal\ncommand D()\n}"
    assert [len(one.raises) for one in compiled(text).schemas[0].interfaces[0].commands] == [1, 0]


def test_new_lines_mean_nothing() -> None:
    one = "schema t record R { a: int b: str? reserved c, d } interface I { command C(a: int) }"
    assert told(one) == []
    assert told(one.replace(" ", "\n")) == []


def test_line_ends_do_not_change_the_meaning(tmp_path: Path) -> None:
    text = b"\xef\xbb\xbfschema t\r\n\r\n/// One.\r\n/// Two.\r\nrecord R {\r\n}\r\n"
    (tmp_path / "t.amp").write_bytes(text)
    found = understand([read(tmp_path / "t.amp")], []).schemas[0]
    plain = compiled(text.decode("utf-8-sig").replace("\r\n", "\n"), str(tmp_path / "t.amp"))
    assert found.records[0].doc == "One.\nTwo."
    assert found.digest == plain.schemas[0].digest


@pytest.mark.parametrize(
    "name, spelled",
    [
        ("getHTTPUrl", "get_http_url"),
        ("testName", "test_name"),
        ("AddUser", "add_user"),
        ("userID2", "user_id2"),
        ("already_snake", "already_snake"),
        ("X", "x"),
    ],
)
def test_names_are_spelled_as_python_spells_them(name: str, spelled: str) -> None:
    assert snake_case(name) == spelled


def test_classes_of_roles_are_spelled_as_python_spells_them() -> None:
    assert pascal_case("job_worker") == "JobWorker"


def test_what_would_be_a_keyword_gets_an_underscore() -> None:
    text = "schema t\ninterface I { command Import(From: str) }"
    command = compiled(text).schemas[0].interfaces[0].commands[0]
    assert (method(command), parameter(command.arguments[0].name)) == ("import_", "from_")


def test_findings_in_imported_files_are_told_with_those_of_the_file(tmp_path: Path) -> None:
    text = "schema a\nimport b\nrecord A { x: Strng y: b.B }\n// --- b.amp\nschema b\nrecord B { y: Strng }"
    paths = write(text, tmp_path, "a.amp")
    from tests.language.examples import findings

    found = findings(paths[:1], [])
    assert [Path(one.frame.place.source.name).name for one in found] == ["a.amp", "b.amp"]


def test_an_unused_import_is_a_warning_only(tmp_path: Path) -> None:
    paths = write("schema a\nimport b\n// --- b.amp\nschema b", tmp_path, "a.amp")
    found = understand([read(paths[0])], [])
    assert [one.rule for one in found.findings] == ["unused-import"]


def test_a_schema_may_have_nothing_in_it() -> None:
    assert rules_of("schema t") == []
    assert rules_of("schema t\ninterface I {}\nrecord R {}") == []
