"""What a schema could do better, and how a project says that it knows."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from ampgen.choosing import schema_names
from ampgen.findings import Finding, Refused, Severity
from ampgen.linting import review
from ampgen.reading import read
from ampgen.resources import resource_folder
from ampgen.text import Source
from ampgen.understanding import understand
from tests.language.examples import write

_ROOT = Path(__file__).parents[2]
_DOCUMENTATION = frozenset({"undocumented-command", "undocumented-field"})


def reviewed(*texts: str, ignore: frozenset[str] = frozenset()) -> tuple[Finding, ...]:
    sources = [Source(f"{text.split()[1]}.amp", text) for text in texts]
    return review(understand(sources, []), sources, ignore)


def rules(*texts: str, ignore: frozenset[str] = frozenset()) -> list[str]:
    return [one.rule for one in reviewed(*texts, ignore=ignore)]


def interface(commands: str) -> str:
    return f"schema a\n\ninterface I {{\n{commands}\n}}\n"


@pytest.mark.parametrize(
    "command",
    [
        "/// Do it to `x`.\ncommand C(x: int)",
        "/// Do it.\ncommand C(\n/// How often.\nx: int)",
        '@deprecated("use D")\ncommand C(@deprecated("no") x: int)',
        "// ampgen: allow undocumented-command, undocumented-field: plain\ncommand C(x: int)",
        "/// Do it.\ncommand C(x: int) // ampgen: allow undocumented-field: plain",
    ],
)
def test_what_is_explained_somehow_is_explained(command: str) -> None:
    assert rules(interface(command)) == []


def test_a_name_in_the_text_is_no_explanation_without_its_backticks() -> None:
    assert rules(interface("/// Do it to the x.\ncommand C(x: int)")) == ["undocumented-field"]


def test_one_finding_tells_all_fields_of_a_command_that_nobody_explains() -> None:
    (found,) = reviewed(
        interface("/// Do `b`.\ncommand C(a: int, b: int, c: int) -> (d: int, e: int)")
    )
    assert found.severity is Severity.WARNING
    assert found.fact == "`a`, `c` and 2 more fields of `C` have no documentation"


def test_a_field_that_is_allowed_alone_is_left_out_of_the_finding() -> None:
    fields = "a: int, // ampgen: allow undocumented-field: plain\nb: int"
    (found,) = reviewed(interface(f"/// Do it.\ncommand C(\n{fields})"))
    assert (found.rule, found.fact) == ("undocumented-field", "`b` of `C` has no documentation")


@pytest.mark.parametrize(
    "field",
    ["E", "E?", "list[E]", "map[E, int]", "map[str, list[E]]", "R", "list[R]?", "big[list[E]]"],
)
def test_a_closed_enum_is_found_however_deep_it_is_in_a_response(field: str) -> None:
    types = "enum E { a b }\n/// `e`\nrecord R { e: list[E] }\n"
    text = interface(f"/// Get `x`.\ncommand C() -> (x: {field})").replace(
        "interface", f"{types}interface"
    )
    assert rules(text) == ["closed-enum-in-response"]
    assert rules(text.replace("-> (", "(").replace("C()", "C")) == []
    assert rules(text.replace("a b", "a b _")) == []


def test_an_enum_is_told_about_in_the_schema_that_declares_it() -> None:
    common = "schema common\n\nenum E { a b }\n"
    user = (
        "schema user\n\nimport common\n\n"
        + interface("/// Get `x`.\ncommand C() -> (x: common.E)")[10:]
    )
    found = reviewed(common, user)
    assert [(one.rule, one.frame.place.source.name) for one in found] == [
        ("closed-enum-in-response", "common.amp")
    ]
    sources = [Source("user.amp", user)]
    imported = understand([*sources, Source("common.amp", common)], [])
    only_user = replace(imported, schemas=imported.schemas[:1])
    assert review(only_user, sources) == ()


def test_a_role_that_answers_something_else_may_have_one_way_commands_only() -> None:
    events = "/// Said.\noneway command Said()"
    assert rules(interface(events)) == ["oneway-only"]
    asked = "interface J {\n/// Ask.\ncommand Ask()\n}\n"
    same = "protocol P { server answers I, J }"
    other = "protocol P { server answers J  client answers I }"
    assert rules(interface(events) + asked + same) == []
    assert rules(interface(events) + asked + other) == ["oneway-only"]
    assert rules("schema a\n\ninterface I {}\n") == []


def test_an_error_is_raised_by_any_schema_at_hand() -> None:
    common = "schema common\n\nerror E\n\n" + interface("/// Do.\ncommand C()")[10:]
    user = (
        "schema user\n\nimport common\n\n" + interface("/// Do.\ncommand C() raises common.E")[10:]
    )
    assert rules(common) == ["unraised-error"]
    assert rules(common, user) == []
    assert rules("schema common\n\nerror E\n") == []


def test_an_allowance_of_a_habit_that_nobody_breaks_is_told_about() -> None:
    text = interface("/// Do.\ncommand C() // ampgen: allow undocumented-command: plain")
    (found,) = reviewed(text)
    assert (found.rule, found.frame.place.line) == ("unused-allowance", 5)


def test_what_a_project_ignores_is_told_neither_as_such_nor_as_an_allowance() -> None:
    text = interface("// ampgen: allow undocumented-command: plain\ncommand C(x: int)")
    assert rules(text) == ["undocumented-field"]
    assert rules(text, ignore=_DOCUMENTATION) == []
    assert rules(text, ignore=frozenset({"unused-allowance"})) == ["undocumented-field"]


def test_a_hostile_schema_is_told_as_much_as_somebody_reads() -> None:
    commands = "\n".join(f"command c_{number}(X: int)" for number in range(5_000))
    assert len(reviewed(interface(commands))) == 500


def test_many_records_that_hold_each_other_are_looked_into_once() -> None:
    records = "".join(
        f"/// `a` `b`\nrecord R{number} {{ a: list[R{number + 1}] b: list[R{number + 1}] }}\n"
        for number in range(200)
    )
    text = records + "record R200 {}\n"
    many = "\n".join(f"/// `x`\ncommand C{number}() -> (x: R0)" for number in range(200))
    assert rules(interface(many).replace("interface", f"{text}interface")) == []


def test_the_examples_do_nothing_that_could_be_better() -> None:
    files = schema_names([str(_ROOT / "examples")], ValueError)
    by_folder: dict[Path, list[Source]] = {}
    for file in files:
        by_folder.setdefault(Path(file).parent, []).append(read(file))
    for sources in by_folder.values():
        assert review(understand(sources, []), sources) == ()


def test_the_schema_of_the_readme_does_nothing_that_could_be_better() -> None:
    text = (_ROOT / "README.md").read_text("utf-8")
    (schema,) = re.findall(r"^```\n(schema .*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert reviewed(schema) == ()


def test_the_schemas_of_the_reference_only_explain_less_than_they_could(tmp_path: Path) -> None:
    text = (resource_folder("grammar") / "reference.md").read_text("utf-8")
    for number, example in enumerate(re.findall(r"^```amp\n(.*?)^```$", text, re.M | re.S)):
        folder = tmp_path / str(number)
        name = re.search(r"^schema (\S+)$", example, re.MULTILINE)
        assert name is not None
        first, *_ = write(example, folder, name.group(1).replace(".", "/") + ".amp")
        sources = [read(first)]
        assert review(understand(sources, [folder]), sources, _DOCUMENTATION) == ()


def test_an_import_that_only_a_default_names_is_used() -> None:
    other = "schema b\n\nenum Mode {\n    fast\n    _\n}\n"
    text = "schema a\nimport b\nimport b as c\ninterface I {{\n command C(m: {}) }}\n"
    rest = _DOCUMENTATION
    assert rules(text.format("b.Mode = c.Mode.fast"), other, ignore=rest) == []
    (found,) = reviewed(text.format("b.Mode = Mode.fast"), other, ignore=rest)
    assert (found.rule, found.fact) == ("unused-import", "nothing here uses `c`")


@pytest.mark.parametrize("value", ["z.Mode.fast", "b.Mode.fast", "b.c.Mode.fast"])
def test_a_member_is_named_by_the_schema_that_declares_it(value: str) -> None:
    other = "schema b\n\nenum Mode {\n    fast\n    _\n}\n"
    text = f"schema a\nimport b\nenum Mode {{ fast }}\ninterface I {{\n command C(m: Mode = {value}) }}"
    sources = [Source("a.amp", text), Source("b.amp", other)]
    with pytest.raises(Refused) as refused:
        understand(sources, [])
    (found,) = refused.value.findings
    assert (found.rule, found.fact) == ("bad-default", f"`Mode` has no member `{value}`")
    assert found.help == "did you mean `fast`?"
