"""Names that cannot be: what Python, Twisted and the generated code keep for themselves."""

from __future__ import annotations

import builtins
import keyword
import sys

from ampgen import syntax
from ampgen.builtins import SCALARS
from ampgen.checking.problems import Problems
from ampgen.findings import Edit
from ampgen.naming import MODULES, client_attribute_of, snake_case
from ampgen.text import Place

# Words that stand where a type stands.
TYPE_WORDS = frozenset(SCALARS) | {"list", "map", "big"}

_SOFT_KEYWORDS = frozenset({"match", "case", "type"})
# Twisted's own calls have parameters of these names, and pass ours beside them as keywords.
_ARGUMENTS_OF_TWISTED = {
    "self": "Twisted's own calls have a parameter of that name",
    "f": "Twisted calls a responder with `maybeDeferred(f, …)`",
    "commandType": "Twisted's `callRemote` has a parameter of that name",
}
# Keywords of Python 2, which Twisted still spells with a capital.
_RESPELLED = frozenset({"print", "exec"})
_MEMBERS_OF_ENUM = frozenset({"name", "value", "mro"})
_BUILTINS = frozenset(dir(builtins))
# Methods of a record's class that name it have these parameters, which would hide it.
_PARAMETERS = {"a record": frozenset({"self", "other"})}
# Public attributes of `twisted.protocols.amp.AMP`: a test compares them with the class.
MEMBERS_OF_AMP = frozenset(
    "MAX_LENGTH ampBoxReceived baseDispatchPrefix boxReceiver boxSender callRemote "
    "callRemoteString connected connectionLost connectionMade dataReceived dispatchCommand "
    "factory failAllOutgoing fileDescriptorReceived hostCertificate innerProtocol "
    "innerProtocolClientFactory lengthLimitExceeded locateResponder locator logPrefix "
    "lookupFunction makeConnection noPeerCertificate pauseProducing paused peerCertificate "
    "prefixLength proto_init proto_key proto_value recvd resumeProducing sendBox sendString "
    "startReceivingBoxes state stopProducing stopReceivingBoxes stringReceived structFormat "
    "transport unhandledError".split()
)
# What generated connections have besides.
MEMBERS_OF_CONNECTIONS = frozenset(
    "buffer_drained clock flushed_transport limits set_transport wire_call wire_send "
    "wire_version".split()
)
# Public members of what clients and responders derive from.
MEMBERS_OF_STUBS = frozenset({"connection", "operations", "wire_version"})

_TOP_MODULES = frozenset(sys.stdlib_module_names) | frozenset(
    "twisted zope ampgen constantly incremental automat attr attrs hyperlink idna OpenSSL "
    "cryptography service_identity typing_extensions conftest sitecustomize usercustomize "
    "asynchat asyncore distutils imp smtpd setuptools pkg_resources pip".split()
)
_DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
LONGEST = 255


def check_name(problems: Problems, name: syntax.Name, what: str, wired: bool = False) -> bool:
    """Tell whether a name can be a name in Python at all; ``wired`` where `@wire` is a way out."""
    text = name.text
    if not text:
        return True
    out = (
        f'name it `{text}_`; where the wire must say `{text}`: `@wire("{text}") {text}_`'
        if wired
        else f"name it `{text}_`, or something that says more"
    )
    if keyword.iskeyword(text) or text in _RESPELLED and wired:
        fact = f"`{text}` is a keyword of Python"
        if text in _RESPELLED:
            fact = f"Twisted respells `{text}` as `{text.capitalize()}`"
        problems.add("python-keyword", fact, name.place, f"cannot name {what}", out)
        return False
    if text.startswith("_"):
        bare = text.strip("_") or "name"
        problems.add(
            "private-name",
            f"`{text}` begins with `_`",
            name.place,
            "private in Python, and the protocol's own on the wire",
            f"name it `{bare}`",
        )
        return False
    if len(text) > LONGEST:
        problems.add(
            "name-too-long",
            f"a name has at most {LONGEST} characters",
            name.place,
            f"{len(text):,} characters",
            "find a shorter one",
        )
        return False
    return True


