"""Findings as people see them."""

from __future__ import annotations

import re

import pytest

from ampgen.diagnosing import concise, tally, text
from ampgen.escaping import columns
from ampgen.findings import Finding, Frame
from ampgen.text import Place, Source
from tests.diagnosing.samples import DECLARED_TWICE, ONEWAY, WARNING, about

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def rows(shown: str) -> list[str]:
    """Return the source line and the lines below it, up to the help or the count."""
    lines = shown.split("\n")
    start = next(number for number, line in enumerate(lines) if re.match(r" *\d+ \|", line))
    return lines[start : next(n for n in range(start, len(lines)) if "|" not in lines[n])]


def test_a_finding_looks_as_it_was_designed() -> None:
    assert text([ONEWAY]) == (
        "users.amp:21:51: error[oneway-raises]: "
        "one-way command `Heartbeat` cannot raise `Banned`\n"
        "   |\n"
        "21 |     oneway command Heartbeat(at: datetime) raises Banned\n"
        "   |                                                   ^^^^^^ nobody waits for the answer\n"
        "   = help: an error in a one-way command would have no one to go to; "
        "drop `raises`, or drop `oneway`\n"
        "\n"
        "1 error\n"
    )


def test_another_place_that_matters_has_a_frame_of_its_own() -> None:
    assert text([DECLARED_TWICE]) == (
        "a.amp:3:7: error[declared-twice]: `A` is declared twice\n"
        "  |\n"
        "3 | error A\n"
        "  |       ^ declared again\n"
        " ::: a.amp:1:7\n"
        "  |\n"
        "1 | error A\n"
        "  |       - first declared here\n"
        "\n"
        "1 error\n"
    )


def test_two_places_in_one_line_share_its_frame() -> None:
    source = Source("a.amp", "record R { x: int, x: str }\n")
    finding = Finding(
        "declared-twice",
        "`x` is declared twice",
        Frame(Place(source, 19, 20), "declared again"),
        others=(Frame(Place(source, 11, 12), "first declared here"),),
    )
    assert rows(text([finding])) == [
        "1 | record R { x: int, x: str }",
        "  |                    ^ declared again",
        "  |            - first declared here",
    ]


def test_a_place_that_a_long_line_hides_has_a_frame_of_its_own() -> None:
    line = f"raises First, {'a' * 200}, First, {'b' * 200}"
    source = Source("a.amp", line + "\n")
    again = line.rindex("First")
    finding = Finding(
        "raised-twice",
        "`First` is raised twice",
        Frame(Place(source, again, again + 5), "once more"),
        others=(Frame(Place(source, 7, 12), "first here"),),
    )
    shown = text([finding], width=60).split("\n")
    assert ":::" in shown[4] and shown[4].endswith("a.amp:1:8")
    for row, label in ((2, "^^^^^ once more"), (6, "----- first here")):
        assert shown[row + 1].endswith(label)
        start = shown[row + 1].index(label)
        assert shown[row][start : start + 5] == "First"


def test_nothing_is_said_about_nothing() -> None:
    assert text([]) == concise([]) == tally([]) == ""


def test_the_last_line_counts() -> None:
    findings = [ONEWAY, WARNING, ONEWAY]
    assert text(findings).endswith("\n\n2 errors, 1 warning\n")
    assert tally([WARNING, WARNING]) == "2 warnings"


def test_concise_is_one_line_for_each() -> None:
    assert concise([ONEWAY, WARNING]) == (
        "users.amp:21:51: error[oneway-raises]: "
        "one-way command `Heartbeat` cannot raise `Banned`\n"
        "a.amp:3:7: warning[declared-twice]: `A` is declared twice\n"
    )


def test_colour_changes_nothing_but_colour() -> None:
    for make in (text, concise):
        plain = make([ONEWAY, WARNING], color=False)
        painted = make([ONEWAY, WARNING], color=True)
        assert painted != plain
        assert ESCAPE.sub("", painted) == plain


