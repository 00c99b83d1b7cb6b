"""Run by ``twistd --nodaemon --python counter.tac``."""

from counting import Total
from counter import CounterServerFactory
from twisted.application import service, strports

application = service.Application("counter")
strports.service("tcp:0:interface=127.0.0.1", CounterServerFactory(Total())).setServiceParent(
    application
)
