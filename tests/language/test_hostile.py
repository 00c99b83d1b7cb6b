"""Input that means no good, or means nothing."""

from __future__ import annotations

import cProfile
import gc
import os
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ampgen.findings import Refused, Unusable
from ampgen.parsing.words import LONGEST_LINE
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


def _shuffled(number: int) -> str:
    letters = list("abcdefghijklmnop" * 12)
    random.Random(number).shuffle(letters)
    return "".join(letters)


# What of a kind is as large as anybody's patience, and how it is written with so many parts.
_LARGE: dict[str, tuple[int, Callable[[int], str]]] = {
    "nested lists": (
        100_000,
        lambda n: f"schema a\nrecord R {{\n a: {'list[' * n}int{']' * n}",
    ),
    "open lists": (100_000, lambda n: "schema a\nrecord R {\n a: " + "list[" * n),
    "open brackets": (150_000, lambda n: "schema a\ninterface I { command C" + "(" * n),
    "angles": (90_000, lambda n: "schema a\nrecord R { a: " + "a<" * n),
    "angles that close": (40_000, lambda n: "schema a\nrecord R { a: " + "a<" * n + ">" * n),
    "pairs of angles": (30_000, lambda n: "schema a\nrecord R { a: " + "a<b>\n" * n),
    "arrays of arrays": (90_000, lambda n: "schema a\nrecord R { a: int" + "[]" * n),
    "bodies": (24_000, lambda n: "schema a\ninterface I {\n" + _lines(n, "command C() {{")),
    "strokes": (30_000, lambda n: "schema a\n" + _lines(n, "enum E {{ a |")),
    "one line": (1_000_000, lambda n: "schema a record R { a: int } // " + "x" * n),
    "back slashes": (100_001, lambda n: 'schema a\nerror A = "' + "\\" * n),
    "quotes": (300_000, lambda n: "schema a\nerror A = " + '"' * n),
    "one number": (900_000, lambda n: f"schema a\nrecord R {{ a: int = {'9' * n} }}"),
    "words": (500_000, lambda n: "schema a\n" + "a " * n),
    "unknown types": (
        5000,
        lambda n: "schema a\n" + _lines(n, "record R{0} {{ a: S{0}x }}"),
    ),
    "unknown types among many": (
        56_000,
        lambda n: "schema a\n" + _lines(n, "record R{0} {{ a: S{0} }}"),
    ),
    "a long chain": (
        5000,
        lambda n: "schema a\n" + "".join(f"record R{i} {{ a: R{i + 1} }}\n" for i in range(n)),
    ),
    "lists in lists": (1_600_000, lambda n: "schema a\nrecord R {\n a: " + "list[" * n),
    "many words": (4_000_000, lambda n: "schema a\n" + "a " * n),
    "many lines": (390_000, lambda n: "schema a\n" + "a\n" * n),
    "many braces": (390_000, lambda n: "schema a\n" + "}\n" * n),
    "many quotes": (4_000_000, lambda n: "schema a\n" + '"\n' * n),
    "many strays": (900_000, lambda n: "schema a\n" + '///\n""\n' * n),
    "many characters": (8_300_000, lambda n: "schema a\n// " + "x" * n + "\na"),
    "many odd characters": (4_100_000, lambda n: "schema a\n// " + "\u00e9" * n + "\na"),
    "a long interface": (
        99_000,
        lambda n: "schema a\ninterface I {" + "command C()\n" * n + ";",
    ),
    "comments without end": (2_000_000, lambda n: "schema a\n" + "/*\n" * n),
    "many new lines": (8_000_000, lambda n: "schema a\n" + "\n" * n + "record R { a: S }"),
    "unknown annotations": (
        60_000,
        lambda n: "schema a\n" + _lines(n, "@a{0}") + "\nrecord R {}",
    ),
    "a large circle": (
        56_000,
        lambda n: "schema a\n"
        + "".join(f"record R{i} {{ a: R{(i + 1) % n} }}\n" for i in range(n)),
    ),
    "defaults far down an enum": (
        20_000,
        lambda n: "schema a\nenum E {\n"
        + _lines(n, "m{0}")
        + "\n}\n"
        + _lines(n, f"record R{{0}} {{{{ a: E = m{n - 1} }}}}")
        + "record S { a: T }",
    ),
    "tabs": (100_000, lambda n: "schema a\n///a\n///" + "\t" * n + "x\nrecord R {}"),
    "nested declarations": (
        24_000,
        lambda n: "schema a\nrecord R {\n" + _lines(n, "  record N{0} {{"),
    ),
    "classes": (14_000, lambda n: "schema a\n" + _lines(n, "class C{0}:\n  x = 'a'")),
    "types without names": (
        40_000,
        lambda n: "schema a\ninterface I {\ncommand C(" + "A, " * n + ")\n}",
    ),
}


# What a small file can multiply, and what of it is counted, or compared, at most.
_PRODUCTS = {
    "protocols of one interface": "schema a\ninterface I {\n"
    + "\n".join(f"command C{n}()" for n in range(3_000))
    + "\n}\n"
    + "\n".join(f"protocol P{n} {{ server answers I }}" for n in range(3_000)),
    "errors of one interface": "schema a\n"
    + "\n".join(f"error E{n}" for n in range(3_000))
    + f"\ninterface I raises {', '.join(f'E{n}' for n in range(3_000))} {{\n"
    + "\n".join(f"command C{n}()" for n in range(3_000))
    + "\n}\n",
    "names that are alike": "schema a\n"
    + "\n".join(f"record R{_shuffled(n)} {{}}" for n in range(200))
    + "\n".join(
        f"record S{n} {{ {' '.join(f'f{m}: R{_shuffled(1000 * m + n)}' for m in range(100))} }}"
        for n in range(5)
    ),
}


def _lines(count: int, line: str) -> str:
    return "\n".join(map(line.format, range(count)))


def _steps(text: str) -> int:
    """Return how many calls it takes to refuse a text: the same on every machine."""
    profile = cProfile.Profile()
    profile.runcall(_refused_or_right, text)
    return sum(entry.callcount for entry in profile.getstats())


def test_a_file_has_at_most_400_000_words() -> None:
    members = "\n".join(f"m{n}" for n in range(400_000))
    (found,) = told(f"schema a enum E {{ {members} }}")
    assert found == "399996:1 file-too-large a schema file has at most 400,000 words"


def test_a_long_file_may_have_lines_as_long_as_any() -> None:
    # Long enough to be cut, and then not understood, were it cut anywhere.
    records = " ".join(f"record R{n} {{ a: int }}" for n in range(14_000))
    assert len(records) < LONGEST_LINE
    assert told(f"schema a\n{records}") == []
    assert told(f"schema a\n// x\n{records}\nrecord S {{ a: R1 }}\n") == []
    (found,) = told(f"schema a\n{records}\nrecord S {{ a: R1; }}")
    assert found.startswith("3:17 foreign-syntax "), found


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
    size, written = _LARGE[case]
    _refused_or_right(written(size))
    # What is read once and for all is not counted.
    _refused_or_right(written(size // 100))
    texts = [written(size // parts) for parts in (40, 20, 10)]
    few, some, many = map(_steps, texts)
    assert max(some - 2 * few, many - 2 * some) < 2_000
    assert many < 50 * len(texts[-1]) + 2_000


@pytest.mark.parametrize("case", _PRODUCTS)
def test_no_small_file_is_multiplied(case: str) -> None:
    assert _steps(_PRODUCTS[case]) < 6_000_000
    if case != "names that are alike":
        assert rules_of(_PRODUCTS[case]) == ["file-too-large"]


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
