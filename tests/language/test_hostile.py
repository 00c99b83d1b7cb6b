"""Input that means no good, or means nothing."""

from __future__ import annotations

import gc
import os
import random
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ampgen.findings import Refused, Unusable
from ampgen.reading import LARGEST, decode, read
from ampgen.text import Source
from ampgen.understanding import understand
from tests.language.examples import compiled, rules_of, told

_EVERYTHING = Path(__file__).parents[1] / "accepted" / "everything" / "schema.amp"
_TEXT = _EVERYTHING.read_text("utf-8")


@pytest.fixture(autouse=True)
def without_looking_for_garbage() -> Iterator[None]:
    """Run as the command line does: among so many objects it would take most of the time."""
    gc.disable()
    yield
    gc.enable()


def _refused_or_right(text: str) -> None:
    try:
        understand([Source(str(_EVERYTHING), text)], [])
    except Refused as refused:
        assert refused.findings


def test_a_schema_may_end_anywhere() -> None:
    for end in range(0, len(_TEXT), 23):
        _refused_or_right(_TEXT[:end])


def test_any_character_may_be_another() -> None:
    chance = random.Random(1)
    others = "\t\n \"'()[]{}<>:;,.=?@-_\\/|#09aZ\x00\x1b\u202e\u00e9\u20ac"
    for _ in range(150):
        at = chance.randrange(len(_TEXT))
        _refused_or_right(_TEXT[:at] + chance.choice(others) + _TEXT[at + 1 :])


def test_words_may_be_lost_doubled_or_swapped() -> None:
    chance = random.Random(2)
    words = re.findall(r'\s+|\w+|"[^"\n]*"|.', _TEXT)
    for turn in range(150):
        changed = list(words)
        one, other = chance.randrange(len(words)), chance.randrange(len(words))
        if turn % 3 == 0:
            changed[one], changed[other] = changed[other], changed[one]
        elif turn % 3 == 1:
            del changed[one]
        else:
            changed.insert(one, changed[other])
        _refused_or_right("".join(changed))


def test_one_lost_word_is_seldom_told_more_than_twice() -> None:
    bare = re.sub(r"//[^\n]*", lambda match: " " * len(match.group()), _TEXT)
    words = list(re.finditer(r'"[^"\n]*"|->|\w+|[^\s\w]', bare))[::9]
    told_more = 0
    for word in words:
        try:
            understand(
                [Source(str(_EVERYTHING), bare[: word.start()] + " " + bare[word.end() :])], []
            )
        except Refused as refused:
            told_more += len(refused.findings) > 2
    assert told_more <= len(words) // 30


_LARGE = {
    "nested lists": "schema a\nrecord R {\n a: " + "list[" * 100_000 + "int" + "]" * 100_000,
    "open lists": "schema a\nrecord R {\n a: " + "list[" * 100_000,
    "open brackets": "schema a\ninterface I { command C" + "(" * 150_000,
    "angles": "schema a\nrecord R { a: " + "a<" * 90_000,
    "one line": "schema a record R { a: int } // " + "x" * 1_000_000,
    "back slashes": 'schema a\nerror A = "' + "\\" * 100_001,
    "quotes": "schema a\nerror A = " + '"' * 300_000,
    "one number": "schema a\nrecord R { a: int = " + "9" * 900_000 + " }",
    "words": "schema a\n" + "a " * 500_000,
    "unknown types": "schema a\n" + "\n".join(f"record R{n} {{ a: S{n}x }}" for n in range(5000)),
    "unknown types among many": "schema a\n"
    + "\n".join(f"record R{n} {{ a: S{n} }}" for n in range(14_000)),
    "a long chain": "schema a\n"
    + "\n".join(f"record R{n} {{ a: R{n + 1} }}" for n in range(5000))
    + "\nrecord R5000 {}",
    "many nested lists": "schema a\nrecord R {\n a: " + "list[" * 1_600_000,
    "too many words": "schema a\n" + "a " * 4_000_000,
    "many words": "schema a\n" + "a " * 490_000,
    "many lines": "schema a\n" + "a\n" * 490_000,
    "many braces": "schema a\n" + "}\n" * 490_000,
    "many unknown types": "schema a\n"
    + "\n".join(f"record R{n} {{ a: S{n} }}" for n in range(69_000)),
    "nested declarations": "schema a\nrecord R {\n"
    + "".join(f"  record N{n} {{\n" for n in range(24_000)),
    "classes": "schema a\n" + "".join(f"class C{n}:\n  x = 'a'\n" for n in range(14_000)),
    "types without names": "schema a\ninterface I {\ncommand C(" + "A, " * 40_000 + ")\n}",
    "many quotes": "schema a\n" + '"\n' * 4_000_000,
    "many strays": "schema a\n" + '///\n""\n' * 900_000,
    "many characters": "schema a\n// " + "x" * 8_300_000 + "\na",
    "many odd characters": "schema a\n// " + "\u00e9" * 4_100_000 + "\na",
    "a long interface": "schema a\ninterface I {" + "command C()\n" * 120_000 + ";",
    "tabs": "schema a\n///a\n///" + "\t" * 100_000 + "x\nrecord R {}",
}


