"""Values over many keys: in the right order, and whole or not at all."""

# The package under test is made while the tests run, so nothing of it has a type here.
# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false
# pyright: reportUnknownArgumentType=false

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ampgen.wire import Unusual, read_big, write_big
from ampgen.wire.boxes import read_box
from ampgen.wire.pieces import chunks, gather
from tests.wire.peers import Side, pack, request
from tests.wire.test_calls import outcome

SIZES = [0, 1, 65534, 65535, 65536, 131070, 131071, 12 * 65535 + 7]


def content(size: int) -> bytes:
    """Bytes of which no two pieces are alike."""
    return b"".join(number.to_bytes(4, "big") for number in range(size // 4 + 1))[:size]


@pytest.mark.parametrize("size", SIZES)
def test_a_big_value_goes_out_and_comes_in(side: Side, size: int) -> None:
    photo = content(size)
    side.keeper.answers["photo"] = lambda id: side.wired.PhotoResult(jpeg=photo)
    (answer,) = side.receive(request(b"Photo", id=b"1"))
    keys = [key for key in answer if key != b"_answer"]
    assert keys == sorted(chunks(b"jpeg", photo, 1))
    assert gather(b"jpeg", answer, 1) == photo
    side.keeper.answers["upload"] = lambda jpeg: side.wired.UploadResult(size=len(jpeg))
    box = {b"_ask": b"1", b"_command": b"Upload", **chunks(b"jpeg", photo, 1)}
    (answer,) = side.receive(dict(sorted(box.items())))
    assert answer[b"size"] == b"%d" % size
    assert side.keeper.asked[-1] == ("upload", {"jpeg": photo})


@pytest.mark.parametrize("size", SIZES)
def test_a_big_argument_is_sent_as_the_general_path_would(wired: Any, size: int) -> None:
    end = Side(wired)
    client = wired.ShopClient(end.connection)
    outcome(client.upload(jpeg=content(size)))
    expected = {b"_ask": b"1", b"_command": b"Upload", **chunks(b"jpeg", content(size), 1)}
    assert bytes(end.line.written) == pack(dict(sorted(expected.items())))
    end.finish()


@pytest.mark.parametrize(
    "pieces",
    [
        {},
        {"jpeg.2": b"b"},
        {"jpeg": b"a", "jpeg.3": b"c"},
        {"jpeg": b"a", "jpeg.2": b"b", "jpeg.4": b"d"},
        {"jpeg.0": b"a", "jpeg.1": b"b"},
    ],
    ids=str,
)
def test_a_big_value_that_lacks_a_piece_is_invalid(side: Side, pieces: dict[str, bytes]) -> None:
    assert side.ask(b"Upload", **pieces)[b"_error_description"] == b"invalid arguments"


@pytest.mark.parametrize("first", [0, 1])
@given(size=st.sampled_from(SIZES), after=st.sampled_from([b"", b"zebra", b"jpegs", b"jpeg_"]))
def test_what_is_written_together_is_read_together(first: int, size: int, after: bytes) -> None:
    payload = content(size)
    rest = b"\0%c%b\0\0\0\0" % (len(after), after) if after else b"\0\0"
    data = b"??" + write_big(b"jpeg", payload, first) + rest
    assert read_big(data, 2, b"jpeg", first) == (payload, len(data) - len(rest))
    strings: dict[bytes, bytes] = {}
    read_box(data, 2, strings)
    assert gather(b"jpeg", strings, first) == payload


def test_a_gap_is_not_read_over() -> None:
    data = pack({b"jpeg": b"a", b"jpeg.3": b"c"})
    with pytest.raises((Unusual, KeyError)):
        read_big(data, 0, b"jpeg", 1)
    with pytest.raises((Unusual, KeyError)):
        read_big(pack({b"jpeg.1": b"a"}), 0, b"jpeg", 0)
