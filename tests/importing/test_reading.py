"""Commands are understood from their source, without running it."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from ampgen import importing
from tests.importing.support import commands_of, meant, schema_of, written


@pytest.mark.parametrize(
    ("body", "command"),
    [
        ("arguments = []", "command Ask()"),
        ('arguments = [(b"a", amp.Integer())]', "command Ask(a: int)"),
        ('arguments = [(b"a", amp.Integer(optional=True))]', "command Ask(a: int?)"),
        ('arguments = [(b"a", amp.Integer(True))]', "command Ask(a: int?)"),
        ('arguments = [("a", amp.String())]', "command Ask(a: bytes)"),
        ('arguments = [(b"a", amp.Unicode()), (b"b", amp.Boolean())]', "command Ask(a: str, b: bool)"),
        ('arguments = [(b"a", amp.Float())]', "command Ask(@nonfinite a: float)"),
        ('arguments = [(b"a", amp.Decimal()), (b"b", amp.DateTime())]', "command Ask(a: decimal, b: datetime)"),
        ('arguments = [(b"a", amp.Path()), (b"b", amp.Descriptor())]', "command Ask(a: path, b: fd)"),
        ('arguments = [(b"a", amp.ListOf(amp.ListOf(amp.Integer()), optional=True))]', "command Ask(a: list[list[int]]?)"),
        ('arguments = [(b"a", amp.ListOf(amp.Float()))]', "command Ask(@nonfinite a: list[float])"),
        ('response = [(b"a", amp.Integer())]', "command Ask() -> (a: int)"),
        ('commandName = b"ask"', '@wire("ask") command Ask()'),
        ('commandName = "a\\xff".encode("latin-1")', '@wire("a\\xff") command Ask()'),
        ("requiresAnswer = False", "oneway command Ask()"),
        ("errors = {KeyError: b'KEY'}", "command Ask() raises KeyError"),
        ("errors = [(KeyError, b'KEY'), (OSError, b'OS')]", "command Ask() raises KeyError, OSError"),
        ("errors = {KeyError: b'KEY'}\n    fatalErrors = {OSError: b'OS'}", "command Ask() raises KeyError, fatal OSError"),
        ('arguments = sorted({b"b": amp.Integer(), b"a": amp.Float()}.items())', "command Ask(@nonfinite a: float, b: int)"),
        ('(arguments := [(b"a", amp.Integer())])', "command Ask(a: int)"),
        ("errors: dict = {KeyError: b'KEY'}", "command Ask() raises KeyError"),
        ('arguments = [(b"from", amp.Integer())]', 'command Ask(@wire("from") from_: int)'),
        ('arguments = [(b"a-b", amp.Integer())]', 'command Ask(@wire("a-b") a_b: int)'),
        ('arguments = [(b"aB", amp.Integer()), (b"a_b", amp.Integer())]', 'command Ask(aB: int, @wire("a_b") a_b_: int)'),
    ],
)  # fmt: skip
def test_a_command_says_what_it_is(body: str, command: str, tmp_path: Path) -> None:
    text = f"\nclass Ask(amp.Command):\n    {body}\n"
    assert commands_of(tmp_path, text) == [command]


@pytest.mark.parametrize(
    "text",
    [
        'FIELDS = [A, B]\nclass Ask(amp.Command):\n    arguments = FIELDS',
        'class Ask(amp.Command):\n    arguments = [A] + [B]',
        'class Ask(amp.Command):\n    arguments = [A]\n    arguments += [B]',
        'class Ask(amp.Command):\n    arguments = [A]\n    arguments.append(B)',
        'class Ask(amp.Command):\n    arguments = [A]\n    arguments.extend([B])',
        'class Ask(amp.Command):\n    arguments = [A]\nAsk.arguments.append(B)',
        'class Ask(amp.Command):\n    pass\nAsk.arguments = [A, B]',
        'class Ask(amp.Command):\n    arguments = [*[A], B]',
        'class Ask(amp.Command):\n    arguments = list((A, B))',
        'class Ask(amp.Command):\n    arguments = [A, B, A][:2]',
        'class Ask(amp.Command):\n    arguments = [(n, amp.Integer()) for n in (b"a", b"b")]',
        'class Ask(amp.Command):\n    arguments = [(n.encode(), amp.Integer()) for n in "a b".split()]',
        'class Ask(amp.Command):\n    arguments = [(b"%s" % n, amp.Integer()) for n in (b"a", b"b", b"c") if n != b"c"]',
        'class Ask(amp.Command):\n    arguments = []\n    for n in (b"a", b"b"):\n        arguments.append((n, amp.Integer()))',
        'def fields(*names):\n    """Fields."""\n    return [(n, amp.Integer()) for n in names]\nclass Ask(amp.Command):\n    arguments = fields(b"a", b"b")',
        'import itertools\nclass Ask(amp.Command):\n    arguments = list(itertools.chain([A], [B]))',
        'class Base(amp.Command):\n    arguments = [A]\nclass Ask(Base):\n    arguments = Base.arguments + [B]\ndel Base',
        'class Mixin:\n    arguments = [A, B]\nclass Ask(Mixin, amp.Command):\n    pass',
        'T = dict(a=amp.Integer(), b=amp.Integer())\nclass Ask(amp.Command):\n    arguments = [(n.encode(), t) for n, t in T.items()]',
        'Number = amp.Integer\nclass Ask(amp.Command):\n    arguments = [(b"a", Number()), (b"b", Number())]',
        'try:\n    import nothing\nexcept ImportError:\n    nothing = None\nclass Ask(amp.Command):\n    arguments = [A, B]',
        'import sys\nif sys.version_info[0] >= 3:\n    class Ask(amp.Command):\n        arguments = [A, B]',
        'if "":\n    pass\nelif 1:\n    class Ask(amp.Command):\n        arguments = [A, B]',
        'Ask = type("Ask", (amp.Command,), {"arguments": [A, B]})',
        'def make(name, fields):\n    class Made(amp.Command):\n        commandName = name\n        arguments = fields\n    return Made\nAsk = make(b"Ask", [A, B])',
        'COMMANDS = {}\nclass Ask(amp.Command):\n    arguments = [A, B]\nCOMMANDS["ask"] = Ask',
    ],
)  # fmt: skip
def test_lists_that_are_put_together_are_followed(text: str, tmp_path: Path) -> None:
    text = f'A = (b"a", amp.Integer())\nB = (b"b", amp.Integer())\n{text}\n'
    assert "command Ask(a: int, b: int)" in commands_of(tmp_path, text)


@pytest.mark.parametrize(
    ("imports", "base"),
    [
        ("from twisted.protocols.amp import Command, Integer", "Command"),
        ("from twisted.protocols.amp import Command as C, Integer", "C"),
        ("from twisted.protocols.amp import *", "Command"),
        ("import twisted.protocols.amp\nfrom twisted.protocols.amp import Integer", "twisted.protocols.amp.Command"),
        ("import twisted.protocols.amp as a\nInteger = a.Integer", "a.Command"),
    ],
)  # fmt: skip
def test_amp_is_known_however_it_was_imported(imports: str, base: str, tmp_path: Path) -> None:
    text = f'{imports}\nclass Ask({base}):\n    arguments = [(b"a", Integer())]\n'
    assert commands_of(tmp_path, text) == ["command Ask(a: int)"]


def test_errors_are_inherited_as_twisted_adds_them_up(tmp_path: Path) -> None:
    text = """
    class Base(amp.Command):
        errors = {KeyError: b"KEY"}
        fatalErrors = {OSError: b"OS"}
    class Ask(Base):
        errors = {ValueError: b"VALUE"}
    class Tell(Base):
        fatalErrors = {ValueError: b"VALUE"}
    """
    base, ask, tell = commands_of(tmp_path, text)
    assert base == "command Base() raises KeyError, fatal OSError"
    assert ask == "command Ask() raises KeyError, ValueError, fatal OSError"
    # Twisted looks into the command's own `fatalErrors` alone.
    assert tell == "command Tell() raises KeyError, OSError, fatal ValueError"


def test_a_command_does_not_inherit_its_name(tmp_path: Path) -> None:
    text = """
    class Base(amp.Command):
        commandName = b"base"
    class Ask(Base):
        pass
    """
    assert commands_of(tmp_path, text) == ['@wire("base") command Base()', "command Ask()"]


def test_files_that_are_imported_are_followed(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "__init__.py").touch()
    file, *_ = written(
        tmp_path,
        acme__commands="""
        from .common import Base, FIELDS as fields
        from acme import common
        class Ask(Base):
            arguments = fields
            errors = {common.Missing: b"MISSING"}
        """,
        acme__common="""
        import acme.commands
        class Missing(Exception):
            \"\"\"Not there.\"\"\"
        class Base(amp.Command):
            requiresAnswer = True
        FIELDS = [(b"a", amp.Integer())]
        """,
    )
    settled = importing.to_schema(importing.read([file], []), "imported", None, False)
    assert settled.text == (
        "schema imported\n\n"
        '/// Not there.\nerror Missing = "MISSING" python "acme.common:Missing"\n\n'
        "interface Acme {\n    command Ask(a: int) raises Missing\n}\n"
    )


def test_a_folder_for_modules_may_be_named(tmp_path: Path) -> None:
    (commands,) = written(
        tmp_path, app="from shared import Base\nclass Ask(Base):\n    arguments = []\n"
    )
    written(tmp_path / "lib", shared="class Base(amp.Command):\n    pass\n")
    found = importing.read([commands], [tmp_path / "lib"])
    assert [command.python.name for command in found.commands] == ["Ask"]


def test_lists_of_boxes_are_records_and_equal_ones_are_one(tmp_path: Path) -> None:
    text = """
    ROW = [(b"id", amp.Integer()), (b"tags", amp.AmpList([(b"name", amp.Unicode())], optional=True))]
    class Get(amp.Command):
        response = [(b"rows", amp.AmpList(ROW))]
    class Put(amp.Command):
        arguments = [(b"entries", amp.AmpList(list(ROW)))]
    """
    assert schema_of(tmp_path, text) == (
        "record Tag {\n    name: str\n}\n\n"
        "record Row {\n    id:   int\n    tags: list[Tag]?\n}\n\n"
        "interface Commands {\n"
        "    command Get() -> (rows: list[Row])\n\n"
        "    command Put(entries: list[Row])\n}"
    )


def test_a_list_of_boxes_may_hold_itself(tmp_path: Path) -> None:
    text = """
    TREE = [(b"label", amp.Unicode())]
    TREE.append((b"children", amp.AmpList(TREE)))
    class Plant(amp.Command):
        arguments = [(b"trees", amp.AmpList(TREE))]
    """
    schema = schema_of(tmp_path, text)
    assert "record Tree {\n    label:    str\n    children: list[Tree]\n}" in schema


def test_own_arguments_are_types_by_their_classes(tmp_path: Path) -> None:
    text = """
    from decimal import Decimal
    class Point: pass
    class PointArgument(amp.Argument):
        def __init__(self, unit, scale=1, optional=False):
            amp.Argument.__init__(self, optional)
        def fromString(self, data):
            return Point(data)
    class Email(amp.Unicode):
        pass
    class Money(amp.String):
        def fromString(self, data) -> Decimal: ...
    class Ask(amp.Command):
        arguments = [
            (b"at", PointArgument("m", 2)),
            (b"from", PointArgument("m", 2, optional=True)),
            (b"to", PointArgument("km")),
            (b"mail", Email(optional=True)),
            (b"price", Money()),
        ]
    """
    schema = schema_of(tmp_path, text)
    text = " ".join(schema.split())
    types = [f"type {part}" for part in text.partition(" interface ")[0].split("type ")[1:]]
    assert list(map(str.strip, types)) == [
        'type Point = python "commands:PointArgument"("m", 2) as "commands:Point" over bytes',
        'type PointArgument = python "commands:PointArgument"("km") as "commands:Point" over bytes',
        'type Email = python "commands:Email" as "builtins:str" over str',
        'type Money = python "commands:Money" as "decimal:Decimal" over bytes',
    ]
    assert '@wire("from") from_: Point?' in text and "mail: Email?" in text


def test_docstrings_and_comments_become_documentation(tmp_path: Path) -> None:
    text = '''
    class Ask(amp.Command):
        """Ask for it.

        Twice, perhaps.

        @param a: how much
            of it
        """
        arguments = [
            (b"a", amp.Integer()),  # noqa: E501
            (b"b", amp.Integer()),  # from 0
                                    # to 10
            # How often.
            (b"c", amp.Integer()), (b"d", amp.Integer()),  # both?
        ]

    # Tell it.
    #: Now.
    @final
    class Tell(amp.Command):
        pass

    class Both(amp.Command):
        """Not \u202e bad \\x1b."""
    '''
    schema = schema_of(tmp_path, "from typing import final\n" + dedent(text))
    body = schema.split("interface Commands {\n")[1]
    assert body.startswith(
        "    /// Ask for it.\n    ///\n    /// Twice, perhaps.\n    command Ask(\n"
        "        /// how much of it\n        a: int,\n"
        "        /// from 0\n        /// to 10\n        b: int,\n"
        "        /// How often.\n        c: int,\n        d: int,\n    )\n"
    )
    assert "    /// Tell it.\n    /// Now.\n    command Tell()" in body
    assert "/// Not \\u202e bad \\x1b." in body


def test_who_answers_tells_the_interfaces(tmp_path: Path) -> None:
    text = """
    class Ask(amp.Command): pass
    class Tell(amp.Command): pass
    class Ping(amp.Command): pass
    class Alone(amp.Command): pass
    class ServerProtocol(amp.AMP):
        @Ask.responder
        def ask(self): ...
        def ping(self): ...
        Ping.responder(ping)
    class Client(amp.CommandLocator):
        @Tell.responder
        def tell(self): ...
        @Ping.responder
        def ping(self): ...
    """
    (file,) = written(tmp_path, chat_commands=text)
    settled = importing.to_schema(importing.read([file], []), "chat", None, False)
    interfaces = {
        one.name: [command.name for command in one.commands] for one in meant(settled).interfaces
    }
    assert interfaces == {
        "Server": ["Ask"],
        "Client": ["Tell"],
        "ClientAndServer": ["Ping"],
        "Chat": ["Alone"],
    }


def test_an_interface_has_a_name_that_generated_code_leaves_to_it(tmp_path: Path) -> None:
    text = """
    class Ask(amp.Command): pass
    class Tell(amp.Command): pass
    class ChatServer(amp.AMP):
        Ask.responder(lambda self: {})
    class ChatClient(amp.AMP):
        Tell.responder(lambda self: {})
    """
    (file,) = written(tmp_path, commands=text)
    settled = importing.to_schema(importing.read([file], []), "chat", None, False)
    assert [one.name for one in meant(settled).interfaces] == ["Chat", "ChatClientCommands"]


def test_an_interface_has_a_name_that_its_connection_leaves_to_it(tmp_path: Path) -> None:
    text = """
    class Ask(amp.Command): pass
    class Transport(amp.AMP):
        Ask.responder(lambda self: {})
    """
    (file,) = written(tmp_path, commands=text)
    settled = importing.to_schema(importing.read([file], []), "chat", None, False)
    assert [one.name for one in meant(settled).interfaces] == ["Transport_"]


def test_commands_of_one_wire_name_are_in_interfaces_of_their_own(tmp_path: Path) -> None:
    text = """
    class Hello(amp.Command):
        commandName = b"hello"
    class NewHello(Hello):
        commandName = Hello.commandName
        arguments = [(b"name", amp.Unicode())]
    """
    (file,) = written(tmp_path, greeting=text)
    settled = importing.to_schema(importing.read([file], []), "greetings", None, False)
    assert [one.name for one in meant(settled).interfaces] == ["Greeting", "Greeting_"]
    (finding,) = settled.findings
    assert finding.rule == "python-wire-twice" and finding.frame.place.line == 5


def test_commands_and_errors_of_one_name_get_names_of_their_own(tmp_path: Path) -> None:
    files = written(
        tmp_path,
        acme__users='class Add(amp.Command):\n    errors = {KeyError: b"NO_USER"}\n',
        acme__groups='class Add(amp.Command):\n    errors = {KeyError: b"NO_GROUP"}\n',
    )
    settled = importing.to_schema(importing.read(files, []), "both", None, False)
    assert 'error KeyError = "NO_USER"' in settled.text
    assert 'error NoGroup = "NO_GROUP" python "builtins:KeyError"' in settled.text
    assert '@wire("Add")\n    command GroupsAdd() raises NoGroup' in settled.text


@pytest.mark.parametrize(
    ("module", "out", "name"),
    [
        ("acme__user_commands", None, "user_amp"),
        ("commands", None, "commands_amp"),
        ("amp_commands", None, "amp_wire"),
        ("Types", None, "types_amp"),
        ("commands", "x/users.amp", "users"),
        # There is a module of that name already.
        ("commands", "x/json.amp", "commands_amp"),
    ],
)
def test_a_schema_is_called_so_that_it_hides_no_module(
    module: str, out: str | None, name: str, tmp_path: Path
) -> None:
    (file,) = written(tmp_path, **{module: "class Ask(amp.Command): pass\n"})
    found = importing.read([file], [])
    assert importing.suggested_name(found, None if out is None else Path(out)) == name


def test_thousands_of_lines_are_read(tmp_path: Path) -> None:
    fields = '[(b"a%d" % i, amp.Integer()) for i in range(3)] + [(b"n", amp.Unicode())]'
    text = "".join(
        f'class Ask{n}(amp.Command):\n    """Number {n}."""\n    arguments = {fields}\n'
        for n in range(400)
    )
    assert len(commands_of(tmp_path, text)) == 400
