"""What all tests share on the command line."""

from __future__ import annotations

import os
import signal

import pytest

# What a test compiles is nothing to remember, but where the test is about that.
os.environ["AMPGEN_CACHE"] = "off"

# A shell starts what runs in the background with interrupts ignored, and children inherit that.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rewrite",
        action="store_true",
        help="write what is printed over what is expected, and fail, so that somebody reads it",
    )


@pytest.fixture
def rewrite(request: pytest.FixtureRequest) -> bool:
    """Whether this run writes what is expected instead of comparing it."""
    return bool(request.config.getoption("--rewrite"))
