"""What is right and could be better: said by `ampgen check` alone."""

from __future__ import annotations

from ampgen.rules.rule import Kind, make_rule

RULES = (
    make_rule(
        "undocumented-command",
        "a command says what it does",
        """Many who read a schema never see the program that answers. What stands above a command
        after `///` is the documentation of the generated methods too.""",
        """
        schema users

        interface Users {
            command Purge()
        }
        """,
        """
        schema users

        interface Users {
            /// Forget everybody who has not been seen for a year.
            command Purge()
        }
        """,
        Kind.HABIT,
    ),
    make_rule(
        "undocumented-field",
        "a field says what it means",
        """A name and a type leave open what the values are: a unit, a form, a range. A comment
        after `///` above the field says it, or the documentation of the command or the record,
        where the field's name stands between backticks.""",
        """
        schema users

        interface Users {
            /// Forget those who have not been seen for so long.
            command Purge(age: int) -> (count: int)
        }
        """,
        """
        schema users

        interface Users {
            /// Forget those who have not been seen for so long; `count` is how many they were.
            command Purge(
                /// Days.
                age: int,
            ) -> (count: int)
        }
        """,
        Kind.HABIT,
    ),
    make_rule(
        "closed-enum-in-response",
        "an enum in a response is open",
        """A closed enum refuses what it does not know. Where a response holds one, however deep, a
        new member is an error to every caller that is older than it. An enum that ends in `_`
        keeps an unknown value for the program to decide.""",
        """
        schema users

        enum State {
            active
            banned
        }

        interface Users {
            /// The `state` of the user of an `id`.
            command Look(id: int) -> (state: State)
        }
        """,
        """
        schema users

        enum State {
            active
            banned
            _
        }

        interface Users {
            /// The `state` of the user of an `id`.
            command Look(id: int) -> (state: State)
        }
        """,
        Kind.HABIT,
    ),
    make_rule(
        "oneway-only",
        "beside one-way commands stands one that is answered",
        """Nothing comes back from a one-way command, not even that it was lost with the
        connection. Commands are read in their order: the answer to any other says that all that
        was sent before has been read. Whoever answers the interface should answer one such
        command, in it or in another interface of the same role.""",
        """
        schema users

        interface Events {
            /// Somebody came.
            oneway command Came()
        }
        """,
        """
        schema users

        interface Events {
            /// Somebody came.
            oneway command Came()

            /// Answered when all events before it were read.
            command Sync()
        }
        """,
        Kind.HABIT,
    ),
    make_rule(
        "unraised-error",
        "an error is raised by a command",
        """Only the errors that a command lists in `raises` reach its callers as themselves. One
        that stands in no such list was forgotten there, or is left over.""",
        """
        schema users

        error Taken

        interface Users {
            /// Add the user of a `name`.
            command Add(name: str)
        }
        """,
        """
        schema users

        error Taken

        interface Users {
            /// Add the user of a `name`.
            command Add(name: str) raises Taken
        }
        """,
        Kind.HABIT,
    ),
    make_rule(
        "camel-case-name",
        "declarations and commands are spelled in CamelCase",
        """They are classes in what is generated. The methods of a command are spelled in
        snake_case there, whatever its own name is.""",
        """
        schema users

        interface Users {
            /// Add the user of a `name`.
            command add_user(name: str)
        }
        """,
        """
        schema users

        interface Users {
            /// Add the user of a `name`.
            command AddUser(name: str)
        }
        """,
        Kind.HABIT,
    ),
    make_rule(
        "snake-case-name",
        "fields and members are spelled in snake_case",
        """They are attributes in what is generated. A name that peers know already stays on the
        wire: of a field by `@wire("userName")`, of a member by `= "userName"`.""",
        """
        schema users

        interface Users {
            /// Add the user of a `userName`.
            command Add(userName: str)
        }
        """,
        """
        schema users

        interface Users {
            /// Add the user of a `user_name`.
            command Add(@wire("userName") user_name: str)
        }
        """,
        Kind.HABIT,
    ),
)
