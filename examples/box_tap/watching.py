"""What the two programs do with the events."""

from __future__ import annotations

from weather import Answered, Asked, Refused, WeatherTap


class Watch(WeatherTap):
    """Prints a line for every box: decoded, not as bytes."""

    def saw(self, event: Asked | Answered | Refused) -> None:
        way = "sent" if event.outgoing else "received"
        match event:
            case Asked(command=command, arguments=arguments):
                print(way, "a request:", command, arguments)
            case Answered(command=command, result=result):
                print(way, "an answer:", command, result)
            case Refused(command=command, error=error):
                print(way, "an error:", command, repr(error))
