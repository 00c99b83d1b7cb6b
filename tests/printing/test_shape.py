"""Whatever a schema holds, and however long its names are, black changes nothing."""

from __future__ import annotations

from pathlib import Path

import black
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ampgen import formatting
from ampgen.findings import Refused
from ampgen.presenting import present
from ampgen.reading import read
from ampgen.rendering import render
from ampgen.text import Source
from ampgen.understanding import understand

TOP = Path(__file__).parents[2]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SCALARS = ["int", "bytes", "str", "float", "bool", "decimal", "datetime", "path", "json"]
DEFAULTS = {
    "int": ["= -3", "= 123456789012345678901234567890"],
    "str": ['= "it\'s \\"quoted\\" \\\\"', f'= "{"long " * 20}"'],
    "bytes": ['= "\\x00\\xff\\""'],
    "float": ["= 1e300", "= -0.5"],
    "bool": ["= true"],
    "decimal": ["= 1.50"],
}
WORDS = st.text("ab\"'\\{}%# ", max_size=40).map(str.strip) | st.text("word ", max_size=120)


def names(first: str, last: str = "") -> st.SearchStrategy[str]:
    tails = st.text(LETTERS + "_0123456789", max_size=50)
    return tails.map(lambda tail: f"{first}{tail}{last}".rstrip("_") + "q")


@st.composite
def schemas(draw: st.DrawFn) -> str:
    """Write a schema; not each is accepted, for names may fall together."""

    def doc() -> str:
        lines = draw(st.lists(WORDS, max_size=3))
        return "".join(f"/// {line}\n" for line in lines) if any(lines) else ""

    enum, record = draw(names("E")), draw(names("R"))
    kinds = [*SCALARS, enum, record]

    def field(index: int) -> str:
        kind = draw(st.sampled_from(kinds))
        shape = draw(st.sampled_from(["one", "one", "list", "map", "deep", "maybe", "default"]))
        name = draw(names(draw(st.sampled_from("abcdx")), str(index)))
        wire = draw(st.sampled_from(["", "", '@wire("%s-") ' % name, '@wire("\\"%d%%") ' % index]))
        written = kind
        if shape == "list":
            written = f"list[{kind}]{draw(st.sampled_from(['', ' = []', '?']))}"
        elif shape == "map":
            written = f"map[str, {kind}]"
        elif shape == "deep" and kind != record:
            written = f"map[int, list[list[{kind}]]]"
        elif shape == "maybe":
            written = f"{kind}?"
        elif shape == "default" and kind in DEFAULTS:
            written = f"{kind} {draw(st.sampled_from(DEFAULTS[kind]))}"
        return f"{doc()}{wire}{name}: {written}"

    def fields(separator: str) -> str:
        return separator.join(field(index) for index in range(draw(st.integers(0, 7))))

    members = "\n".join(
        f'{doc()}m{index} = "{index}\\""' for index in range(draw(st.integers(1, 9)))
    )
    kinds.remove(record)
    body = fields("\n")
    kinds.append(record)
    error = draw(names("X"))
    notes = ["", "@timeout(2) ", '@deprecated("not so") ']
    commands = "\n".join(
        f"{doc()}{draw(st.sampled_from(notes))}"
        f"command {draw(names(f'C{index}'))}({fields(', ')}) -> ({fields(', ')}) raises {error}"
        for index in range(draw(st.integers(0, 4)))
    )
    return (
        f"{doc()}schema shapes\n{doc()}enum {enum} {{\n{members}\n_\n}}\n"
        f"{doc()}record {record} {{\n{body}\n}}\n{doc()}error {error}\n"
        f"{doc()}interface {draw(names('I'))} {{\n{commands}\n}}\n"
    )


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(schemas())
def test_black_changes_nothing(text: str) -> None:
    try:
        (schema,) = understand([Source("shapes.amp", text)], []).schemas
    except Refused:
        return
    for path, printed in render(present(schema)).items():
        if path.endswith(".py") and not path.startswith("_wire/"):
            assert black.format_str(printed, mode=black.Mode()) == printed, path


@pytest.mark.parametrize(
    "text",
    [
        # The docstring of a module, which has empty lines of its own and one that is too long.
        f"/// One.\n///\n///\n///\n/// {'word ' * 30}\n/// Two.\nschema shapes\nerror A\n",
        # One value alone behind a text of several lines.
        f"schema shapes\ninterface I {{ oneway command C{'c' * 48}(x{'y' * 12}: str?) }}\n",
    ],
)
def test_black_changes_nothing_of_what_was_wrong_once(text: str) -> None:
    (schema,) = understand([Source("shapes.amp", text)], []).schemas
    for path, printed in render(present(schema)).items():
        if path.endswith(".py") and not path.startswith("_wire/"):
            assert black.format_str(printed, mode=black.Mode()) == printed, path


@pytest.mark.parametrize(
    "file",
    [*TOP.glob("examples/*/*.amp"), *TOP.glob("tests/real/*.amp")],
    ids=lambda one: one.stem,
)
def test_schemas_as_people_write_them_need_no_black(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (schema,) = understand([read(file)], []).schemas
    monkeypatch.setattr(formatting, "_black", pytest.fail)
    for path, printed in render(present(schema)).items():
        if path.endswith(".py") and not path.startswith("_wire/"):
            assert black.format_str(printed, mode=black.Mode()) == printed, path


def test_names_of_everyday_length_need_no_black(monkeypatch: pytest.MonkeyPatch) -> None:
    records = "\n\n".join(
        f"record R{'e' * (length - 1)} {{\n{'f' * length}: int\n{'g' * length}: str\n}}"
        for length in range(4, 29)
    )
    (schema,) = understand([Source("shapes.amp", f"schema shapes\n\n{records}\n")], []).schemas
    given: list[str] = []

    def remembered(text: str) -> str:
        given.append(text)
        return black.format_str(text, mode=black.Mode())

    monkeypatch.setattr(formatting, "_black", remembered)
    printed = render(present(schema))["model.py"]
    assert given == []
    assert black.format_str(printed, mode=black.Mode()) == printed
    assert any(line.strip() == "return (" for line in printed.split("\n"))
