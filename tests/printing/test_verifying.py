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


def added(lines: str) -> Callable[[str], str]:
    return lambda text: text + lines


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
        ("client.py", added("print(1)\n"), "`print` is"),
        ("client.py", added("import os\nos.system('x')\n"), "`import os`"),
        ("client.py", added("x = __import__('os')\n"), "__import__"),
        ("client.py", added("# What is said\n"), "a comment"),
        ("client.py", added("x = (lambda: 1)()\n"), "a Lambda"),
        ("client.py", added("x = [].pop()\n"), "`.pop`"),
        ("client.py", added("x = ().__class__\n"), "`__class__`"),
        ("client.py", added("global x\n"), "a Global"),
        ("client.py", added("from os import *\n"), "`from os import *`"),
        ("client.py", added("x = undefined\n"), "`undefined`"),
        ("client.py", added("try:\n    pass\nfinally:\n    pass\n"), "a Try"),
        ("client.py", added("x = (\n"), "not Python"),
        ("client.py", added("x = '\0'\n"), "not Python"),
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
    module = dict(package.modules())["client.py"]
    verify("client.py", "print('mine')  # a comment\n", module, trusting=True)
    with pytest.raises(Misprinted):
        verify("client.py", "print(", module, trusting=True)
