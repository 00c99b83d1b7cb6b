"""Lists of whole numbers are read all at once, which must be the same as one by one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampgen.wire.errors import Unusual
from ampgen.wire.lists import read_list_of_integers, write_list_of_integers


def one_by_one(data: bytes) -> list[int]:
    values: list[int] = []
    at = 0
    while at < len(data):
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if end > len(data) or at + 2 > len(data):
            raise ValueError
        values.append(int(data[at + 2 : end]))
        at = end
    return values


LONG = write_list_of_integers([7] * 40)
"""Behind so many numbers, all are read at once."""


@given(st.lists(st.integers(-(10**40), 10**40)))
def test_what_was_written_is_read_or_left_to_the_general_path(values: list[int]) -> None:
    data = write_list_of_integers(values)
    assert one_by_one(data) == values
    if all(len(str(value)) < 33 for value in values):
        assert read_list_of_integers(data) == values
        assert read_list_of_integers(LONG + data) == [7] * 40 + values


PIECES = [b"\0", b"\1", b"\2", b"\3", b"\0\1", b"\0\2", b"1", b"-", b"0", b"12", b" ", b"_", b"\n"]
LONGER = [b"\0\x21" + b"7" * 33, b"\0\x31", b"+", b"\x80", b"\x1f", b"\1\0", LONG]


@given(st.lists(st.sampled_from(PIECES + LONGER), max_size=12).map(b"".join))
def test_bytes_are_never_read_as_something_else(data: bytes) -> None:
    for whole in (data, LONG + data, data + LONG):
        try:
            values = read_list_of_integers(whole)
        except (Unusual, ValueError, IndexError):
            continue
        assert values == one_by_one(whole)


@pytest.mark.parametrize("long", [b"", LONG])
@pytest.mark.parametrize(
    "data",
    [
        b"12\0\2",
        b"\x0012\2",
        b"\0\x021\0\x0012",
        b"\0\2-",
        b"\0\0",
        b"\0\1",
        b"\0",
        b"1",
        b"\0\x031 2",
    ],
)
def test_what_only_looks_like_a_list_is_not_read(data: bytes, long: bytes) -> None:
    for whole in (data + long, long + data):
        with pytest.raises((Unusual, ValueError, IndexError)):
            read_list_of_integers(whole)
