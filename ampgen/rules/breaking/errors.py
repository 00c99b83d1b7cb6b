"""Errors that come, go and change."""

from __future__ import annotations

from ampgen.rules.rule import make_change

RULES = (
    make_change(
        "error-added",
        "callers know the errors that are raised",
        """Old callers get it as an error that they do not know: they see its code and its
        text, and cannot catch it by its class. If it is fatal, their connection is closed.""",
        """
        error NameTaken
        error Full

        interface Users {
            command Register(name: str) raises NameTaken
        }
        """,
        """
        error NameTaken
        error Full

        interface Users {
            command Register(name: str) raises NameTaken, Full
        }
        """,
        """
        error NameTaken
        error Full

        interface Users {
            command Register(name: str) raises NameTaken
        }
        """,
    ),
    make_change(
        "error-removed",
        "errors that are raised are declared",
        """A new responder that raises it all the same makes the call fail without its code,
        and plain Twisted closes the connection; an old responder goes on raising it, and new
        callers do not know it.""",
        """
        error NameTaken

        interface Users {
            command Register(name: str) raises NameTaken
        }
        """,
        """
        error NameTaken

        interface Users {
            command Register(name: str)
        }
        """,
        """
        @deprecated("names are not unique any more")
        error NameTaken

        interface Users {
            command Register(name: str) raises NameTaken
        }
        """,
    ),
    make_change(
        "error-code-changed",
        "an error has the code that old sides know",
        """Each side gets the other's error as one that it does not know, or, where another error
        of the command has the code, as that one. The class may be renamed; the code stays.""",
        """
        error NameTaken = "name-taken"

        interface Users {
            command Register(name: str) raises NameTaken
        }
        """,
        """
        error NameTaken = "NAME_TAKEN"

        interface Users {
            command Register(name: str) raises NameTaken
        }
        """,
        """
        error NameInUse = "name-taken"

        interface Users {
            command Register(name: str) raises NameInUse
        }
        """,
    ),
    make_change(
        "error-became-fatal",
        "an error that leaves the connection open goes on to do so",
        """After it the new responder closes the connection, and with it every other call of an
        old caller.""",
        """
        error NameTaken

        interface Users {
            command Register(name: str) raises NameTaken
        }
        """,
        """
        error NameTaken

        interface Users {
            command Register(name: str) raises fatal NameTaken
        }
        """,
        """
        error NameTaken
        error Banned

        interface Users {
            command Register(name: str) raises NameTaken
        }
        """,
    ),
    make_change(
        "error-became-nonfatal",
        "an error that ends the connection goes on to do so",
        """A new caller counts on the connection, and an old responder closes it.""",
        """
        error Banned

        interface Users {
            command Register(name: str) raises fatal Banned
        }
        """,
        """
        error Banned

        interface Users {
            command Register(name: str) raises Banned
        }
        """,
        """
        error Banned
        error Slow

        interface Users {
            command Register(name: str) raises fatal Banned
        }
        """,
    ),
)
