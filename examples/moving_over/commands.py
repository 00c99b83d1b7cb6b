"""What a thermostat understands, as it was written by hand over the years."""

from __future__ import annotations

from twisted.protocols import amp


class NoSuchRoom(Exception):
    """There is no room of that name."""


ROOM = [(b"room", amp.Unicode())]
ERRORS = {NoSuchRoom: b"NO_SUCH_ROOM"}


class Measure(amp.Command):
    """Tell how warm a room is."""

    arguments = ROOM
    response = [
        (b"degrees", amp.Float()),  # Celsius
        (b"measured-at", amp.DateTime(optional=True)),
    ]
    errors = ERRORS


class Heat(amp.Command):
    """Keep a room at a temperature.

    @param degrees: in Celsius
    """

    commandName = b"set-temperature"
    arguments = ROOM + [(b"degrees", amp.Float())]
    errors = ERRORS
