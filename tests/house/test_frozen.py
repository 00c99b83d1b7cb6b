"""The compiler's own classes that hold data behave as those of ``dataclasses`` do."""

from __future__ import annotations

import dataclasses
from functools import cached_property
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from ampgen import frozen


def made(by: Any) -> Any:
    dataclass, field = by.dataclass, by.field

    @dataclass(frozen=True, slots=True)
    class Base:
        """A base."""

        first: int
        second: str = "two"

    @dataclass(frozen=True, slots=True)
    class Derived(Base):
        known: ClassVar[int] = 7
        third: object = field(default=3, compare=False, repr=False)
        fourth: tuple[int, ...] = field(kw_only=True)

        @property
        def both(self) -> tuple[object, object]:
            return self.first, self.third

    @dataclass(frozen=True, slots=True, eq=False)
    class Same:
        a: int

    @dataclass(eq=False, slots=True)
    class Filled:
        a: list[int] = field(default_factory=list)

    @dataclass(frozen=True)
    class Cached:
        a: int

        @cached_property
        def double(self) -> int:
            return 2 * self.a

    @dataclass(frozen=True, slots=True)
    class Empty:
        pass

    return SimpleNamespace(
        Base=Base, Derived=Derived, Same=Same, Filled=Filled, Cached=Cached, Empty=Empty
    )


@pytest.fixture(params=[frozen, dataclasses], ids=["ours", "theirs"])
def kinds(request: pytest.FixtureRequest) -> Any:
    return made(request.param)


def test_objects_are_made_shown_compared_and_hashed(kinds: Any) -> None:
    one = kinds.Derived(1, fourth=(4,))
    other = kinds.Derived(1, "two", 5, fourth=(4,))
    assert one == other and hash(one) == hash(other) and one != kinds.Derived(2, fourth=(4,))
    assert one != kinds.Base(1) and kinds.Base(1) == kinds.Base(first=1, second="two")
    assert repr(one).endswith("Derived(first=1, second='two', fourth=(4,))")
    assert (one.both, other.both, one.known) == ((1, 3), (1, 5), 7)
    assert kinds.Same(1) != kinds.Same(1)
    assert kinds.Empty() == kinds.Empty() and repr(kinds.Empty()).endswith("Empty()")
    assert kinds.Filled().a is not kinds.Filled().a and kinds.Filled([1]).a == [1]
    assert kinds.Cached(2).double == 4 and kinds.Cached(2) == kinds.Cached(2)
    assert len({kinds.Cached(2), kinds.Cached(2), kinds.Cached(3)}) == 2


def test_objects_have_no_more_than_they_declare(kinds: Any) -> None:
    assert not hasattr(kinds.Derived(1, fourth=()), "__dict__")
    with pytest.raises(TypeError):
        kinds.Derived(1)
    with pytest.raises(TypeError):
        kinds.Derived(1, "", 3, (4,))
    with pytest.raises(TypeError):
        kinds.Base(1, third=3)


def test_objects_are_replaced(kinds: Any) -> None:
    assert kinds.Derived.__match_args__ == ("first", "second", "third")
    new = dataclasses.replace(kinds.Derived(1, fourth=(4,)), first=2)
    assert new == kinds.Derived(2, fourth=(4,))
    assert [one.name for one in dataclasses.fields(new)] == ["first", "second", "third", "fourth"]
