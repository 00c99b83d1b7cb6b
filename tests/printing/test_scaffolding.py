"""Programs to start from, and what they lack of a newer schema."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from ampgen.scaffolding import missing, scaffold
from ampgen.schema import Schema
from ampgen.text import Source
from ampgen.understanding import understand
from tests.building import build
from tests.printing.test_accepted import ACCEPTED, CASES
from tests.printing.test_types import SUPPORT


def schema(text: str) -> Schema:
    return understand([Source("users.amp", text)], []).schemas[0]


USERS = """
schema users
interface Users {
    command Register(name: str) -> (id: int)
    command Remove(id: int)
    oneway command Beat()
}
interface Sessions { command Challenge(nonce: bytes) -> (proof: bytes) }
protocol Accounts { server answers Users client answers Sessions }
"""


def methods(text: str) -> dict[str, list[str]]:
    """Return the methods of each class in a program."""
    return {
        node.name: [part.name for part in node.body if isinstance(part, ast.AsyncFunctionDef)]
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef)
    }


def test_a_server_answers_its_side_and_a_client_its_own() -> None:
    files = scaffold(schema(USERS))
    assert methods(files["server.py"]) == {"Users": ["register", "remove", "beat"]}
    assert methods(files["client.py"]) == {"Sessions": ["challenge"]}
    assert "connect_accounts(" in files["client.py"]
    assert "AccountsServerFactory(Users())" in files["server.py"]


def test_what_was_just_scaffolded_lacks_nothing() -> None:
    users = schema(USERS)
    assert missing(users, "\n".join(scaffold(users).values())) == ""


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("", {"Users": ["register", "remove", "beat"]}),
        ("import users\nclass U(users.UsersResponder): beat = remove = None", {"U": ["register"]}),
        (
            "from users import UsersPartialResponder as P\n"
            "class Half(P):\n    def register(self, *, name): ...\n"
            "class Whole(Half):\n    def remove(self, *, id): ...\n",
            {"Whole": ["beat"]},
        ),
        (
            "from users import UsersResponder, SessionsResponder\n"
            "class Both(UsersResponder, SessionsResponder):\n"
            "    async def beat(self): ...\n    def remove(self, *, id): ...\n",
            {"Both": ["register", "challenge"]},
        ),
        (
            "from users import UsersResponder\n"
            "class Mixin:\n    def register(self, *, name): ...\n    def beat(self): ...\n"
            "class U(Mixin, UsersResponder):\n    remove: int\n",
            {"U": ["remove"]},
        ),
    ],
)
def test_missing_methods_are_those_that_no_class_on_the_way_defines(
    program: str, expected: dict[str, list[str]]
) -> None:
    found: dict[str, list[str]] = {}
    for node in ast.parse(missing(schema(USERS), program)).body:
        assert isinstance(node, ast.ClassDef)
        names = [part.name for part in node.body if isinstance(part, ast.AsyncFunctionDef)]
        found.setdefault(node.name, []).extend(names)
    assert found == expected


def test_a_program_that_is_no_python_is_told_so() -> None:
    with pytest.raises(SyntaxError):
        missing(schema(USERS), "class")


def test_programs_to_start_from_please_strict_checkers(tmp_path: Path) -> None:
    for case in CASES:
        text = (ACCEPTED / case / "schema.amp").read_text("utf-8")
        schemas = build({f"{case}.amp": text}, tmp_path, [ACCEPTED / case])
        (meant,) = (one for one in schemas if one.name == case)
        for name, program in scaffold(meant).items():
            (tmp_path / f"{case}_{name}").write_text(program, "utf-8")
    for file in SUPPORT.glob("*.py"):
        (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    settings = {"include": ["*_server.py", "*_client.py"], "typeCheckingMode": "strict"}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    programs = sorted(path.name for path in tmp_path.glob("*_*.py"))
    for command in (
        ["mypy", "--strict", "--config-file", "", "--no-error-summary", *programs],
        ["basedpyright", "--pythonpath", sys.executable],
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
