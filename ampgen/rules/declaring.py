"""Enums, errors, an application's own types, and annotations."""

from __future__ import annotations

from ampgen.rules.rule import make_rule

RULES = (
    make_rule(
        "empty-enum",
        "a closed enum has a member",
        """A closed enum without a member has no value, so nothing that holds one could be sent.
        `_` alone makes an open enum, which keeps every value.""",
        """
        schema users

        enum Role {
        }
        """,
        """
        schema users

        enum Role {
            admin
        }
        """,
    ),
    make_rule(
        "open-enum",
        "`_` ends an open enum",
        """`_` is the last member, once, without a value: it stands for every value that the
        schema does not know.""",
        """
        schema users

        enum Role {
            _
            admin
        }
        """,
        """
        schema users

        enum Role {
            admin
            _
        }
        """,
    ),
    make_rule(
        "enum-base",
        "the values of an enum are `str` or `int`",
        """An enum travels as text, or as whole numbers if it is declared `: int`.""",
        """
        schema users

        enum Level: float {
            low = 1
        }
        """,
        """
        schema users

        enum Level: int {
            low = 1
        }
        """,
    ),
    make_rule(
        "enum-value",
        "a member's value fits the enum",
        """The members of an enum of whole numbers each need one; those of an enum of text may
        have a string, and are their own name otherwise.""",
        """
        schema users

        enum Level: int {
            low = "low"
        }
        """,
        """
        schema users

        enum Level: int {
            low = 1
        }
        """,
    ),
    make_rule(
        "enum-value-twice",
        "each member has a value of its own",
        """Two members travel as the same value, so that the reader could not tell which was
        meant.""",
        """
        schema users

        enum Role {
            guest
            visitor = "guest"
        }
        """,
        """
        schema users

        enum Role {
            guest
            visitor
        }
        """,
    ),
    make_rule(
        "bad-python-name",
        "a name in Python is written `module:Class`",
        """`python` and `as` name a class by its module and its name in it, with a colon between
        them. The compiler never imports it, but what is built into Python it knows: there is no
        class of arguments, and not everything is a type.""",
        """
        schema users

        error NotFound python "acme.errors.NotFound"
        """,
        """
        schema users

        error NotFound python "acme.errors:NotFound"
        """,
    ),
    make_rule(
        "bad-exception",
        "an error is an exception made from one message",
        """What arrives is a code and a message, and the exception is made from the message alone.
        Of Python's own exceptions those are refused that need more, or that no program should
        raise. Those of an application are not looked at, because the compiler imports nothing:
        see to it that they can be made from one text.""",
        """
        schema users

        error BadText python "builtins:UnicodeDecodeError"
        """,
        """
        schema users

        error BadText python "builtins:ValueError"
        """,
    ),
    make_rule(
        "bad-over",
        "a type of your own travels as a built-in one",
        """`over` says what the bytes of an application's own type are, for people and programs
        that know only the built-in types.""",
        """
        schema users

        record Point {
            x: int
        }

        type Place = python "acme.wire:Place" as "acme.model:Place" over Point
        """,
        """
        schema users

        type Place = python "acme.wire:Place" as "acme.model:Place" over bytes
        """,
    ),
    make_rule(
        "unknown-annotation",
        "there are six annotations",
        """`@deprecated("reason")`, `@since("1.3")`, `@wire("name")`, `@timeout(30)`,
        `@big(first=0)` and `@nonfinite`. The set is closed.""",
        """
        schema users

        interface Users {
            @depricated("use Register")
            command AddUser()
        }
        """,
        """
        schema users

        interface Users {
            @deprecated("use Register")
            command AddUser()
        }
        """,
    ),
    make_rule(
        "misplaced-annotation",
        "an annotation stands where it means something",
        """`@deprecated` and `@since` stand before declarations, members, commands and fields;
        `@wire` before commands and fields; `@timeout` before commands that are answered; `@big`
        before big values; `@nonfinite` before floats.""",
        """
        schema users

        @timeout(30)
        record User {
            id: int
        }
        """,
        """
        schema users

        interface Users {
            @timeout(30)
            command Find(id: int)
        }
        """,
    ),
    make_rule(
        "annotated-twice",
        "an annotation stands once",
        """The same annotation stands twice before one thing.""",
        """
        schema users

        @since("1.1")
        @since("1.2")
        record User {
            id: int
        }
        """,
        """
        schema users

        @since("1.1")
        record User {
            id: int
        }
        """,
    ),
    make_rule(
        "bad-annotation",
        "an annotation has the value that it needs",
        """`@deprecated` and `@since` take a text, `@wire` a string, `@timeout` a number of
        seconds above 0, `@big` takes `first=0` or `first=2`, and `@nonfinite` nothing.""",
        """
        schema users

        interface Users {
            @timeout(0)
            command Find(id: int)
        }
        """,
        """
        schema users

        interface Users {
            @timeout(0.5)
            command Find(id: int)
        }
        """,
    ),
)
