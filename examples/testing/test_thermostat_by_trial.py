"""The same with Twisted's own trial, or with unittest."""

from __future__ import annotations

from ampgen.testing import connected
from thermostat import AimResult, HeatingResponder, OwnerPartialResponder
from thermostat import ThermostatClientFactory, ThermostatServerFactory
from twisted.trial.unittest import SynchronousTestCase


class Boiler(HeatingResponder):
    async def aim(self, *, degrees: float) -> AimResult:
        return AimResult(before=18.0)


class TestBoiler(SynchronousTestCase):
    def setUp(self) -> None:
        self.home = connected(
            ThermostatServerFactory(Boiler()), ThermostatClientFactory(OwnerPartialResponder())
        )
        self.addCleanup(self.home.close)

    def test_an_aim_is_answered(self) -> None:
        result = self.home.wait(self.home.client.heating.aim(degrees=21.5))
        assert result.before == 18.0
