"""Types and default values."""

from __future__ import annotations

from ampgen.rules.rule import make_rule

RULES = (
    make_rule(
        "unknown-type",
        "a type is built in, declared or imported",
        """The built-in types are `int`, `bytes`, `str`, `float`, `bool`, `decimal`, `datetime`,
        `path`, `fd`, `json`, `list[T]`, `map[K, V]` and `big[T]`. `str` is text and `bytes` is
        bytes, as in Python; AMP itself calls them Unicode and String.""",
        """
        schema users

        record User {
            name: Unicode
        }
        """,
        """
        schema users

        record User {
            name: str
        }
        """,
    ),
    make_rule(
        "wrong-kind",
        "a name stands for the right kind of thing",
        """The name is declared, but as something that does not belong here: an error is no type,
        and an interface cannot be raised.""",
        """
        schema users

        error NotFound

        record User {
            name: NotFound
        }
        """,
        """
        schema users

        error NotFound

        record User {
            name: str
        }
        """,
    ),
    make_rule(
        "type-arguments",
        "`list`, `map` and `big` take types in brackets",
        """`list` and `big` take one type and `map` takes two, in square brackets. No other type
        takes any.""",
        """
        schema users

        record User {
            names: list
        }
        """,
        """
        schema users

        record User {
            names: list[str]
        }
        """,
    ),
    make_rule(
        "optional-element",
        "only fields are optional",
        """An element of a list or a map has no way to say that it is absent. Leave it out, or
        make it a record with an optional field.""",
        """
        schema users

        record User {
            names: list[str?]
        }
        """,
        """
        schema users

        record User {
            names: list[str]?
        }
        """,
    ),
    make_rule(
        "misplaced-fd",
        "a file descriptor is an argument or a field of a response",
        """Descriptors travel beside the message, over UNIX sockets, one after the other. Inside a
        list, a map or a record, Twisted would take the peer's number for a descriptor of its
        own.""",
        """
        schema files

        interface Files {
            command Open() -> (files: list[fd])
        }
        """,
        """
        schema files

        interface Files {
            command Open() -> (file: fd)
        }
        """,
    ),
    make_rule(
        "misplaced-big",
        "`big` stands at the top level of a message",
        """The bytes of a big value are divided over several keys of the message itself, so it can
        only be an argument or a field of a response.""",
        """
        schema photos

        record Photo {
            jpeg: big[bytes]
        }
        """,
        """
        schema photos

        interface Photos {
            command Get(id: int) -> (jpeg: big[bytes])
        }
        """,
    ),
    make_rule(
        "uncarriable",
        "a list holds what has bytes of its own",
        """In AMP, an element of a list is a stretch of bytes. A list of records is the one
        exception, and it has no bytes that another list could hold; nor has a map.""",
        """
        schema tables

        record Cell {
            text: str
        }

        interface Tables {
            command Put(rows: list[list[Cell]])
        }
        """,
        """
        schema tables

        record Cell {
            text: str
        }

        record Row {
            cells: list[Cell]
        }

        interface Tables {
            command Put(rows: list[Row])
        }
        """,
    ),
    make_rule(
        "map-key",
        "the key of a map is a scalar or an enum",
        """A key must be hashable in Python, and mean the same to both sides.""",
        """
        schema users

        record User {
            names: map[json, str]
        }
        """,
        """
        schema users

        record User {
            names: map[str, str]
        }
        """,
    ),
    make_rule(
        "endless-record",
        "a record does not hold itself without a list between",
        """Such a record could never be written down to its end, or would be decoded as deep as a
        peer likes. A list may be empty.""",
        """
        schema trees

        record Node {
            next: Node
        }
        """,
        """
        schema trees

        record Node {
            children: list[Node]
        }
        """,
    ),
    make_rule(
        "bad-default",
        "a default fits its type",
        """Numbers, strings, `true`, `false`, `[]` and the members of an enum are defaults, each
        for its type. What may be absent without a value is written `T?`.""",
        """
        schema users

        interface Users {
            command List(most: int = "ten")
        }
        """,
        """
        schema users

        interface Users {
            command List(most: int = 10)
        }
        """,
    ),
    make_rule(
        "too-many-fields",
        "a list has at most 256 fields",
        """More fields than that belong into records.""",
        """
        schema users

        record User {
            ⟨257 × f#: int
            ⟩
        }
        """,
        """
        schema users

        record User {
            id: int
        }
        """,
    ),
)
