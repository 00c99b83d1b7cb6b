"""The form of a file: its characters, words and brackets."""

from __future__ import annotations

from ampgen.rules.rule import Kind, make_rule

RULES = (
    make_rule(
        "not-utf8",
        "a schema file is UTF-8",
        """A schema is text in UTF-8, so that everybody reads the same. A byte order mark is
        accepted and dropped.""",
        """
        schema cafe

        /// Caf⟨byte E9⟩.
        interface Coffee {}
        """,
        """
        schema cafe

        /// Café.
        interface Coffee {}
        """,
    ),
    make_rule(
        "bad-character",
        "no character may hide or mislead",
        """Control characters, characters that cannot be seen or that change the direction of the
        text, characters for private use and a carriage return alone make a file look other than
        it is. In a string they can be written as escapes.""",
        """
        schema users

        interface Us⟨U+200B⟩ers {}
        """,
        """
        schema users

        interface Users {}
        """,
    ),
    make_rule(
        "file-too-large",
        "a file has at most 8 MiB and 400,000 words",
        """A larger schema is a mistake: a wrong path, or a file that a program wrote without
        end. So is a line of more than 400,000 characters, and so are lists that are multiplied: of
        errors by the commands that raise them, and of commands by the protocols that answer them,
        500,000 in all of each.""",
        """
        schema users

        // ⟨8400000 × -⟩
        """,
        """
        schema users
        """,
    ),
    make_rule(
        "unexpected",
        "something else is expected here",
        """The text does not have the form of a schema at this place. What is missing is supplied,
        or what is too much is left out, so that the rest of the file is checked all the same.""",
        """
        schema users

        record User {
            id int
        }
        """,
        """
        schema users

        record User {
            id: int
        }
        """,
    ),
    make_rule(
        "unclosed",
        "every bracket is closed",
        """A bracket is still open where the next declaration begins or the file ends.""",
        """
        schema users

        record User {
            id: int

        record Group {
            id: int
        }
        """,
        """
        schema users

        record User {
            id: int
        }

        record Group {
            id: int
        }
        """,
    ),
    make_rule(
        "unclosed-string",
        "a string ends on its line",
        """A string has a closing quote on the line on which it begins. A quote inside it is
        written `\\"`, a new line `\\n`.""",
        """
        schema users

        error Taken = "TAKEN
        """,
        """
        schema users

        error Taken = "TAKEN"
        """,
    ),
    make_rule(
        "bad-escape",
        "an escape is one of a few",
        r"""In a string, `\\`, `\"`, `\n`, `\r`, `\t`, `\xNN` and `\uNNNN` are escapes, and a
        backslash stands before nothing else. In wire names, codes and defaults of type bytes,
        `\xNN` is that byte. Half of a surrogate pair is not a character.""",
        r"""
        schema users

        error Taken = "TA\KEN"
        """,
        r"""
        schema users

        error Taken = "TA\\KEN"
        """,
    ),
    make_rule(
        "bad-number",
        "a number is written in decimal",
        """Numbers are written as `12`, `-3`, `1.5` or `2e10`: without a plus sign, leading zeros,
        underscores or another base. A float is finite.""",
        """
        schema users

        interface Users {
            command List(most: int = 0x10)
        }
        """,
        """
        schema users

        interface Users {
            command List(most: int = 16)
        }
        """,
    ),
    make_rule(
        "bad-name",
        "a name is of ASCII letters, digits and `_`",
        """Names become names in Python, where other letters can look alike or be made into each
        other, and a dash is a minus. What the wire says is free: `@wire("add-user")`.""",
        """
        schema users

        record User {
            user-id: int
        }
        """,
        """
        schema users

        record User {
            @wire("user-id")
            user_id: int
        }
        """,
    ),
    make_rule(
        "foreign-syntax",
        "another language writes it so",
        """This is how another language says something that is said otherwise here. It was
        understood, and the message says how to write it.""",
        """
        schema users

        record User {
            id: int;
        }
        """,
        """
        schema users

        record User {
            id: int
        }
        """,
    ),
    make_rule(
        "stray-doc",
        "a documentation comment stands before what it documents",
        """`///` documents what follows it: a declaration, a field, a member or a command. It is
        lost at the end of a line or of a list. A comment that documents nothing begins with
        `//`.""",
        """
        schema users

        record User {
            id: int /// Never used twice.
        }
        """,
        """
        schema users

        record User {
            /// Never used twice.
            id: int
        }
        """,
        Kind.HABIT,
    ),
    make_rule(
        "nested-too-deep",
        "types are nested at most 16 deep",
        """A type of more than 16 levels of square brackets is refused: nobody can read it, and
        every level is decoded by code of its own. Declare a record for the inner part. Records
        that hold each other with no list between do so at most 64 deep: Python would end what
        reads more of them.""",
        """
        schema deep

        record Deep {
            deep: ⟨17 × list[⟩int⟨17 × ]⟩
        }
        """,
        """
        schema deep

        record Deep {
            deep: list[list[int]]
        }
        """,
    ),
)
