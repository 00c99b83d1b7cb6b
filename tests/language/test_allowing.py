"""What a schema allows, where, and what is said about allowances that are none."""

from __future__ import annotations

import re

import pytest

from ampgen.allowing import Allowances, allowances, judge
from ampgen.findings import Finding, Frame, Severity
from ampgen.text import Place, Source
from ampgen.tidying import tidy

TEXT = """\
schema users

// ampgen: allow unused-import: of the whole record
record User {
    a: str    // ampgen: allow stray-doc: of one line
    // ampgen: allow stray-doc until 2.0: of a field
    @wire("}//")
    b: map[str,
        int]?
    c: str
}

interface Users
    raises Taken {
    // ampgen: allow unused-import, stray-doc: of a command
    /// Documented.
    command Add(
        name: str,
        // ampgen: allow unused-import: of an argument
        email: str,
    ) -> (
        id: int,
    ) raises Taken,
        Banned
    command Remove(id: int)
}
// ampgen: allow stray-doc: at the end
"""


def covered(text: str) -> list[tuple[str, int, int]]:
    return [(one.rule, one.start, one.end) for one in allowances(Source("users.amp", text))]


def warning(source: Source, rule: str, line: int) -> Finding:
    start = sum(len(text) + 1 for text in source.text.split("\n")[: line - 1])
    frame = Frame(Place(source, start, start), "")
    return Finding(rule, "", frame, severity=Severity.WARNING)


def test_an_allowance_covers_what_it_stands_before_or_its_line() -> None:
    assert covered(TEXT) == [
        ("unused-import", 3, 12),
        ("stray-doc", 5, 6),
        ("stray-doc", 6, 10),
        ("unused-import", 15, 25),
        ("stray-doc", 15, 25),
        ("unused-import", 19, 21),
        ("stray-doc", 27, 27),
    ]


def test_above_the_name_of_the_schema_it_covers_the_file() -> None:
    text = "// Ours.\n\n// ampgen: allow stray-doc: of all\n/// Users.\nschema users\n\nimport a\n"
    assert covered(text) == [("stray-doc", 1, 9)]


def test_behind_a_bracket_or_an_end_it_covers_what_is_opened_or_ends_there() -> None:
    text = """\
schema a
enum E {  // ampgen: allow stray-doc: opened
    a
}
record R {
    @wire("x")
    a: int  // ampgen: allow stray-doc: ends
    b: int
}  // ampgen: allow stray-doc: closed
interface I {
    command C(  // ampgen: allow stray-doc: opened too
        a: int,
        b: list[
            int],  // ampgen: allow stray-doc: ends before a comma
    ) raises E,
        F  // ampgen: allow stray-doc: ends with a list
    command D(a: int,  // ampgen: allow stray-doc: of an argument
        b: int)
}
"""
    spans = [(start, end) for _, start, end in covered(text)]
    assert spans == [(2, 5), (6, 8), (5, 10), (11, 17), (13, 15), (11, 17), (17, 18)]


def test_between_annotations_it_covers_what_they_annotate() -> None:
    text = """\
schema a
interface I {
    @since("1")
    // ampgen: allow stray-doc: before an annotation
    @timeout(2)
    // ampgen: allow stray-doc: before the word
    command A(
        a: int)
}
"""
    assert covered(text) == [("stray-doc", 4, 9), ("stray-doc", 6, 9)]


@pytest.mark.parametrize(
    "text, words",
    [
        ("enum E { aa bb }  // ampgen: allow x: closed\n", "E aa bb"),
        (f"interface I {{ command C({'a: int, ' * 12}b: int) // ampgen: allow x: y\n}}\n", "C b"),
        ("record R // ampgen: allow x: y\n{ aa: int\n}\n", "R"),
        ("interface I { command C() -> (b: int) // ampgen: allow x: y\n raises E }\n", "C b"),
    ],
)
def test_what_an_allowance_covers_it_covers_once_it_is_tidied(text: str, words: str) -> None:
    def is_covered(text: str) -> list[str]:
        ((_, start, end),) = covered(text)
        lines = text.split("\n")[start - 1 : end - 1]
        found = re.findall(r"\w+", " ".join(line.partition("//")[0] for line in lines))
        return [word for word in words.split() if word in found]

    text = "schema a\n" + text
    after = tidy(Source("a.amp", text))
    assert after != text
    assert is_covered(text) == is_covered(after) == words.split()


def test_a_string_holds_no_allowance() -> None:
    assert covered('schema a\nerror E = "// ampgen: allow stray-doc: no"\n') == []


