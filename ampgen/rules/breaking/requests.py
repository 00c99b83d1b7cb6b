"""Arguments that come, go and change: callers write them, responders read them."""

from __future__ import annotations

from ampgen.rules.rule import make_change

RULES = (
    make_change(
        "request-required-added",
        "old callers send every argument that is required",
        """Calls of old callers lack it: they fail, and a plain Twisted responder closes the
        connection, with all other calls on it; of a one-way call nobody hears that it failed. An
        optional argument can be required once no old caller is left.""",
        """
        interface Users {
            command Register(name: str)
        }
        """,
        """
        interface Users {
            command Register(name: str, email: str)
        }
        """,
        """
        interface Users {
            command Register(name: str, email: str?)
        }
        """,
    ),
    make_change(
        "request-optional-added",
        "an argument is new and optional",
        """Nothing breaks: old callers do not send it, and old responders ignore it, which is
        worth knowing. This is told on request, `--category info`.""",
        """
        interface Users {
            command Register(name: str)
        }
        """,
        """
        interface Users {
            command Register(name: str, email: str?)
        }
        """,
        """
        interface Users {
            command Register(name: str)
        }
        """,
    ),
    make_change(
        "request-required-removed",
        "new callers send every argument that old responders require",
        """Calls of new callers lack it: with an old responder they fail, and plain Twisted
        closes the connection. Nothing breaks where every responder is upgraded before the
        first caller, which `--first` says.""",
        """
        interface Users {
            command Register(name: str, email: str)
        }
        """,
        """
        interface Users {
            command Register(name: str)
        }
        """,
        """
        interface Users {
            command Register(name: str, @deprecated("nobody writes letters") email: str)
        }
        """,
    ),
    make_change(
        "request-optional-removed",
        "what callers send is heeded",
        """Nothing fails, but what an old caller sends in it is ignored from now on.""",
        """
        interface Users {
            command Register(name: str, email: str?)
        }
        """,
        """
        interface Users {
            command Register(name: str)
        }
        """,
        """
        interface Users {
            command Register(name: str, @deprecated("nobody writes letters") email: str?)
        }
        """,
    ),
    make_change(
        "request-optional-to-required",
        "an argument that may be absent goes on to be optional",
        """Where an old caller leaves it out, or where its value is the default of old, the
        call fails, and a plain Twisted responder closes the connection.""",
        """
        interface Users {
            command Register(name: str, email: str?)
        }
        """,
        """
        interface Users {
            command Register(name: str, email: str)
        }
        """,
        """
        error EmailNeeded

        interface Users {
            command Register(name: str, email: str?)
            command RegisterByMail(email: str) raises EmailNeeded
        }
        """,
    ),
    make_change(
        "request-required-to-optional",
        "new callers send what old responders require",
        """Where a new caller leaves it out, or where its value is the new default, an old
        responder refuses the call, and plain Twisted closes the connection. Nothing breaks
        where every responder is upgraded before the first caller, which `--first` says.""",
        """
        interface Users {
            command Register(name: str, email: str)
        }
        """,
        """
        interface Users {
            command Register(name: str, email: str?)
        }
        """,
        """
        interface Users {
            command Register(name: str, email: str, phone: str?)
        }
        """,
    ),
    make_change(
        "request-type-changed",
        "a responder can read the type that the caller writes",
        """What is written as one type is read as another: some types can always be read so,
        others for some values or never. Where they cannot the call fails, and plain Twisted
        closes the connection.""",
        """
        interface Users {
            command Register(name: str, age: int)
        }
        """,
        """
        interface Users {
            command Register(name: str, age: decimal)
        }
        """,
        """
        interface Users {
            command Register(name: str, age: int, exact_age: decimal?)
        }
        """,
    ),
    make_change(
        "request-type-confused",
        "an argument is not taken for something else",
        """The bytes of one type are those of another, with another meaning: a list and a text,
        a list and a list of records, a large value that is big no more. Nothing fails, and the
        responder gets what nobody sent. It is told whatever categories are asked for.""",
        """
        interface Users {
            command Register(name: str)
        }
        """,
        """
        interface Users {
            command Register(name: list[str])
        }
        """,
        """
        interface Users {
            command Register(name: str, names: list[str] = [])
        }
        """,
    ),
    make_change(
        "request-enum-member-added",
        "callers send values that old responders know",
        """An old responder refuses a value that its closed enum does not have. An enum that
        was open from the start takes new members.""",
        """
        enum Role { admin member }

        interface Users {
            command Register(name: str, role: Role)
        }
        """,
        """
        enum Role { admin member guest }

        interface Users {
            command Register(name: str, role: Role)
        }
        """,
        """
        enum Role { admin member }

        interface Users {
            command Register(name: str, role: Role)
        }
        """,
    ),
    make_change(
        "request-enum-member-removed",
        "responders know the values that old callers send",
        """A new responder refuses the value, since its closed enum does not have it any more.""",
        """
        enum Role { admin member guest }

        interface Users {
            command Register(name: str, role: Role)
        }
        """,
        """
        enum Role { admin member }

        interface Users {
            command Register(name: str, role: Role)
        }
        """,
        """
        enum Role { admin member @deprecated("use member") guest }

        interface Users {
            command Register(name: str, role: Role)
        }
        """,
    ),
)