def test_a_file_has_at_most_500_000_words() -> None:
    members = "\n".join(f"m{n}" for n in range(500_000))
    (found,) = told(f"schema a enum E {{ {members} }}")
    assert found == "499996:1 file-too-large a schema file has at most 500,000 words"


def test_a_mistake_far_down_in_a_long_file_is_told_where_it_stands() -> None:
    commands = [
        f"    /// Does it.\n    command C{n}(a: int, b: str) -> (c: int)" for n in range(7_000)
    ]
    lines = ["schema a", "interface I {", *commands, "}"]
    assert told("\n".join(lines)) == []
    lines[6_000] = "    /// Does it.\n    command C5998(a int)"
    (found,) = told("\n".join(lines))
    assert found.startswith("12000:20 unexpected expected `:`"), found
    lines[100] = "    /// Does it.\n    command C98(a: int"
    assert [one.split(" ")[0] for one in told("\n".join(lines))] == ["200:23"]
    lines[100] = "    command C98(a: int)\n}\nrecord R {\n    a: int"
    assert [one.split(" ")[:2] for one in told("\n".join(lines))][:1] == [["202:11", "unclosed"]]
    lines[100] = "    /// Does it.\n    command C98(a: int) /// stray"
    lines[6_000] = "    /// Does it.\n    command C5998(a: int)"
    assert [one.split(" ")[1] for one in told("\n".join(lines))] == ["stray-doc"]


@pytest.mark.parametrize("case", _LARGE)
def test_no_file_takes_long(case: str) -> None:
    began = time.process_time()
    _refused_or_right(_LARGE[case])
    # Far more than is needed, so that only what grows out of bounds fails.
    assert time.process_time() - began < 6


def test_text_is_not_looked_into() -> None:
    for doc in ('"""', "\\", "{{ x }}{% raw %}", "%(x)s {0.__class__}", "# fmt: off", "\\N{DASH}"):
        assert compiled(f"schema t\n/// {doc}\nrecord R {{}}").schemas[0].records[0].doc == doc


@pytest.mark.parametrize("doc", ["a\0b", "a\u200b", "\U000e0041", "\x1b[2J", "\ufeff"])
def test_characters_that_mislead_are_refused_where_they_stand(doc: str) -> None:
    (found,) = told(f"schema t\n/// {doc}\nrecord R {{}}")
    assert found.startswith("2:") and " bad-character " in found


def test_a_carriage_return_alone_is_refused_where_it_stands() -> None:
    assert told("schema t\r\nrecord R {}", "t.amp") != []
    (found,) = told("schema t\n// a\r// b\nrecord R {}")
    assert found.startswith("2:5 bad-character ")


@pytest.mark.parametrize(
    "name, rule",
    [
        ("class", "python-keyword"),
        ("None", "python-keyword"),
        ("__debug__", "private-name"),
        ("__class__", "private-name"),
        ("____", "private-name"),
        ("_answer", "private-name"),
        ("ﬁle", "bad-name"),
        ("größe", "bad-name"),
        ("a１", "bad-name"),
        ("a-b", "bad-name"),
        ("k" * 256, "name-too-long"),
    ],
)
def test_names_that_cannot_be_are_refused_wherever_they_stand(name: str, rule: str) -> None:
    for text in (
        f"record R {{ {name}: int }}",
        f"record {name} {{}}",
        f"error {name}",
        f"enum {name} {{ a }}",
        f"enum E {{ {name} }}",
        f"interface {name} {{}}",
        f"interface I {{ command {name}() }}",
        f"interface I {{ command C({name}: int) }}",
        f"interface I {{ command C() -> ({name}: int) }}",
    ):
        assert rule in rules_of(f"schema t\n{text}")[:1], text


@pytest.mark.parametrize("name", ["cls", "kw", "items", "keys", "int", "bytes", "arguments", "id"])
def test_names_that_only_look_dangerous_are_accepted_for_fields(name: str) -> None:
    assert told(f"schema t\nrecord R {{ {name}: int other: str }}") == []
    assert told(f"schema t\ninterface I {{ command C({name}: int) -> ({name}: str) }}") == []


