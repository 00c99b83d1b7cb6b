"""Fields of answers that come, go and change: responders write them, callers read them."""

from __future__ import annotations

from ampgen.rules.rule import make_change

RULES = (
    make_change(
        "response-required-added",
        "old responders answer every field that is required",
        """Answers of old responders lack it, and new callers cannot read them. An optional
        field can be required once no old responder is left; nothing breaks where responders
        are upgraded first.""",
        """
        interface Users {
            command Find(id: int) -> (name: str)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str, email: str)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str, email: str?)
        }
        """,
    ),
    make_change(
        "response-optional-added",
        "a field of an answer is new and optional",
        """Nothing breaks: old callers ignore it, and with old responders it is absent. This is
        told on request, `--category info`.""",
        """
        interface Users {
            command Find(id: int) -> (name: str)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str, email: str?)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str)
        }
        """,
    ),
    make_change(
        "response-required-removed",
        "an answer has every field that old callers require",
        """Old callers cannot read the answer, and their calls fail.""",
        """
        interface Users {
            command Find(id: int) -> (name: str, email: str)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str, @deprecated("nobody writes letters") email: str)
        }
        """,
    ),
    make_change(
        "response-optional-removed",
        "an answer has what old callers look for",
        """Nothing fails, but old callers read that it is absent from now on.""",
        """
        interface Users {
            command Find(id: int) -> (name: str, email: str?)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str, @deprecated("nobody writes letters") email: str?)
        }
        """,
    ),
    make_change(
        "response-optional-to-required",
        "new callers can do without what old responders may leave out",
        """Where an old responder leaves it out, or where its value is the default of old, a
        new caller cannot read the answer.""",
        """
        interface Users {
            command Find(id: int) -> (name: str, email: str?)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str, email: str)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str, email: str?, since: datetime?)
        }
        """,
    ),
    make_change(
        "response-required-to-optional",
        "an answer has every field that old callers require",
        """Where a new responder leaves it out, or where its value is the new default, old
        callers cannot read the answer.""",
        """
        interface Users {
            command Find(id: int) -> (name: str, email: str)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str, email: str?)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str, email: str, phone: str?)
        }
        """,
    ),
    make_change(
        "response-type-changed",
        "a caller can read the type that the responder writes",
        """What is written as one type is read as another: some types can always be read so,
        others for some values or never. Where they cannot the call fails.""",
        """
        interface Users {
            command Find(id: int) -> (age: int)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (age: decimal)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (age: int, exact_age: decimal?)
        }
        """,
    ),
    make_change(
        "response-type-confused",
        "a field of an answer is not taken for something else",
        """The bytes of one type are those of another, with another meaning: a list and a text,
        a list and a list of records, a large value that is big no more. Nothing fails, and the
        caller gets what nobody answered. It is told whatever categories are asked for.""",
        """
        interface Users {
            command Find(id: int) -> (name: str)
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: list[str])
        }
        """,
        """
        interface Users {
            command Find(id: int) -> (name: str, names: list[str] = [])
        }
        """,
    ),
    make_change(
        "response-enum-member-added",
        "responders answer values that old callers know",
        """An old caller cannot read a value that its closed enum does not have, and its call
        fails. An enum that was open from the start takes new members.""",
        """
        enum Role { admin member }

        interface Users {
            command Find(id: int) -> (role: Role)
        }
        """,
        """
        enum Role { admin member guest }

        interface Users {
            command Find(id: int) -> (role: Role)
        }
        """,
        """
        enum Role { admin member }

        interface Users {
            command Find(id: int) -> (role: Role)
        }
        """,
    ),
    make_change(
        "response-enum-member-removed",
        "callers know the values that old responders answer",
        """A new caller cannot read the value, since its closed enum does not have it any more.""",
        """
        enum Role { admin member guest }

        interface Users {
            command Find(id: int) -> (role: Role)
        }
        """,
        """
        enum Role { admin member }

        interface Users {
            command Find(id: int) -> (role: Role)
        }
        """,
        """
        enum Role { admin member @deprecated("use member") guest }

        interface Users {
            command Find(id: int) -> (role: Role)
        }
        """,
    ),
)
