"""How a service is tested without a reactor or a port, with pytest."""

from __future__ import annotations

import pytest
from ampgen.testing import Pair, Pairs
from thermostat import (
    AimResult,
    CallTimedOut,
    HeatingResponder,
    Off,
    OwnerResponder,
    ThermostatClientFactory,
    ThermostatClientProtocol,
    ThermostatServerFactory,
    ThermostatServerProtocol,
)
from twisted.internet.error import ConnectionLost


class Boiler(HeatingResponder):
    """What is tested."""

    def __init__(self) -> None:
        self.degrees = 18.0
        self.summer = False

    async def aim(self, *, degrees: float) -> AimResult:
        if self.summer:
            raise Off("until September")
        before, self.degrees = self.degrees, degrees
        return AimResult(before=before)


class Person(OwnerResponder):
    def __init__(self) -> None:
        self.windows: list[str] = []

    def window(self, *, room: str) -> None:
        self.windows.append(room)


Home = Pair[ThermostatServerProtocol, ThermostatClientProtocol]


@pytest.fixture
def boiler() -> Boiler:
    return Boiler()


@pytest.fixture
def person() -> Person:
    return Person()


@pytest.fixture
def home(amp_pair: Pairs, boiler: Boiler, person: Person) -> Home:
    return amp_pair(ThermostatServerFactory(boiler), ThermostatClientFactory(person))


def test_an_aim_is_remembered(home: Home, boiler: Boiler) -> None:
    result = home.wait(home.client.heating.aim(degrees=21.5))
    assert result.before == 18.0
    assert boiler.degrees == 21.5


def test_in_summer_it_is_off(home: Home, boiler: Boiler) -> None:
    boiler.summer = True
    with pytest.raises(Off, match="until September"):
        home.wait(home.client.heating.aim(degrees=21.5))


def test_a_scenario_may_be_a_coroutine(home: Home) -> None:
    async def warm_up() -> float:
        await home.client.heating.aim(degrees=20.0)
        return (await home.client.heating.aim(degrees=21.0)).before

    assert home.wait(warm_up()) == 20.0


def test_both_sides_may_speak(home: Home, person: Person) -> None:
    home.server.owner.window(room="kitchen")
    assert person.windows == []  # It is on its way.
    home.pump()
    assert person.windows == ["kitchen"]


def test_a_slow_answer_comes_too_late(home: Home) -> None:
    home.delay(seconds=3)
    with pytest.raises(CallTimedOut):
        home.wait(home.client.heating.aim(degrees=21.0, timeout=5))
    assert home.clock.seconds() == 5  # Which took no time at all.


def test_a_dead_router_says_nothing(home: Home, boiler: Boiler) -> None:
    home.silence()
    with pytest.raises(CallTimedOut):
        home.wait(home.client.heating.aim(degrees=21.0, timeout=5))
    home.silence(False)
    home.pump()
    assert boiler.degrees == 21.0  # The request arrives after all.


def test_a_connection_may_break_within_a_box(home: Home, boiler: Boiler) -> None:
    home.cut(to_server=10)
    with pytest.raises(ConnectionLost):
        home.wait(home.client.heating.aim(degrees=21.0))
    assert boiler.degrees == 18.0


def test_a_dropped_connection_fails_the_calls_on_it(home: Home) -> None:
    waiting = home.client.heating.aim(degrees=21.0)
    home.drop()
    with pytest.raises(ConnectionLost):
        home.wait(waiting)
