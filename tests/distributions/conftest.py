"""The wheel of ampgen, as the tests of builds make it."""

from tests.builds.conftest import ampgen_wheel as ampgen_wheel
