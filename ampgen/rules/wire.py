"""What the wire can say."""

from __future__ import annotations

from ampgen.rules.rule import make_rule

RULES = (
    make_rule(
        "bad-wire-name",
        "a wire name is one that AMP can carry",
        """A key of a message is not empty, does not begin with `_` and has at most 255 bytes, 250
        for a big value. The name of a command has at most 65,535 bytes and is not `StartTLS`,
        which is AMP's own.""",
        """
        schema users

        record User {
            @wire("_id")
            id: int
        }
        """,
        """
        schema users

        record User {
            @wire("user-id")
            id: int
        }
        """,
    ),
    make_rule(
        "wire-name-twice",
        "a wire name is used once",
        """Two fields of one list, two commands of one interface, or two commands that one side of
        a connection answers have the same name on the wire, so that only one of them could be
        reached.""",
        """
        schema users

        interface Users {
            @wire("add")
            command AddUser()
            @wire("add")
            command AddGroup()
        }
        """,
        """
        schema users

        interface Users {
            @wire("add-user")
            command AddUser()
            @wire("add-group")
            command AddGroup()
        }
        """,
    ),
    make_rule(
        "big-key-taken",
        "the further keys of a big value are its own",
        """A big value called `jpeg` travels under the keys `jpeg`, `jpeg.2`, `jpeg.3` and so on,
        or with `@big(first=0)` under `jpeg.0`, `jpeg.1` and so on. No other field may use
        them.""",
        """
        schema photos

        interface Photos {
            command Put(jpeg: big[bytes], @wire("jpeg.2") second: bytes)
        }
        """,
        """
        schema photos

        interface Photos {
            command Put(jpeg: big[bytes], @wire("jpeg-2") second: bytes)
        }
        """,
    ),
    make_rule(
        "reserved-code",
        "AMP keeps two codes for itself",
        """`UNKNOWN` says that an error was not declared, `UNHANDLED` that a command was not
        known. A declared error with such a code could not be told from them.""",
        """
        schema users

        error Unknown = "UNKNOWN"
        """,
        """
        schema users

        error Unknown = "UNKNOWN_USER"
        """,
    ),
    make_rule(
        "code-too-long",
        "a code has at most 65,535 bytes",
        """A value of a message cannot be longer.""",
        """
        schema users

        error Long = "⟨65536 × E⟩"
        """,
        """
        schema users

        error Long = "E"
        """,
    ),
    make_rule(
        "code-twice",
        "the errors of a command have codes of their own",
        """The code is all that arrives: two errors with one code are one error to the
        caller.""",
        """
        schema users

        error Taken = "BAD_NAME"
        error Empty = "BAD_NAME"

        interface Users {
            command Add(name: str) raises Taken, Empty
        }
        """,
        """
        schema users

        error Taken = "TAKEN"
        error Empty = "EMPTY"

        interface Users {
            command Add(name: str) raises Taken, Empty
        }
        """,
    ),
    make_rule(
        "class-twice",
        "the errors of a command are different classes",
        """Two errors of one command name the same class of Python. Raised, it could be sent under
        one of the two codes only.""",
        """
        schema users

        error NoUser = "NO_USER" python "acme.errors:NotFound"
        error NoGroup = "NO_GROUP" python "acme.errors:NotFound"

        interface Users {
            command Join(user: int, group: int) raises NoUser, NoGroup
        }
        """,
        """
        schema users

        error NoUser = "NO_USER" python "acme.errors:UserNotFound"
        error NoGroup = "NO_GROUP" python "acme.errors:GroupNotFound"

        interface Users {
            command Join(user: int, group: int) raises NoUser, NoGroup
        }
        """,
    ),
)
