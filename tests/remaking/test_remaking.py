"""A package that is made again is the one that a whole run makes, to the letter."""

from __future__ import annotations

import os
from collections.abc import Mapping

import pytest

from ampgen.compiling import packages_of_checked
from ampgen.loading import Found
from ampgen.remaking import Old, remake
from ampgen.text import Source
from ampgen.understanding import Understood, understand
from tests.abridging.test_abridging import Shipped
from tests.remaking.editing import Writer

EDITS = int(os.environ.get("AMPGEN_EDITS", "300"))
_SHARE = 0.2  # of the changes that are drawn, those that concern commands alone


def meant(source: Source) -> Understood:
    return understand([source], [])


def whole(text: str) -> Mapping[str, str]:
    (files,) = packages_of_checked(meant(Source("tried.amp", text)).schemas).values()
    return files


def again(old: str, new: str, files: Mapping[str, str]) -> Mapping[str, str] | None:
    """Return what is made of ``new`` given what was made of ``old``."""
    made = remake(Old(old, lambda _, path: files[path]), Source("tried.amp", new), meant)
    return None if made is None else made["tried"]


def test_random_changes_give_what_a_whole_run_gives() -> None:
    remade = tried = 0
    seed = 0
    while tried < EDITS:
        seed += 1
        writer = Writer(seed)
        pieces = writer.schema()
        old = "".join(pieces)
        files = whole(old)
        for _ in range(10):
            new = "".join(writer.edited(pieces))
            if new == old:
                continue
            made = again(old, new, files)
            tried += 1
            if made is None:
                continue
            remade += 1
            assert made == whole(new), (seed, new)
    assert remade > tried * _SHARE


HEAD = "schema tried\nenum E { a }\nrecord R { e: E }\nerror No\ninterface I {\n"
COMMANDS = "".join(
    f"    /// Do {number}.\n    command Do{number}(a: int, b: str) -> (c: bytes, d: bool)\n"
    for number in range(30)
)
TEXT = f"{HEAD}{COMMANDS}}}\n"


def do(number: int, change: tuple[str, str]) -> str:
    """Return the text with a change in one of its commands."""
    one, two, three = TEXT.partition(f"    command Do{number}(")
    line, end, rest = three.partition("\n")
    assert change[0] in line
    return one + two + line.replace(*change) + end + rest


@pytest.mark.parametrize("number", [0, 1, 15, 28, 29])
@pytest.mark.parametrize(
    "change",
    [("a: int", "a: str"), ("a: int", "a: int?"), ("a: int", "abc: int"), ("a: int, ", "")],
)
def test_a_command_alone_is_made_again(number: int, change: tuple[str, str]) -> None:
    new = do(number, change)
    made = again(TEXT, new, whole(TEXT))
    # A name of another length is unpacked by a table that no other command needs.
    if change[1] == "abc: int":
        assert made is None
    else:
        assert made == whole(new)


def test_what_is_needed_no_more_or_for_the_first_time_wants_a_whole_run() -> None:
    files = whole(TEXT)
    for type in ("datetime", "E", "R", "list[R]", "map[str, int]", "big[bytes]"):
        new = do(7, ("a: int", f"a: {type}"))
        assert again(TEXT, new, files) is None
        assert again(new, TEXT, whole(new)) is None


@pytest.mark.parametrize(
    "change",
    [
        ("Do7", "Done7"),
        ("command Do7", '@wire("x") command Do7'),
        (" -> (c: bytes, d: bool)", ""),
        ("a: int", "a: Nope"),
        ("a: int", "a: int, a: int"),
        ("a: int", "a int"),
        ("d: bool)", "d: bool) raises No"),
        ("d: bool)", "d: bool)\n}\ninterface J {"),
    ],
)
def test_what_may_concern_other_commands_wants_a_whole_run(change: tuple[str, str]) -> None:
    assert TEXT.count(change[0]) >= 1
    old, line = TEXT.split("    command Do7(")
    new = old + f"    command Do7({line}".replace(*change, 1)
    assert new != TEXT
    assert again(TEXT, new, whole(TEXT)) is None


def test_a_name_that_another_command_takes_wants_a_whole_run() -> None:
    old = TEXT.replace("Do29(", "List(")
    new = old.replace("Do7(a: int", "Do7(a: list[int]")
    assert "builtins.list[int]" in whole(new)["client.py"]
    assert again(old, new, whole(old)) is None


def test_a_package_of_another_text_is_not_made_again() -> None:
    new = do(7, ("a: int", "a: str"))
    assert again(TEXT, new, whole(TEXT.replace("Do 9.", "Do nine."))) is None
    assert again(TEXT, new, {path: "" for path in whole(TEXT)}) is None


SHIPPED = Shipped({"common": "schema common\nrecord A { a: int }\nrecord B { b: int }\n"})
IMPORTING = TEXT.replace("schema tried\n", "schema tried\nimport common\n")


def importing(source: Source) -> Understood:
    return understand([source], [SHIPPED])


def again_importing(old: str, new: str) -> Mapping[str, str] | None:
    """Return what is made of ``new`` after ``old``, if it is, which has to be what is made whole."""
    before, after = (
        packages_of_checked(importing(Source("tried.amp", text)).own)["tried"]
        for text in (old, new)
    )
    made = remake(Old(old, lambda _, path: before[path]), Source("tried.amp", new), importing)
    assert made is None or made["tried"] == after
    return None if made is None else made["tried"]


def test_what_is_kept_of_imports_is_taken_over() -> None:
    old = IMPORTING.replace("Do3(a: int", "Do3(a: common.A")
    assert again_importing(old, old.replace("Do7(a: int", "Do7(a: str")) is not None


def test_a_use_that_comes_or_goes_wants_a_whole_run() -> None:
    one = IMPORTING.replace("Do3(a: int", "Do3(a: common.A")
    two = one.replace("Do20(a: int", "Do20(a: common.A")
    for old, new in ((one, two), (two, one), (IMPORTING, one), (one, IMPORTING)):
        again_importing(old, new)
    assert again_importing(IMPORTING, one) is None
    assert again_importing(two.replace("Do9(a: int", "Do9(a: common.B"), two) is None


def test_packages_of_others_keep_files_of_their_own() -> None:
    text = IMPORTING.replace("import common\n", "import common\nimport plain\n")
    text = text.replace("Do3(a: int", "Do3(a: common.A, p: plain.P")
    plain = Source("plain.amp", "schema plain\nrecord P {}\n")

    class Own(Shipped):
        def find(self, name: str) -> Found | None:
            return Found(plain.name, lambda: plain) if name == "plain" else None

    def meant(source: Source) -> Understood:
        return understand([source], [Own({}), SHIPPED])

    new = text.replace("Do7(a: int", "Do7(a: str")
    before, after = (
        packages_of_checked(meant(Source("tried.amp", one)).own) for one in (text, new)
    )
    old = Old(text, lambda name, path: before[name][path])
    assert remake(old, Source("tried.amp", new), meant) == after
    assert "_imported.py" in after["tried"] and "_imported.py" not in after["plain"]
