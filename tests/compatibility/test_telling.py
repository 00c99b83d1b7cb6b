"""What is told of changes that are no row of their own: who answers, what is called otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from ampgen.breaking import CATEGORIES, breaking
from ampgen.describing import describe
from ampgen.diagnosing import text
from ampgen.findings import Finding
from ampgen.loading import Found
from ampgen.reading import read
from ampgen.recalling import recall
from ampgen.text import Source
from ampgen.understanding import Understood, understand

ALL = tuple(CATEGORIES)
ROOT = Path(__file__).parents[2]


def version(text: str, name: str = "users.amp") -> Understood:
    whole = text if text.startswith("schema ") else f"schema users\n{text}"
    return understand([Source(name, whole)], ())


def told(
    old: str, new: str, first: str = "any", categories: Sequence[str] = ("wire",)
) -> list[Finding]:
    return list(breaking(version(old), version(new), first, categories))


def rules(old: str, new: str, first: str = "any", categories: Sequence[str] = ALL) -> list[str]:
    return [one.rule for one in told(old, new, first, categories)]


def test_a_message_says_who_breaks_how_and_the_safe_way() -> None:
    old = version("interface Users {\n    command Register(name: str)\n}", "main:users.amp")
    new = version("interface Users {\n    command Register(name: str, email: int)\n}")
    assert text(breaking(old, new), width=100) == (
        "users.amp:3:33: error[request-required-added]: `email` of `Register` is new and required\n"
        "  |\n"
        "3 |     command Register(name: str, email: int)\n"
        "  |                                 ^^^^^ required from now on\n"
        "  = help: old callers do not send it: their calls fail, and a plain Twisted responder "
        "closes the\n"
        "          connection; make it `int?` now and require it in the next release\n"
        "\n"
        "1 error\n"
    )


def test_a_message_shows_what_was_there() -> None:
    old = version("interface Users {\n    command Find() -> (id: int)\n}", "main:users.amp")
    new = version("interface Users {\n    command Find() -> (id: str)\n}")
    (found,) = breaking(old, new)
    assert found.fact == "`id` in the answer of `Find` is `str` now, and was `int`"
    (was,) = found.others
    assert (was.place.source.name, was.place.line, was.label) == ("main:users.amp", 3, "was `int`")
    assert found.help == (
        "new responders send `str`: read as `int` by an old caller, it is refused for some "
        "values: the call fails; add an optional field of the new type beside it, and deprecate "
        "this one"
    )


POINT = "record Point { x: int }"
MORE = "record Point { x: int y: int }"
USES = """
record Line { ends: list[Point] }
interface Maps {
    command Draw(line: Line, marks: map[str, Point])
    command Find() -> (at: Point?)
    command Move(by: Point)
    command Turn(by: Point)
    command Copy(by: Point)
}
"""


def test_a_record_is_told_by_the_ways_that_lead_to_it() -> None:
    found = {one.rule: one.fact for one in told(POINT + USES, MORE + USES)}
    assert found == {
        "request-required-added": "`y` of `Point` is new and required, in "
        "`Draw(marks{})`, `Move(by)`, `Turn(by)` and 1 more",
        "response-required-added": "`y` of `Point` is new and required, in `Find -> at`",
    }


def test_a_record_that_no_command_sends_is_there_for_schemas_that_import_it() -> None:
    assert [(one.rule, one.fact) for one in told(POINT, MORE)] == [
        (
            f"{direction}-required-added",
            "`y` of `Point` is new and required, for schemas that import it",
        )
        for direction in ("request", "response")
    ]


def test_an_enum_that_no_command_sends_is_there_for_them_too() -> None:
    kinds = "enum Kind {{ a b {} }} enum Open {{ a {} _ }} enum Number: int {{ a = 1 }}"
    rules = [one.rule for one in told(kinds.format("", ""), kinds.format("c", "c"))]
    assert rules == ["request-enum-member-added", "response-enum-member-added"]


def test_a_record_in_itself_is_followed_once() -> None:
    tree = "record Tree {{ {} children: list[Tree] }} interface Work {{ command Do(tree: Tree) }}"
    (found,) = told(tree.format(""), tree.format("label: str"))
    assert found.fact == "`label` of `Tree` is new and required, in `Do(tree)`"


ANSWERED = """
interface Users { command Register(name: str) }
interface Sessions { command Ask(question: str) -> (yes: bool) }
protocol Accounts { server answers Users client answers Sessions }
"""


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("any", ["request-required-added"] * 2),
        ("server", ["request-required-added"]),
        ("client", ["request-required-added"]),
    ],
)
def test_who_answers_decides_what_counts(first: str, found: list[str]) -> None:
    new = ANSWERED.replace("name: str", "name: str, email: str").replace(
        "question: str", "question: str, by: str"
    )
    findings = told(ANSWERED, new, first)
    assert [one.rule for one in findings] == found
    if first != "any":
        # The side that is new answers: old callers of the other side do not know it.
        (one,) = findings
        assert ("Register" if first == "server" else "Ask") in one.fact


def test_what_a_new_caller_reads_counts_where_the_other_side_answers() -> None:
    new = ANSWERED.replace("yes: bool", "yes: bool, sure: bool")
    assert [one.rule for one in told(ANSWERED, new, "server")] == ["response-required-added"]
    assert told(ANSWERED, new, "client") == []


def test_an_interface_on_both_sides_counts_both_ways() -> None:
    both = "interface Chat { command Say(text: str) } "
    both += "protocol Talk { server answers Chat client answers Chat }"
    new = both.replace("text: str", "text: str, to: str")
    assert rules(both, new, "server", ["wire"]) == ["request-required-added"]
    assert rules(both, new, "client", ["wire"]) == ["request-required-added"]


def test_other_roles_are_first_too() -> None:
    jobs = "interface Jobs { command Run(job: str) } protocol Work { worker answers Jobs }"
    new = jobs.replace("job: str", "job: str, nice: int")
    assert rules(jobs, new, "worker", ["wire"]) == ["request-required-added"]
    assert rules(jobs, new, "peer", ["wire"]) == []


def test_a_protocol_that_says_what_was_so_already_changes_nothing() -> None:
    alone = "interface Users { command Register(name: str) }"
    assert (
        rules(alone, f"{alone} protocol Users_ {{ server answers Users }}", "any", ["wire"]) == []
    )
    moved = f"{alone} protocol Users_ {{ client answers Users }}"
    assert rules(alone, moved, "any", ["wire"]) == ["command-moved-role"]


def test_names_that_do_not_travel_break_no_call() -> None:
    for old, new, rule in (
        ("interface Users {", "interface People {", "interface-name-changed"),
        ("protocol Accounts", "protocol Logins", "protocol-name-changed"),
        ("server answers", "master answers", "protocol-name-changed"),
    ):
        text = ANSWERED.replace(old, new)
        text = text.replace("answers Users", "answers People") if "People" in new else text
        assert rules(ANSWERED, text) == [rule]
        assert told(ANSWERED, text) == []


def test_a_command_may_go_to_another_interface_of_the_same_role() -> None:
    old = """
    interface Users { command Register(name: str) command Find(id: int) command Ban(id: int) }
    protocol Accounts { server answers Users }
    """
    new = """
    interface Users { command Register(name: str) command Find(id: int) }
    interface Police { command Ban(id: int, why: str) }
    protocol Accounts { server answers Users, Police }
    """
    assert rules(old, new, "any", ["source", "wire"]) == [
        "python-name-changed",
        "request-required-added",
    ]
    elsewhere = new.replace(
        "server answers Users, Police", "server answers Users client answers Police"
    )
    assert rules(old, elsewhere, "any", ["source", "wire"]) == ["command-moved-role"]
    assert rules(old, elsewhere, "client", ["wire"]) == []


def test_a_schema_of_another_name_is_the_only_one() -> None:
    old = f"schema users {ANSWERED}"
    assert rules(old, old.replace("schema users", "schema acme.people")) == ["schema-name-changed"]


def test_a_renamed_record_is_followed() -> None:
    uses = "interface Maps { command Move(by: Point) }"
    renamed = f"{MORE} {uses}".replace("Point", "Spot")
    assert rules(f"{POINT} {uses}", renamed) == ["type-name-changed", "request-required-added"]


def test_texts_of_a_schema_are_shown_as_they_are() -> None:
    old = 'interface Users { @wire("{was} {0}\\x1b[31m") command Find() }'
    new = 'interface Users { @wire("{wire}") command Find() }'
    (found,) = told(old, new)
    assert "`{was} {0}\\x1b[31m`" in text([found]) and "\x1b" not in text([found])
    assert "{wire}" in found.help


@pytest.mark.parametrize("first", ["any", "server", "client"])
def test_nothing_changes_between_a_schema_and_itself(first: str) -> None:
    for one in (ANSWERED, POINT + USES, 'error E = "\\xff" python "a:B"\n' + ANSWERED):
        assert rules(one, one, first) == []


@pytest.mark.parametrize(
    "schema",
    sorted([*ROOT.glob("examples/**/*.amp"), *ROOT.glob("tests/real/*.amp")]),
    ids=lambda path: path.stem,
)
def test_nothing_changes_between_a_schema_and_its_description(schema: Path) -> None:
    new = understand([read(schema)], ())
    old = recall(Source("old.json", describe(new.schemas[0])))
    assert breaking(old, new, categories=ALL) == ()
    assert breaking(new, old, categories=ALL) == ()


class Texts:
    """Schemas that are found by their names, in memory."""

    place = "here"

    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts

    def find(self, name: str) -> Found | None:
        if name not in self._texts:
            return None
        return Found(f"{name}.amp", lambda: Source(f"{name}.amp", self._texts[name]))

    def why(self, name: str) -> str:
        return ""

    def names(self) -> tuple[str, ...]:
        return ()


def many(texts: dict[str, str], *given: str) -> Understood:
    return understand([Source(f"{one}.amp", texts[one]) for one in given], [Texts(texts)])


def test_what_has_one_name_in_two_schemas_is_told_apart() -> None:
    texts = {
        "common": 'schema common error Bad = "c" interface Health { command Ping() } '
        "protocol Link { server answers Health }",
        "other": 'schema other error Bad = "o"',
        "users": "schema users import common import other "
        "interface Users { command Find() raises common.Bad, other.Bad } "
        "protocol Link { client answers Users, common.Health }",
    }
    old = many(texts, "users")
    assert breaking(old, many(texts, "users"), categories=ALL) == ()
    turned = texts["users"].replace("common.Bad, other.Bad", "other.Bad, common.Bad")
    assert breaking(old, many({**texts, "users": turned}, "users"), categories=ALL) == ()
    fewer = texts["users"].replace("common.Bad, ", "")
    (found,) = breaking(old, many({**texts, "users": fewer}, "users"), categories=ALL)
    assert found.rule == "error-removed"


def test_thousands_of_renamed_commands_are_matched_at_once() -> None:
    count = 5_000
    old = " ".join(f"command A{one}()" for one in range(count))
    new = " ".join(f'@wire("A{one}") command B{one}()' for one in range(count))
    found = rules(f"interface Work {{ {old} }}", f"interface Work {{ {new} }}")
    assert set(found) == {"python-name-changed"} and len(found) == count


def test_a_key_that_another_field_had_is_told_as_what_it_is_taken_for() -> None:
    command = "interface Work {{ command Do({}) }}"
    for old, new, found in (
        (
            "a: int, b: int",
            '@wire("b") a: int, @wire("a") b: int',
            [
                "`b`, which is found there, is taken for `a`",
                "`a`, which is found there, is taken for",
            ],
        ),
        (
            '@wire("x") a: int?, b: int',
            'a: int?, @wire("x") c: int, b: int',
            [
                "it is lost in silence",
                "old callers send `a` as `x`: it is taken for `c` in silence",
            ],
        ),
        (
            "a: int, b: bool",
            '@wire("b") a: int',
            [
                "`b`, which is found there, is no `a`: the call fails",
                "new callers send `a` as `b`: it is no `b`",
            ],
        ),
    ):
        findings = told(command.format(old), command.format(new))
        assert [one.rule for one in findings] == ["field-wire-name-changed"] * 2
        for one, text in zip(findings, found):
            assert text in one.help


def test_keys_that_begin_alike_are_not_the_same() -> None:
    old, new = (
        f'interface Work {{ command Do(@wire("{"k" * 60}{end}") a: int) }}' for end in "12"
    )
    assert rules(old, new) == ["field-wire-name-changed"]


def test_a_role_is_matched_by_what_it_answers_not_by_its_name() -> None:
    alone = "interface Users { command Register(name: str) }"
    worker = f"{alone} protocol Accounts {{ worker answers Users }}"
    assert rules(alone, worker) == ["protocol-name-changed"]
    assert rules(worker, alone) == ["python-name-removed"]
    (found,) = told(alone, worker, categories=ALL)
    assert (
        found.fact
        == "`Users` is answered in protocol `Accounts` now, and was in one of its own name"
    )


def test_a_role_that_is_upgraded_first_and_answers_from_now_on_breaks_nothing() -> None:
    # A new client answers, an old server too, and neither calls.
    old = "interface Users { command Do() } protocol Link { server answers Users }"
    new = old.replace("server answers", "client answers")
    for first, found in (("any", 1), ("server", 1), ("client", 0)):
        assert len(told(old, new, first)) == found


def test_a_role_that_answers_too_is_news() -> None:
    old = "interface Users { command Do() } protocol Link { server answers Users }"
    new = old.replace("server answers Users", "server answers Users client answers Users")
    (found,) = told(old, new, categories=ALL)
    assert (found.rule, found.fact) == ("command-added", "`client` answers `Users` too")


def test_a_protocol_that_answered_all_along_is_no_successor() -> None:
    old = "interface Users { command Do() } protocol A { client answers Users } "
    old += "protocol B { server answers Users }"
    new = old.replace("protocol A { client answers Users } ", "")
    (found,) = told(old, new)
    assert (found.rule, found.fact) == (
        "command-removed",
        "`client` does not answer `Users` any more, in `A`",
    )


def test_what_went_to_another_schema_is_told_to_programs_alone() -> None:
    old = {
        "common": "schema common",
        "users": "schema users import common record User { name: str } "
        "interface Users { command Find() -> (user: User) } "
        "protocol Link { server answers Users }",
    }
    new = {
        "common": "schema common record User { name: str } "
        "interface Users { command Find() -> (user: User) }",
        "users": "schema users import common protocol Link { server answers common.Users }",
    }
    found = breaking(many(old, "users"), many(new, "users"), categories=ALL)
    assert {one.rule: one.fact for one in found} == {
        "type-name-changed": "record `User` is in schema `common` now, and was in `users`",
        "interface-name-changed": "interface `Users` is in schema `common` now, and was in `users`",
    }


def test_names_are_kept_free_of_renamed_records_and_of_commands_that_went() -> None:
    uses = "interface Maps {{ command Move(by: {0}) }} record {0} {{ x: int {1} }}"
    found = told(uses.format("Point", "y: int?"), uses.format("Spot", ""), categories=["hygiene"])
    assert [one.fact for one in found] == [
        "`y` of `Spot` is gone, and its name is free to come back"
    ]
    old = "interface A { command Do() command Other() } interface B { command More() }"
    new = "interface A { command Other() } interface B { command More() command Do() }"
    assert told(old, new, categories=["hygiene"]) == []


def test_types_of_one_name_are_told_apart() -> None:
    level = "enum Level{} {{ one{} }} interface Work {{ command Do(at: Level) }}"
    (found,) = told(level.format("", ""), level.format(": int", " = 1"))
    assert found.fact == "`at` of `Do` is `Level: int` now, and was `Level: str`"
    mail = 'type Mail = python "a:{}" as "a:{}" over {} interface Work {{ command Do(to: Mail) }}'
    for before, after, fact in (
        ("AMs", "AMi", "is `Mail over int` now, and was `Mail over str`"),
        ("AMs", "ANs", "is `Mail as a:N` now, and was `Mail as a:M`"),
        ("AMs", "BMs", "is read and written by another class"),
    ):
        kinds = {"i": "int", "s": "str"}
        old, new = (mail.format(one[0], one[1], kinds[one[2]]) for one in (before, after))
        (found,) = told(old, new, categories=ALL)
        assert found.fact == f"`to` of `Do` {fact}"


def test_a_type_that_no_program_imports_may_have_another_name() -> None:
    mail = 'type {0} = python "a:A" as "a:M" over str interface Work {{ command Do(to: {0}) }}'
    assert rules(mail.format("Mail"), mail.format("Email")) == []


WHATEVER, SOME = "is refused whatever it is", "is refused for some values"


@pytest.mark.parametrize(
    "members, kind, forth, back",
    [
        ("low high", "int", WHATEVER, WHATEVER),
        ('one = "1" high', "int", SOME, SOME),
        ('one = "01"', "int", SOME, WHATEVER),
        ("low high _", "int", SOME, ""),
        ("low high", "float", WHATEVER, WHATEVER),
        ("nan", "float", SOME, SOME),
        ("low", "decimal", WHATEVER, WHATEVER),
        ("low", "bool", WHATEVER, WHATEVER),
        ('low yes = "True"', "bool", SOME, SOME),
        ("low", "datetime", WHATEVER, WHATEVER),
        ("low", "json", WHATEVER, WHATEVER),
        ("null", "json", SOME, SOME),
        ("low", "list[int]", "is taken for something else in silence", ""),
    ],
)
def test_an_enum_is_refused_as_another_type_by_its_members(
    members: str, kind: str, forth: str, back: str
) -> None:
    enum = f"enum Level {{ {members} }}\n"
    (found,) = told(
        f"{enum}interface I {{ command C(n: Level) }}",
        f"{enum}interface I {{ command C(n: {kind}) }}",
    )
    old, _, new = found.help.partition("; ")
    assert forth in old
    assert back in new