def check_declared(
    problems: Problems, name: syntax.Name, what: str, generated: bool = True
) -> None:
    """Check the name of a declaration or a command.

    ``generated`` is false where the generated package does not make something of that name.
    """
    if not check_name(problems, name, what):
        return
    text = name.text
    if text in TYPE_WORDS:
        reason = "a built-in type of this language"
    elif text in _SOFT_KEYWORDS:
        reason = "a word of Python's own"
    elif text == "annotations":
        # `from __future__ import annotations` gives every generated module this name.
        reason = "a name in every generated module"
    elif text in MODULES:
        reason = "a module of the generated package"
    elif generated and text in _BUILTINS:
        reason = "a built-in name of Python"
    elif text in _PARAMETERS.get(what, ()):
        reason = "a parameter in its own class"
    else:
        return
    problems.add(
        "reserved-name",
        f"`{text}` is {reason}",
        name.place,
        f"cannot name {what}",
        f"name it `My{text[:1].upper()}{text[1:]}`, or better something of your field",
    )


def hides_member(interface: str) -> bool:
    """Say whether a client of an interface of that name would hide a member of its connection."""
    return client_attribute_of(interface) in MEMBERS_OF_AMP | MEMBERS_OF_CONNECTIONS


def check_command(problems: Problems, name: syntax.Name) -> None:
    """Check the name of a command: it is a class, and a method of clients and responders."""
    check_declared(problems, name, "a command")
    method = snake_case(name.text)
    if method in MEMBERS_OF_STUBS or method.startswith("amp_"):
        problems.add(
            "hides-member",
            f"the method of `{name.text}` would be called `{method}`",
            name.place,
            (
                "Twisted finds methods called `amp_…` by itself"
                if method.startswith("amp_")
                else f"every client has a `{method}` already"
            ),
            f'name it otherwise; the wire may still say it: `@wire("{name.text}")`',
        )


def check_field(problems: Problems, name: syntax.Name, list_name: str) -> bool:
    """Tell whether a field can be called so; ``list_name`` is argument, response or record."""
    what = "an argument" if list_name == "argument" else "a field"
    if not check_name(problems, name, what, wired=True):
        return False
    text = name.text
    if list_name == "argument" and text in _ARGUMENTS_OF_TWISTED or text == "self":
        problems.add(
            "reserved-name",
            f"`{text}` cannot name {what}",
            name.place,
            _ARGUMENTS_OF_TWISTED[text],
            f'name it `{text}_`, or better; for the wire: `@wire("{text}") {text}_`',
        )
        return False
    return True


def check_member(problems: Problems, name: syntax.Name) -> None:
    """Check the name of an enum's member."""
    if check_name(problems, name, "a member") and name.text in _MEMBERS_OF_ENUM:
        problems.add(
            "hides-member",
            f"every enum of Python has a `{name.text}` already",
            name.place,
            "would hide it",
            f'name it `{name.text}_`: `{name.text}_ = "{name.text}"`',
        )


def check_role(problems: Problems, name: syntax.Name) -> None:
    """Check the name of a role."""
    if check_name(problems, name, "a role") and name.text != name.text.lower():
        problems.add(
            "protocol-roles",
            "a role is named in lower case",
            name.place,
            "not in lower case",
            f"write `{snake_case(name.text)}`",
        )


def check_schema_name(problems: Problems, path: syntax.Path, where: str) -> bool:
    """Check the name of a schema: it is a Python package, and a folder."""
    for index, part in enumerate(path.parts):
        text = part.text
        if not text:
            return False
        if keyword.iskeyword(text):
            reason = "is a keyword of Python"
        elif text != text.lower() or text.startswith("_"):
            reason = "is not a lower-case name"
        elif text in _DEVICES:
            reason = "is the name of a device on Windows"
        elif index == 0 and text in _TOP_MODULES:
            reason = "is a module that exists already, and the package would hide it"
        elif len(text) > 100:
            reason = "is longer than 100 characters"
        else:
            continue
        lower = snake_case(text).lstrip("_")
        problems.add(
            "bad-schema-name",
            f"a schema's name becomes an import path: `{text[:100]}` {reason}",
            part.place,
            f"cannot be part of {where}",
            f"write `{lower}`" if reason.endswith("lower-case name") else f"try `my_{lower[:90]}`",
        )
        return False
    return True


def check_import_name(problems: Problems, path: syntax.Path) -> bool:
    """Check the name of a schema that is imported, and that it is not of something in it."""
    *parts, last = path.parts
    name = ".".join(part.text for part in parts)
    if not name or name != name.lower() or last.text in ("", last.text.lower()):
        return check_schema_name(problems, path, "the name of a schema")
    problems.add(
        "bad-schema-name",
        f"a schema is imported as a whole, and `{last.text[:100]}` is not the name of one",
        last.place,
        "cannot be part of the name of a schema",
        f"write `import {name}`, and then `{parts[-1].text}.{last.text}`",
        edits=(Edit(Place(last.place.source, parts[-1].place.end, last.place.end), ""),),
    )
    return False
