"""Commands that come, go, or are answered by somebody else."""

from __future__ import annotations

from ampgen.rules.rule import make_change

_TWO = """
interface Users {
    command Register(name: str) -> (id: int)
    command Remove(id: int)
}
"""
_ONE = """
interface Users {
    command Register(name: str) -> (id: int)
}
"""

RULES = (
    make_change(
        "command-removed",
        "a command that old callers call is not answered any more",
        """A call of an old caller fails as unhandled; where nobody waits for an answer it is lost,
        and a plain Twisted responder closes the connection. The same goes for a whole interface,
        and for one that a role of a protocol gives up.""",
        _TWO,
        _ONE,
        """
        interface Users {
            command Register(name: str) -> (id: int)
            @deprecated("users are not removed any more")
            command Remove(id: int)
        }
        """,
    ),
    make_change(
        "command-added",
        "a command is new, and old responders do not answer it",
        """Nothing breaks until a new caller calls it: an old responder does not know it, and the
        call fails as unhandled. Whoever answers it is upgraded first. This is told on request,
        `--category info`.""",
        _ONE,
        _TWO,
        _ONE,
    ),
    make_change(
        "command-wire-name-changed",
        "a command has the name that old sides know, on the wire",
        """Old and new sides call it differently on the wire, so that calls fail in both
        directions. A command may be renamed for programs alone: `@wire` keeps the name that
        travels.""",
        _ONE,
        """
        interface Users {
            @wire("register")
            command Register(name: str) -> (id: int)
        }
        """,
        """
        interface Users {
            @wire("Register")
            command SignUp(name: str) -> (id: int)
        }
        """,
    ),
    make_change(
        "command-moved-role",
        "an interface is answered by the role that answered it before",
        """The role that has called it does not find it on the other side any more, and the role
        that calls it now does not find it on old sides. Nothing breaks where the role that answers
        it from now on is upgraded first, which `--first` says.""",
        f"{_ONE}\nprotocol Accounts {{\n    server answers Users\n}}",
        f"{_ONE}\nprotocol Accounts {{\n    client answers Users\n}}",
        f"{_ONE}\nprotocol Accounts {{\n    server answers Users\n    client answers Users\n}}",
    ),
    make_change(
        "command-became-oneway",
        "a command that is answered goes on being answered",
        """Callers cannot wait for it any more. Old callers get an empty answer, which fails where
        the answer had a required field; and where an old responder raises an error that nobody
        waits for, plain Twisted closes the connection.""",
        _ONE,
        """
        interface Users {
            oneway command Register(name: str)
        }
        """,
        f"{_ONE.rstrip()[:-1]}    oneway command RegisterLater(name: str)\n}}",
    ),
    make_change(
        "command-became-twoway",
        "a one-way command goes on being one-way",
        """New callers wait for an answer. Old responders give an empty one, which fails where the
        answer has a required field; and where a new responder raises an error for an old caller,
        plain Twisted closes the connection.""",
        """
        interface Users {
            oneway command Seen(id: int)
        }
        """,
        """
        interface Users {
            command Seen(id: int) -> (times: int)
        }
        """,
        """
        interface Users {
            oneway command Seen(id: int)
            command Count(id: int) -> (times: int)
        }
        """,
    ),
)
