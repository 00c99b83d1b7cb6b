"""Schemas that are imported, as somebody at a prompt or in a notebook does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

ROOT = Path(__file__).parents[2]

USERS = """
schema acme.users

import acme.common

/// The name is in use.
error NameTaken

interface Users {
    /// Add a user.
    command Register(name: str, home: common.Country) -> (id: int) raises NameTaken
}
"""
COMMON = "schema acme.common\n\nenum Country { at  de }\n"


def schemas(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        file = folder.joinpath(*name.split("__")).with_suffix(".amp")
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def run(folder: Path, program: str) -> list[str]:
    """Run a program in a folder as a script there, and return the lines that it printed."""
    done = subprocess.run(
        [sys.executable, "-c", dedent(program)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_schema_is_imported_with_those_that_it_imports(tmp_path: Path) -> None:
    schemas(tmp_path, acme__users=USERS, acme__common=COMMON)
    program = """
        import ampgen.hook
        from acme import users
        from acme.common import Country
        print(users.Register.commandName, users.Register.__module__)
        print(users.RegisterResult(id=1), users.UsersClient.register.__doc__.splitlines()[0])
        print(users.NameTaken.__mro__[1].__name__, Country.at)
    """
    assert run(tmp_path, program) == [
        "b'Register' acme.users.commands",
        "RegisterResult(id=1) Add a user.",
        "Exception Country.at",
    ]
    left = {file.name for file in tmp_path.rglob("*") if file.is_file()}
    assert left == {"users.amp", "common.amp"}


def test_a_package_that_is_there_wins(tmp_path: Path) -> None:
    schemas(tmp_path, plain="schema plain\n")
    (tmp_path / "plain.py").write_text("here = True\n")
    assert run(tmp_path, "import ampgen.hook, plain; print(plain.here)") == ["True"]


def test_a_mistake_is_an_import_error_with_the_diagnostic(tmp_path: Path) -> None:
    schemas(tmp_path, wrong="schema wrong\n\nrecord R { a: strng }\n")
    program = """
        import ampgen.hook
        try:
            import wrong
        except ImportError as error:
            print(error.name)
            print(error)
    """
    printed = run(tmp_path, program)
    assert printed[0] == "wrong"
    assert printed[1].endswith("wrong.amp:3:15: error[unknown-type]: there is no type `strng`")
    assert "help: did you mean `str`?" in "\n".join(printed)


def test_an_import_that_went_wrong_may_be_tried_again(tmp_path: Path) -> None:
    schemas(tmp_path, tried="schema tried\nrecord R { a: strng }\n")
    program = """
        import ampgen.hook
        try:
            import tried
        except ImportError:
            open("tried.amp", "w").write("schema tried\\nrecord R { a: str }\\n")
        import tried
        print(tried.R(a="x"))
    """
    assert run(tmp_path, program) == ["R(a='x')"]


def test_the_schema_must_have_the_name_that_is_imported(tmp_path: Path) -> None:
    schemas(tmp_path, one="schema another\n")
    program = """
        import ampgen.hook
        try:
            import one
        except ImportError as error:
            print(error)
    """
    (said,) = run(tmp_path, program)
    assert said.endswith("one.amp declares the schema `another`; it is imported as `one`")


def test_the_generated_text_can_be_looked_at(tmp_path: Path) -> None:
    schemas(tmp_path, acme__users=USERS, acme__common=COMMON)
    program = """
        import ampgen.hook, inspect, traceback
        from acme.users import Register, RegisterResult, model

        def broken(*_):
            raise ValueError("broken")

        print(inspect.getsource(Register).splitlines()[0])
        model.isinstance = broken
        try:
            RegisterResult(id=1) == 1
        except ValueError:
            print(traceback.format_exc().splitlines()[-4].strip())
    """
    assert run(tmp_path, program) == [
        "class Register(amp.Command):",
        "if not isinstance(other, RegisterResult):",
    ]


def test_a_reload_sees_what_was_edited(tmp_path: Path) -> None:
    schemas(tmp_path, edited="schema edited\nrecord R { a: int }\n")
    program = """
        import ampgen.hook, importlib, inspect
        import edited
        old = edited.R(a=1)
        open("edited.amp", "w").write("schema edited\\nrecord S { b: int }\\n")
        importlib.reload(edited)
        print(old, edited.S(b=2), hasattr(edited, "R"))
        print(inspect.getsource(edited.S).splitlines()[0])
    """
    assert run(tmp_path, program) == ["R(a=1) S(b=2) False", "class S:"]


def test_it_can_be_taken_back(tmp_path: Path) -> None:
    schemas(tmp_path, late="schema late\n")
    program = """
        import ampgen.hook, sys
        ampgen.hook.install()
        before = len(sys.meta_path)
        ampgen.hook.remove()
        print(before - len(sys.meta_path))
        try:
            import late
        except ImportError as error:
            print(error)
    """
    assert run(tmp_path, program) == ["1", "No module named 'late'"]


def test_the_folder_of_the_program_may_change(tmp_path: Path) -> None:
    schemas(tmp_path, moved="schema moved\nrecord R { a: int }\n", wrong="schema wrong\nx\n")
    (tmp_path / "gone").mkdir()
    program = """
        import ampgen.hook, importlib, os, sys
        import moved
        root = os.getcwd()
        os.chdir("/")
        sys.path.append(root)
        print(importlib.reload(moved).R(a=1), os.path.relpath(moved.__file__, root))
        os.chdir(os.path.join(root, "gone"))
        os.rmdir(os.getcwd())
        print(importlib.reload(moved).R(a=1))
        sys.path.insert(0, b"bytes")
        try:
            import wrong
        except ImportError as error:
            print(str(error).startswith(os.path.join(root, "wrong.amp:2:1: error")))
    """
    said = run(tmp_path, program)
    assert said == ["R(a=1) " + os.path.join("moved.amp", "__init__.py"), "R(a=1)", "True"]


def test_threads_import_at_the_same_time(tmp_path: Path) -> None:
    schemas(tmp_path, one="schema one\n", other="schema other\n", third="schema third\n")
    program = """
        import ampgen.hook, sys, threading
        from ampgen.importhook import SchemaFinder

        class Name(str):
            def startswith(self, prefix):
                # Now it is another thread's turn.
                thread = threading.Thread(target=finder.find_spec, args=("other", None))
                thread.start()
                thread.join()
                return super().startswith(prefix)

        finder = SchemaFinder()
        finder.find_spec("one", None)
        print(finder.find_spec(Name("third"), None).name)
    """
    assert run(tmp_path, program) == ["third"]
