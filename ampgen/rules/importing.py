"""Schemas, and how they import each other."""

from __future__ import annotations

from ampgen.rules.rule import Kind, make_rule

RULES = (
    make_rule(
        "no-schema-name",
        "a file begins with the name of its schema",
        """The name says where the generated package is imported from, and by what other schemas
        import this one.""",
        """
        record User {
            id: int
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
        "schema-first",
        "the name of the schema comes first",
        """`schema` stands before imports and declarations; only comments may stand above it.""",
        """
        record User {
            id: int
        }

        schema users
        """,
        """
        schema users

        record User {
            id: int
        }
        """,
    ),
    make_rule(
        "bad-schema-name",
        "a schema's name is an import path of its own",
        """It is made of lower-case names with dots between them. It must not hide a module of the
        standard library, of Twisted or of what they need, nor be a word that Python or Windows
        keeps for itself.""",
        """
        schema typing
        """,
        """
        schema acme.typing
        """,
    ),
    make_rule(
        "schema-twice",
        "a schema is declared by one file",
        """Two of the given files declare a schema of the same name, so that both would be written
        to one folder.""",
        """
        // --- one.amp
        schema users
        // --- two.amp
        schema users
        """,
        """
        // --- one.amp
        schema users
        // --- two.amp
        schema groups
        """,
    ),
    make_rule(
        "schema-inside",
        "no package lies inside another",
        """The generated folder belongs to one schema as a whole. A schema whose name goes on from
        another's would be written into it.""",
        """
        // --- acme.amp
        schema acme
        // --- acme/users.amp
        schema acme.users
        """,
        """
        // --- acme/base.amp
        schema acme.base
        // --- acme/users.amp
        schema acme.users
        """,
    ),
    make_rule(
        "import-not-found",
        "an imported schema is found under the include roots, or is installed",
        """`import a.b` is the file `a/b.amp` under one of the include roots, which `-I` names.
        Without any it is the folder in which the importing schema's own name leads to its
        file. Then the schemas are looked through that installed distributions say they ship: in
        the environment of ampgen itself, or in the one that `--env` names.""",
        """
        schema users

        import comon
        // --- common.amp
        schema common
        """,
        """
        schema users

        import common

        record User {
            at: common.Address
        }
        // --- common.amp
        schema common

        record Address {
            city: str
        }
        """,
    ),
    make_rule(
        "import-name",
        "a file declares the schema that it is imported as",
        """The file that was found under a name declares a schema of another name.""",
        """
        schema users

        import common
        // --- common.amp
        schema acme.common
        """,
        """
        schema users

        import common

        record User {
            at: common.Address
        }
        // --- common.amp
        schema common

        record Address {
            city: str
        }
        """,
    ),
    make_rule(
        "import-cycle",
        "schemas do not import each other in a circle",
        """The packages of schemas that import each other could not be imported either. What they
        share belongs into a schema that all of them import.""",
        """
        schema users

        import groups
        // --- groups.amp
        schema groups

        import users
        """,
        """
        schema users

        import groups

        record User {
            group: groups.Group
        }
        // --- groups.amp
        schema groups

        record Group {
            id: int
        }
        """,
    ),
    make_rule(
        "python-not-allowed",
        "a name in Python is of a module that the project allows",
        """A generated package imports the modules that its schema names with `python` and `as`, and
        importing a module runs it. With `python` in [tool.ampgen] a project lists the modules that
        it trusts, each with all that is in it, for its own schemas and those that they import; an
        empty list allows none. `ampgen check --python` lists what schemas name.""",
        """
        // --- users.amp
        schema users

        error Taken python "elsewhere.errors:Taken"
        // --- pyproject.toml
        [tool.ampgen]
        python = ["acme"]
        """,
        """
        // --- users.amp
        schema users

        error Taken python "acme.errors:Taken"
        // --- pyproject.toml
        [tool.ampgen]
        python = ["acme"]
        """,
    ),
    make_rule(
        "import-outside",
        "an imported file lies inside its include root",
        """The file is a link that leads out of the folder, or out of the package in which a
        distribution ships it. What a schema imports must be decided by the folders that were
        named, not by what a link in them points to.""",
        """
        schema users

        import common
        // --- common.amp -> ../common.amp
        """,
        """
        schema users

        import common

        record User {
            at: common.Address
        }
        // --- common.amp
        schema common

        record Address {
            city: str
        }
        """,
    ),
    make_rule(
        "too-many-files",
        "one run reads at most 1,000 files",
        """More are a mistake, or an attack on the machine that compiles.""",
        """
        schema users

        ⟨1001 × import many.s#
        ⟩
        // --- ⟨1001 × many/s#.amp⟩
        schema many.s#
        """,
        """
        schema users
        """,
    ),
    make_rule(
        "unknown-import",
        "a name before a dot is imported",
        """`common.Country` is `Country` of the schema that this file imports as `common`.""",
        """
        schema users

        record User {
            country: common.Country
        }
        """,
        """
        schema users

        import common

        record User {
            country: common.Country
        }
        // --- common.amp
        schema common

        enum Country {
            de
            fr
        }
        """,
    ),
    make_rule(
        "unused-import",
        "an import is used",
        """Nothing in the file uses the imported schema. It would be compiled, and imported by the
        generated package, for nothing.""",
        """
        schema users

        import common
        // --- common.amp
        schema common
        """,
        """
        schema users
        // --- common.amp
        schema common
        """,
        Kind.HABIT,
    ),
)