@pytest.mark.parametrize(
    "text, rule",
    [
        ("interface I { command A(a: int, a: int) }", "declared-twice"),
        ("interface I { command StartTLS() }", "bad-wire-name"),
        ('interface I { @wire("B") command A()\ncommand B() }', "wire-name-twice"),
        ('error A = "X"\nerror A = "Y"', "declared-twice"),
        ('error A = "UNHANDLED"', "reserved-code"),
        ("enum E: int { a = 1 b = 1 }", "enum-value-twice"),
        ("enum E: int { a = 1 b = true }", "enum-value"),
        ("record R { a: float = 1e999 }", "bad-number"),
        ("record R { a: float = nan }", "bad-default"),
        ('record R { a: int = "x" }', "bad-default"),
        ("record R { a: datetime = 9999-99-99 }", "unexpected"),
        ("record A { b: B }\nrecord B { a: A }", "endless-record"),
        ("record A { a: list[list[A]] }", "uncarriable"),
        ("record A { a: list[fd] }", "misplaced-fd"),
        ("record A { a: strng }", "unknown-type"),
        ("interface I { oneway command F() -> (a: int) }", "oneway-response"),
        ('import "../../../../etc/passwd"', "foreign-syntax"),
        ('import "file:///etc/passwd"', "foreign-syntax"),
        ("import ../x", "foreign-syntax"),
        ("import ~/x", "foreign-syntax"),
        ("import /etc/passwd", "foreign-syntax"),
    ],
)
def test_what_would_go_wrong_later_is_refused(text: str, rule: str) -> None:
    assert rules_of(f"schema t\n{text}")[:1] == [rule]


def test_a_default_is_a_literal_and_never_run() -> None:
    text = "schema t\nrecord R { a: str = __import__('os').system('id') }"
    assert "unexpected" in rules_of(text)


@pytest.mark.parametrize("text", ["", "\n\n", "// x\n", "# x\n"])
def test_a_file_without_a_schema_is_told_from_its_beginning(text: str) -> None:
    assert "1:1" in told(text)[0]


@pytest.mark.parametrize("name", ["typing", "twisted", "enum", "conftest", "con", "os", "ampgen"])
def test_a_schema_does_not_hide_a_module(name: str) -> None:
    assert rules_of(f"schema {name}.users") == ["bad-schema-name"]


@pytest.mark.parametrize(
    "start", [b"\xff\xfes\0c\0", b"\xc3(", b"\x7fELF\x02\xff", b"\x89PNG\r\n"]
)
def test_what_is_no_text_is_refused_where_it_stops_being_one(start: bytes) -> None:
    with pytest.raises(Refused) as caught:
        decode("t.amp", b"schema t\n" + start)
    (finding,) = caught.value.findings
    assert finding.rule == "not-utf8" and finding.frame.place.line == 2


def test_what_is_refused_is_not_quoted_beyond_the_bad_byte() -> None:
    with pytest.raises(Refused) as caught:
        decode("t.amp", b"schema \xff SECRET\nSECRET")
    assert "SECRET" not in caught.value.findings[0].frame.place.source.text


def test_a_file_is_not_decoded_before_its_size_is_known() -> None:
    with pytest.raises(Refused) as caught:
        decode("t.amp", b"\xff" * (LARGEST + 1))
    assert [one.rule for one in caught.value.findings] == ["file-too-large"]


@pytest.mark.parametrize("kind", ["folder", "pipe", "device", "missing", "forbidden name"])
def test_only_regular_files_are_read(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.amp"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path = Path("/dev/zero")
    elif kind == "forbidden name":
        path = Path("a\0b.amp")
    with pytest.raises(Unusable):
        read(path)


def test_the_public_attributes_of_twisteds_connection_are_known() -> None:
    from twisted.protocols.amp import AMP

    from ampgen.checking.wording import MEMBERS_OF_AMP

    public = {name for name in dir(AMP) if not name.startswith("_")}
    assert public <= MEMBERS_OF_AMP


def test_many_warnings_do_not_hide_an_error() -> None:
    strays = "\n".join(f"    f{n}: int /// stray" for n in range(200))
    records = "\n".join(f"record R{n} {{\n{strays}\n}}" for n in range(3))
    assert "bad-escape" in rules_of(f'schema t\n{records}\nerror E = "\\q"')
    assert "import-not-found" in rules_of(f"schema t\nimport nowhere\n{records}")
    assert "unknown-type" in rules_of(f"schema t\n{records}\nrecord S {{ a: Nope }}")
