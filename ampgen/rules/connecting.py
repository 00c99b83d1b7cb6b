"""Commands, what they raise, and protocols."""

from __future__ import annotations

from ampgen.rules.rule import make_rule

RULES = (
    make_rule(
        "oneway-raises",
        "a one-way command raises nothing",
        """Nobody waits for the answer of a one-way command, so an error in it would have no one
        to go to.""",
        """
        schema users

        error Banned

        interface Users {
            oneway command Heartbeat() raises Banned
        }
        """,
        """
        schema users

        error Banned

        interface Users {
            command Heartbeat() raises Banned
        }
        """,
    ),
    make_rule(
        "oneway-response",
        "a one-way command has no response",
        """Nobody waits for the answer of a one-way command. A command without `->` is answered,
        with an empty response.""",
        """
        schema users

        interface Users {
            oneway command Heartbeat() -> (at: datetime)
        }
        """,
        """
        schema users

        interface Users {
            command Heartbeat() -> (at: datetime)
        }
        """,
    ),
    make_rule(
        "unknown-error",
        "what is raised is declared",
        """`raises` names errors that the schema declares or imports.""",
        """
        schema users

        interface Users {
            command Add() raises Taken
        }
        """,
        """
        schema users

        error Taken

        interface Users {
            command Add() raises Taken
        }
        """,
    ),
    make_rule(
        "raised-twice",
        "an error is listed once",
        """An error stands twice in `raises`, or stands there and in the `raises` of the
        interface, which counts for all its commands.""",
        """
        schema users

        error Taken

        interface Users raises Taken {
            command Add() raises Taken
        }
        """,
        """
        schema users

        error Taken

        interface Users raises Taken {
            command Add()
        }
        """,
    ),
    make_rule(
        "unknown-interface",
        "what a role answers is declared",
        """`answers` names interfaces that the schema declares or imports.""",
        """
        schema users

        interface Users {
            command Add()
        }

        protocol Accounts {
            server answers User
        }
        """,
        """
        schema users

        interface Users {
            command Add()
        }

        protocol Accounts {
            server answers Users
        }
        """,
    ),
    make_rule(
        "protocol-roles",
        "a protocol has two roles",
        """A connection has two ends. Each is a role, named in lower case, that may answer
        interfaces; one that answers nothing need not be written.""",
        """
        schema users

        interface Users {
            command Add()
        }

        interface Groups {
            command Join()
        }

        interface Events {
            command Tell()
        }

        protocol Accounts {
            server answers Users
            client answers Groups
            proxy answers Events
        }
        """,
        """
        schema users

        interface Users {
            command Add()
        }

        interface Groups {
            command Join()
        }

        protocol Accounts {
            server answers Users
            client answers Groups
        }
        """,
    ),
    make_rule(
        "answered-twice",
        "a role answers an interface once",
        """The same interface is listed twice for one role. It may stand on both sides.""",
        """
        schema users

        interface Users {
            command Add()
        }

        protocol Accounts {
            server answers Users, Users
        }
        """,
        """
        schema users

        interface Users {
            command Add()
        }

        protocol Accounts {
            server answers Users
            client answers Users
        }
        """,
    ),
)
