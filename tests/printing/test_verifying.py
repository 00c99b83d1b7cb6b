"""A mistake in a template is found before anything is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ampgen.presenting import present
from ampgen.rendering import render
from ampgen.text import Source
from ampgen.understanding import understand
from ampgen.verifying import Misprinted, verify
from ampgen.views import Package

SCHEMA = """
/// What is "said".
schema said

/// Some words; \\n stays.
enum Word { yes = "y\\"es" }
error No = "N'O"
interface I { command Say(word: Word = yes, n: int = -5, x: float = 2) -> (text: str) raises No }
"""


@pytest.fixture(scope="module")
def package() -> Package:
    return present(understand([Source("said.amp", SCHEMA)], []).schemas[0])


def printed(package: Package, path: str) -> str:
    return render(package)[path]


def check(package: Package, path: str, text: str) -> None:
    verify(path, text, dict(package.modules())[path], trusting=False)


def replaced(old: str, new: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        assert old in text
        return text.replace(old, new)

    return change


@pytest.mark.parametrize(
    ("path", "change", "told"),
    [
        ("model.py", replaced("'y\"es'", '"yes"'), 'y"es'),
        ("model.py", replaced("Some words", "Other words"), "Some words"),
        ("model.py", replaced("\\\\n stays", "\\n stays"), "Some words"),
        ("commands.py", replaced('b"N\'O"', 'b"NO"'), "N'O"),
        ("commands.py", replaced('b"N\'O"', '"N\'O"'), "N'O"),
        ("client.py", replaced("= -5", "= 5"), "-5"),
        ("client.py", replaced("= 2.0", "= 2"), "2.0"),
        ("client.py", lambda text: text + "print(1)\n", "`print` is"),
        ("client.py", lambda text: text + "import os\nos.system('x')\n", "`import os`"),
        ("client.py", lambda text: text + "x = __import__('os')\n", "__import__"),
        ("client.py", lambda text: text + "# What is said\n", "a comment"),
        ("client.py", lambda text: text + "x = (lambda: 1)()\n", "a Lambda"),
        ("client.py", lambda text: text + "x = [].pop()\n", "`.pop`"),
        ("client.py", lambda text: text + "x = ().__class__\n", "`__class__`"),
        ("client.py", lambda text: text + "global x\n", "a Global"),
        ("client.py", lambda text: text + "from os import *\n", "`from os import *`"),
        ("client.py", lambda text: text + "x = undefined\n", "`undefined`"),
        ("client.py", lambda text: text + "try:\n    pass\nfinally:\n    pass\n", "a Try"),
        ("client.py", lambda text: text + "x = (\n", "not Python"),
        ("client.py", lambda text: text + "x = '\0'\n", "not Python"),
    ],
)
def test_what_the_schema_does_not_say_is_found(
    package: Package, path: str, change: Callable[[str], str], told: str
) -> None:
    text = printed(package, path)
    check(package, path, text)
    with pytest.raises(Misprinted) as caught:
        check(package, path, change(text))
    assert told in str(caught.value)
    assert path in str(caught.value)


def test_a_users_own_template_may_print_what_it_likes_as_long_as_it_is_python(
    package: Package,
) -> None:
    module = package.client
    verify("client.py", "print('mine')  # a comment\n", module, trusting=True)
    with pytest.raises(Misprinted):
        verify("client.py", "print(", module, trusting=True)