@pytest.mark.parametrize("text", [TEXT[:end] for end in range(0, len(TEXT), 7)])
def test_broken_schemas_have_allowances_too(text: str) -> None:
    last = text.count("\n") + 2
    assert all(1 <= start <= end <= last for _, start, end in covered(text))


def test_words_of_the_language_are_names_inside_of_what_is_covered() -> None:
    text = (
        "schema a\nrecord reserved {\n// ampgen: allow stray-doc: x\nreserved: record?\nin: str\n}"
    )
    assert covered(text) == [("stray-doc", 3, 5)]


def test_reasons_and_versions_are_kept() -> None:
    (one,) = allowances(
        Source("a.amp", "//ampgen: allow  a-b  until 2.0 :  who: nobody  \nschema a")
    )
    assert (one.rule, one.until, one.reason) == ("a-b", "2.0", "who: nobody")


def test_what_is_allowed_is_taken_out_and_the_rest_is_kept() -> None:
    source = Source("users.amp", TEXT)
    findings = [warning(source, "stray-doc", line) for line in range(1, 28)]
    told = judge(findings, [source], {"stray-doc"})
    lines = [one.frame.place.line for one in told if one.rule == "stray-doc"]
    assert lines == [*range(1, 5), *range(10, 15), *range(25, 28)]
    unused = [one.frame.place.line for one in told if one.rule == "unused-allowance"]
    assert unused == [27]


def test_nothing_is_said_about_rules_that_were_not_looked_for() -> None:
    source = Source("users.amp", TEXT)
    assert judge([], [source], ()) == ()
    told = judge([], [source], {"unused-import"})
    assert [one.frame.place.line for one in told] == [3, 15, 19]


def test_errors_of_the_language_stay_whatever_is_allowed() -> None:
    source = Source("a.amp", "// ampgen: allow unexpected: please\nschema a\n}\n")
    finding = warning(source, "unexpected", 3)
    kept, complaint = judge([finding], [source], ())
    assert kept is finding and complaint.rule == "bad-allowance"
    assert "`unexpected` cannot be allowed" in complaint.fact


@pytest.mark.parametrize(
    "version, over",
    [("1.9", False), ("2", True), ("2.0.0", True), ("2.1rc1", True), ("10", True), ("x", False)],
)
def test_an_allowance_ends_with_the_version_that_it_names(version: str, over: bool) -> None:
    text = "schema a\n// ampgen: allow stray-doc until 2.0: soon\nimport b\n"
    source = Source("a.amp", text)
    finding = warning(source, "stray-doc", 3)
    told = judge([finding], [source], {"stray-doc"}, version)
    assert [one.rule for one in told] == (["stray-doc", "unused-allowance"] if over else [])


@pytest.mark.parametrize(
    "text, fact",
    [
        ("allow a-b", "this allowance gives no reason"),
        ("allow a-b until 2.0", "this allowance gives no reason"),
        ("allow a-b, c-d :", "this allowance gives no reason"),
        ("allow a-b - nobody reads it", "no colon stands before the reason of this allowance"),
        ("allow a-b (nobody)", "no colon stands before the reason of this allowance"),
        ("allow a-b, : nobody", "this allowance does not list rules with commas between them"),
        ("allow a-b c-d: nobody", "this allowance does not list rules with commas between them"),
        ("allow a-b until soon: nobody", "this allowance does not say until which version"),
        ("allow: nobody", "this allowance names no rule"),
        ("ignore a-b: nobody", "`ampgen: ignore` means nothing in a schema"),
    ],
)
def test_what_is_wrong_with_the_form_of_an_allowance_is_told(text: str, fact: str) -> None:
    source = Source("a.amp", f"schema a\n// ampgen: {text}\nrecord R {{}}\n")
    (found,) = judge([], [source], ())
    assert (found.rule, found.fact) == ("bad-allowance", fact)


def test_an_allowance_is_that_of_its_own_file() -> None:
    one, other = Source("a.amp", TEXT), Source("b.amp", "schema b\n")
    allowed = Allowances([one, other])
    assert allowed.allows("stray-doc", warning(one, "stray-doc", 5).frame.place)
    assert not allowed.allows("stray-doc", warning(other, "stray-doc", 1).frame.place)


def test_many_allowances_take_no_longer_than_few_for_each() -> None:
    text = "schema a\n" + "// ampgen: allow stray-doc: x\n" * 20_000 + "record R {}\n"
    source = Source("a.amp", text)
    findings = [warning(source, "stray-doc", 20_002)] * 2000
    assert judge(findings, [source], {"stray-doc"}) == ()
