"""Two protocols in one process, joined without sockets: what is left is the CPU of both ends."""

from __future__ import annotations

import gc
import time
from typing import Any

from twisted.internet import address, reactor
from twisted.internet.defer import Deferred
from twisted.internet.protocol import connectionDone
from twisted.python.failure import Failure

from .jobs import Job, keep_calling

_SEGMENT = 65_536


class Pipe:
    """A transport that keeps what is written until :meth:`deliver` is called.

    A socket behaves so: nothing arrives at the other end inside ``write``, and the writes of
    one turn arrive together.
    """

    disconnecting = False
    disconnected = False

    def __init__(self, receiver: Any) -> None:
        self.receiver = receiver
        self._written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self._written.append(data)

    def writeSequence(self, iovec: Any) -> None:
        self._written.extend(iovec)

    def deliver(self) -> bool:
        """Hand over what was written since the last time; tell whether there was anything."""
        if not self._written:
            return False
        data = b"".join(self._written)
        self._written.clear()
        if len(data) <= _SEGMENT:
            self.receiver.dataReceived(data)
        else:
            for at in range(0, len(data), _SEGMENT):
                self.receiver.dataReceived(data[at : at + _SEGMENT])
        return True

    def loseConnection(self) -> None:
        self.disconnecting = True

    def abortConnection(self) -> None:
        self.disconnecting = self.disconnected = True

    def registerProducer(self, producer: object, streaming: bool) -> None:
        pass

    def unregisterProducer(self) -> None:
        pass

    def pauseProducing(self) -> None:
        pass

    def resumeProducing(self) -> None:
        pass

    def getPeer(self) -> address.IPv4Address:
        return address.IPv4Address("TCP", "127.0.0.1", 1)

    getHost = getPeer


class Pair:
    """A client's and a server's protocol, connected."""

    def __init__(self, client: Any, server: Any) -> None:
        self.client, self.server = client, server
        self._to_server, self._to_client = Pipe(server), Pipe(client)
        server.makeConnection(self._to_client)
        client.makeConnection(self._to_server)

    def run(self, waited: Deferred[Any]) -> Any:
        """Carry bytes until the Deferred has fired; its result.

        :raises Exception: What the Deferred failed with, or that a side closed.
        """
        results: list[Any] = []
        waited.addBoth(results.append)
        turn: Any = getattr(reactor, "runUntilCurrent")
        to_server, to_client = self._to_server, self._to_client
        while not results:
            moved = to_server.deliver()
            if not to_client.deliver() and not moved:
                # Nothing is under way: whoever joins the writes of a turn does it now.
                turn()
                if to_server.disconnecting or to_client.disconnecting:
                    raise ConnectionError("a side closed the connection")
        (result,) = results
        if isinstance(result, Failure):
            result.raiseException()
        return result

    def close(self) -> None:
        """Tell both ends that the connection is gone."""
        for end in (self.client, self.server):
            end.connectionLost(connectionDone)


def _let_go(answer: object) -> None:
    pass


def cpu_of_a_call(pair: Pair, job: Job, in_flight: int, seconds: float) -> float:
    """CPU microseconds of one call, both ends together, measured for a time.

    The answer is decoded and let go: what a program does with it is not counted.
    """
    gc.collect()
    before = time.process_time()
    calls: int = pair.run(keep_calling(Job(job.begin, _let_go), in_flight, seconds))
    return (time.process_time() - before) / calls * 1e6