@pytest.mark.parametrize(
    ("line", "word", "expected"),
    [
        ("\tx: Strng", "Strng", ["1 |     x: Strng", "  |        ^^^^^ here"]),
        ("ab\tx: Strng", "Strng", ["1 | ab  x: Strng", "  |        ^^^^^ here"]),
        ('"日本" Strng', "Strng", ['1 | "日本" Strng', "  |        ^^^^^ here"]),
        ('"日本" Strng', "日本", ['1 | "日本" Strng', "  |  ^^^^ here"]),
        ("e\u0301 Strng", "Strng", ["1 | e\u0301 Strng", "  |   ^^^^^ here"]),
        ("\x1b[31m Strng", "Strng", ["1 | \\x1b[31m Strng", "  |          ^^^^^ here"]),
        ("\u202e Strng", "Strng", ["1 | \\u202e Strng", "  |        ^^^^^ here"]),
        ("a\rStrng", "Strng", ["1 | a\\rStrng", "  |    ^^^^^ here"]),
        ("\U000f0000", "\U000f0000", ["1 | \\U000f0000", "  | ^^^^^^^^^^ here"]),
    ],
)
def test_the_caret_stands_under_the_word(line: str, word: str, expected: list[str]) -> None:
    assert rows(text([about(line, word)])) == expected


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (8, 8, ["1 | schema a", "  |         ^ here"]),
        (9, 9, ["2 |", "  | ^ here"]),
        (0, 9, ["1 | schema a", "  | ^^^^^^^^ here"]),
    ],
)
def test_an_empty_or_long_place_has_its_caret_in_the_first_line(
    start: int, end: int, expected: list[str]
) -> None:
    source = Source("a.amp", "schema a\n")
    finding = Finding("some-rule", "wrong", Frame(Place(source, start, end), "here"))
    assert rows(text([finding])) == expected


@pytest.mark.parametrize("width", [40, 60, 61, 62, 63, 80, 100])
@pytest.mark.parametrize("before", ["x", "日"])
@pytest.mark.parametrize("count", [0, 10, 30, 40, 50, 500, 100_000])
def test_a_long_line_is_cut_around_the_spot(width: int, before: str, count: int) -> None:
    label = "there is no type `Strng` in this schema"
    line, carets, *below = rows(
        text([about(before * count + " Strng " + before * count, "Strng", label)], width=width)
    )
    assert all(columns(row) <= width for row in (line, carets, *below))
    at = carets.index("^^^^^")
    shown = [character for character in line for _ in range(columns(character))]
    assert "".join(shown[at : at + 5]) == "Strng"
    told = " ".join(row.removeprefix("  |") for row in (carets, *below))
    assert told.split() == ["^^^^^", *label.split()]


def test_help_is_wrapped_to_the_terminal() -> None:
    shown = text([ONEWAY], width=60)
    start = shown.index("   = help:")
    lines = shown[start : shown.index("\n\n", start)].split("\n")
    assert lines == [
        "   = help: an error in a one-way command would have no one",
        "           to go to; drop `raises`, or drop `oneway`",
    ]


@pytest.mark.parametrize("name", ["a\x1b[31m.amp", "a\nb.amp", "a\udcff.amp", "a\u202e.amp"])
def test_a_file_name_cannot_upset_a_terminal(name: str) -> None:
    finding = about("schema a\n", "schema", name=name)
    for shown in (text([finding]), concise([finding])):
        headline = shown.split("\n")[0]
        assert headline.endswith("this is wrong")
        assert headline.isprintable()
        headline.encode()


def test_a_fact_from_a_schema_cannot_upset_a_terminal() -> None:
    source = Source("a.amp", "schema a\n")
    finding = Finding(
        "some-rule", "no \x1b[2J", Frame(Place(source, 0, 6), "no \x07"), "no \u2028", ()
    )
    assert all(line.isprintable() for line in text([finding]).split("\n"))
