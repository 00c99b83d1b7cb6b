"""Hand-written commands, and what becomes of them in a schema."""

from __future__ import annotations

from functools import partial

from ampgen.rules.rule import Kind, make_rule

_make_rule = partial(make_rule, kind=Kind.IMPORTED)

RULES = (
    _make_rule(
        "python-syntax",
        "what is imported is Python",
        """`ampgen import` reads Python files without running them. It needs files that Python 3
        can read.""",
        """
        from twisted.protocols import amp

        class Sum(amp.Command):
            arguments = [(b"a", amp.Integer())
        """,
        """
        from twisted.protocols import amp

        class Sum(amp.Command):
            arguments = [(b"a", amp.Integer())]
        """,
    ),
    _make_rule(
        "python-unknown",
        "what a command is made of is known without running it",
        """A list that is put together from others, a comprehension over what is known, a function
        that only returns something, base classes and imports from files beside it are followed.
        What a loop or a condition makes, or what comes from a file that was not found, is known
        only when the code runs: `--execute` runs it, in a process of its own.""",
        """
        import os
        from twisted.protocols import amp

        for name in os.environ:
            class Ask(amp.Command):
                commandName = name.encode()
        """,
        """
        from twisted.protocols import amp

        NUMBERS = [(name.encode(), amp.Integer()) for name in ("a", "b")]

        class Sum(amp.Command):
            arguments = NUMBERS + [(b"c", amp.Integer(optional=True))]
        """,
    ),
    _make_rule(
        "python-unsayable",
        "a schema can say what a command is made of",
        """Everything in a schema has bytes of its own and a name by which it is imported: no
        descriptors inside lists, no `ListOf` an `AmpList`, no classes made inside functions, no
        arguments that are made with objects.""",
        """
        from twisted.protocols import amp

        class Open(amp.Command):
            arguments = [(b"files", amp.ListOf(amp.Descriptor()))]
        """,
        """
        from twisted.protocols import amp

        class Open(amp.Command):
            arguments = [(b"file", amp.Descriptor()), (b"log", amp.Descriptor(optional=True))]
        """,
    ),
    _make_rule(
        "python-override",
        "a command makes and reads its boxes as Twisted does",
        """A command with a `makeArguments`, `parseArguments`, `makeResponse` or `parseResponse` of
        its own, or with boxes that are none, travels in a way that only its code knows. What is
        special about a value belongs into an `Argument` class, which a schema can name.""",
        """
        from twisted.protocols import amp

        class Log(amp.Command):
            @classmethod
            def makeArguments(cls, objects, proto):
                return amp.AmpBox(line=repr(objects).encode())
        """,
        """
        from twisted.protocols import amp

        class Line(amp.Argument):
            def toString(self, value):
                return repr(value).encode()

        class Log(amp.Command):
            arguments = [(b"line", Line())]
        """,
    ),
    _make_rule(
        "python-behaviour",
        "a command does nothing beside its boxes",
        """A box that closes the connection once it is sent, or a switch to another protocol, is
        something that a program does; methods and attributes that Twisted does not know never
        travel. The command is imported without them: where they matter, go on with the hand-written
        one, which sends the same bytes.""",
        """
        from twisted.protocols import amp

        class Goodbye(amp.Command):
            responseType = amp.QuitBox
        """,
        """
        from twisted.protocols import amp

        class Goodbye(amp.Command):
            response = [(b"words", amp.Unicode())]
        """,
    ),
    _make_rule(
        "python-oneway",
        "a one-way command declares no answer",
        """Nobody waits for the answer of a command whose `requiresAnswer` is false, so that what
        it declares as its response and its errors never travels. It is imported without them.""",
        """
        from twisted.protocols import amp

        class Beat(amp.Command):
            response = [(b"at", amp.DateTime())]
            requiresAnswer = False
        """,
        """
        from twisted.protocols import amp

        class Beat(amp.Command):
            arguments = [(b"at", amp.DateTime())]
            requiresAnswer = False
        """,
    ),
    _make_rule(
        "python-wire-twice",
        "commands that are answered together have names of their own",
        """Two commands with one name on the wire cannot be answered by one side of a connection.
        They are put into two interfaces.""",
        """
        from twisted.protocols import amp

        class Hello(amp.Command):
            commandName = b"hello"

        class NewHello(amp.Command):
            commandName = b"hello"
        """,
        """
        from twisted.protocols import amp

        class Hello(amp.Command):
            commandName = b"hello"

        class NewHello(amp.Command):
            commandName = b"new-hello"
        """,
    ),
    _make_rule(
        "python-hidden",
        "a command is there for others to call",
        """A class inside a function is there only while the function runs, as in tests. It is not
        imported.""",
        """
        from twisted.protocols import amp

        class Hello(amp.Command):
            pass

        def test_hello():
            class OtherHello(amp.Command):
                pass
        """,
        """
        from twisted.protocols import amp

        class Hello(amp.Command):
            pass
        """,
    ),
    _make_rule(
        "python-no-commands",
        "there is something to import",
        """A command is a class that derives from `twisted.protocols.amp.Command`, in the named
        files themselves.""",
        """
        def hello():
            print("hello")
        """,
        """
        from twisted.protocols import amp

        class Hello(amp.Command):
            pass
        """,
    ),
    _make_rule(
        "json-commands",
        "a list of commands in JSON says what `amp.Command` says",
        """A document is a list of commands, under `commands` or by itself. A command has `name`,
        `arguments`, `response`, `errors`, `fatalErrors`, `requiresAnswer`, `commandName` and
        `doc`; a field has `name`, `type`, `optional` and `doc`. Types are called as in
        `twisted.protocols.amp`: `ListOf` has `of` besides, `AmpList` has `fields`.""",
        """
        {
            "commands": [
                {"name": "Sum", "arguments": [{"name": "a", "type": "Number"}]}
            ]
        }
        """,
        """
        {
            "commands": [
                {
                    "name": "Divide",
                    "arguments": [
                        {"name": "numerator", "type": "Integer"},
                        {"name": "denominators", "type": "ListOf", "of": "Integer"}
                    ],
                    "response": [{"name": "result", "type": "Float"}],
                    "errors": [{"name": "DivisionByZero", "code": "ZERO_DIVISION"}]
                }
            ]
        }
        """,
    ),
)
