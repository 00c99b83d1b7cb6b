"""A program for the environments that sample projects are installed into: a call to what was made.

It prints where the package stands, and what the server answered over loopback.
"""

from depot import fleet, places
from twisted.internet import task
from twisted.internet.endpoints import TCP4ServerEndpoint


class Counting(fleet.FleetResponder):
    def __init__(self):
        self.reports = 0

    async def report(self, *, device, place):
        self.reports += 1
        assert isinstance(place, places.Place)
        return fleet.ReportResult(reports=self.reports)


async def main(reactor):
    endpoint = TCP4ServerEndpoint(reactor, 0, interface="127.0.0.1")
    port = await endpoint.listen(fleet.DevicesServerFactory(Counting()))
    devices = await fleet.connect_devices(reactor, f"tcp:127.0.0.1:{port.getHost().port}")
    spot = places.Place(latitude=52.5, longitude=13.4)
    await devices.fleet.report(device="a", place=spot, timeout=5)
    result = await devices.fleet.report(device="b", place=spot, timeout=5)
    print(fleet.__file__)
    print(result.reports)


task.react(main)
