"""A package compiled for these tests, and both paths through it."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.building import build, importable
from tests.wire.peers import Shopkeeper, Side

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def wired(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The package of ``service.amp``."""
    folder = tmp_path_factory.mktemp("wired")
    build({"service.amp": (HERE / "service.amp").read_text("utf-8")}, folder)
    with importable(folder):
        yield importlib.import_module("wired")


@pytest.fixture(params=["fast", "general"])
def path(request: pytest.FixtureRequest) -> str:
    """By which way the connection of a test works: all behaviour is the same on both."""
    name: str = request.param
    return name


@pytest.fixture
def side(wired: Any, path: str) -> Iterator[Side]:
    """A server's end, whose peer is a test with nothing but bytes."""
    end = Side(wired, path)
    yield end
    end.finish()


@pytest.fixture
def keeper(side: Side) -> Shopkeeper:
    """What answers at that end."""
    keeper: Shopkeeper = side.keeper
    return keeper
