"""The tests of Twisted's that a generated connection does not pass, and why.

Each is something that it does otherwise on purpose, or that only a test would do.
"""

NO_METHODS_BY_NAME = (
    "answers by a method `amp_HELLO`; a method of that name is not callable from outside, or any "
    "attribute `amp_…` of an application would be"
)
STAYS_OPEN = "expects that the connection closes, and takes every other call on it with it"

DIFFERING = {
    "AMPTests.test_helloWorld": NO_METHODS_BY_NAME,
    "AMPTests.test_wireFormatRoundTrip": NO_METHODS_BY_NAME,
    "AMPTests.test_unknownCommandLow": NO_METHODS_BY_NAME,
    "AMPTests.test_unknownCommandHigh": NO_METHODS_BY_NAME,
    "AMPTests.test_helloNoErrorHandling": f"an undeclared error in a responder; {STAYS_OPEN}",
    "AMPTests.test_requiresNoAnswerFail": f"a one-way responder that fails; {STAYS_OPEN}",
    "ParsingTests.test_sillyEmptyThing": (
        "expects an exception for a box that is neither a request nor an answer; such a peer is "
        "shown the door with a line in the log instead"
    ),
    "PlainVanillaLiveFireTests.test_liveFireDefaultTLS": (
        "the server offers no StartTLS of its own and is expected to answer it all the same, with "
        "a key made up for it"
    ),
    "BinaryProtocolTests.test_receiveBoxData": "bytes come before there is a transport",
    "BinaryProtocolTests.test_startReceivingBoxes": "the transport is None",
    "BinaryProtocolTests.test_unhandledErrorWithTransport": (
        f"a failed call without an errback; {STAYS_OPEN}"
    ),
}
