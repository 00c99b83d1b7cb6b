"""Real protocols, written as schemas, give the ``Command`` classes that their projects have.

``data`` lists the commands that eight projects define, as they were found by importing them. An
attribute that Twisted does not know (``unknown_attributes``: a misspelt ``reponse``, notes to
oneself) means nothing to AMP and is not compared.
"""

from __future__ import annotations

import importlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from twisted.protocols import amp

from tests.building import build, importable
from tests.real.stand_ins import write_stand_ins

HERE = Path(__file__).parent
PROJECTS = {
    "ampoule": ("ampoule",),
    "buildbot-gsoc-amp": ("buildbot",),
    "evennia": ("evennia", "evennia_launcher"),
    "flocker": ("flocker",),
    "landscape": ("landscape",),
    "trial": ("trial",),
    "txircd-2014": ("txircd",),
    "vertex": ("vertex",),
}
# A command that a project has twice stands in the schema of the module that repeats it.
APART = {"evennia.server.evennia_launcher": "evennia_launcher"}
WHOLE = ("the command itself",)


@dataclass(frozen=True)
class Unsayable:
    """Attributes of commands that the language cannot express, and why."""

    project: str
    commands: str
    attributes: tuple[str, ...]
    reason: str


UNSAYABLE = (
    Unsayable(
        "ampoule",
        "Shutdown",
        ("responseType", "methods"),
        "its box quits the process when it is sent: behaviour of a program, not of a protocol",
    ),
    Unsayable(
        "vertex",
        "Secure",
        WHOLE,
        "derives from StartTLS, whose arguments are live objects that never travel",
    ),
    Unsayable(
        "vertex",
        "RetrieveConnection",
        ("bases", "protocolSwitch"),
        "after its answer the bytes belong to another protocol, which no schema describes",
    ),
    Unsayable(
        "vertex",
        "Virtual",
        ("methods",),
        "its makeResponse opens a transport beside the answer: behaviour of a program",
    ),
    Unsayable(
        "txircd-2014",
        "AddNewServer ConnectUser RegisterUser RemoveUser SetIdent SetHost SetName "
        "RequestJoinChannel JoinChannel LeaveChannel RequestSetMode SetMode SetTopic "
        "RequestNick ChangeNick SetMetadata ChannelMessage",
        ("errors",),
        "one-way commands have no answer that could carry an error",
    ),
    Unsayable(
        "txircd-2014",
        "IntroduceServer DisconnectServer",
        ("errors", "fatalErrors"),
        "one-way commands have no answer that could carry an error",
    ),
)


@pytest.fixture(scope="module", params=PROJECTS)
def project(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[dict[str, Any], dict[str, list[type[amp.Command]]]]]:
    """A project's list, and for each of its schemas the generated ``Command`` classes."""
    listed = json.loads((HERE / "data" / f"{request.param}.json").read_text("utf-8"))
    names = PROJECTS[request.param]
    folder = tmp_path_factory.mktemp("ported")
    schemas = build(
        {f"{name}.amp": (HERE / f"{name}.amp").read_text("utf-8") for name in names}, folder
    )
    write_stand_ins(schemas, listed, folder)
    with importable(folder):
        yield listed, {name: commands_of(f"ported.{name}") for name in names}


def commands_of(package: str) -> list[type[amp.Command]]:
    module = importlib.import_module(f"{package}.commands")
    return [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, amp.Command)
        and value.__module__ == module.__name__
    ]


def said(argument: Any) -> dict[str, Any]:
    """Describe an argument in the words of the lists."""
    whole: object = argument
    cls = type(whole)
    words: dict[str, Any] = {"optional": bool(argument.optional)}
    if cls is amp.ListOf:
        return {**words, "type": "ListOf", "of": said(argument.elementType)}
    if cls is amp.AmpList:
        return {**words, "type": "AmpList", "fields": fields_said(argument.subargs)}
    if cls.__module__ == "twisted.protocols.amp":
        return {**words, "type": cls.__name__}
    if cls.__name__ == "Big" and "._wire" in cls.__module__:
        return {**words, "type": "big from 0", "of": said(argument.argument)}
    words |= {"type": "custom", "class": cls.__name__, "module": cls.__module__}
    words["base"] = cls.__base__.__name__ if cls.__base__ else ""
    classes: list[str] = list(getattr(argument, "_expected_classes", ()))
    return {**words, "params": {"_expected_classes": classes}} if classes else words


def fields_said(fields: list[tuple[bytes, amp.Argument]]) -> list[dict[str, Any]]:
    return [{"name": name.decode("ascii"), **said(argument)} for name, argument in fields]


def meant(entry: Any) -> Any:
    """Normalise a listed argument: Flocker's ``Big`` is what the language calls ``big``.

    Its ``SerializableArgument`` is handed classes. The language hands over literals and types, so
    the port hands over the names of the classes, as the list has them.
    """
    whole: object = entry
    kind = type(whole)
    if kind is list:
        return [meant(one) for one in entry]
    entry = {key: value for key, value in entry.items() if key != "python"}
    if entry.get("class") == "Big":
        inner = entry["wraps"]["another_argument"]
        return {
            **{key: entry[key] for key in ("name", "optional") if key in entry},
            "type": "big from 0",
            "of": meant(inner),
        }
    for key in ("of", "fields"):
        if key in entry:
            entry[key] = meant(entry[key])
    return entry


def errors_said(errors: dict[type[Exception], bytes]) -> list[tuple[str, str]]:
    return [(cls.__name__, code.decode("ascii")) for cls, code in errors.items()]


def differences(entry: dict[str, Any], command: type[amp.Command]) -> dict[str, tuple[Any, Any]]:
    """Say what a generated class has otherwise than the list says: attribute, (listed, found)."""
    members = vars(command)
    pairs: dict[str, tuple[Any, Any]] = {
        "commandName": (entry["commandName"], command.commandName.decode("ascii")),
        "bases": (entry["bases"], [base.__name__ for base in command.__bases__]),
        "arguments": (meant(entry["arguments"]), fields_said(command.arguments)),
        "response": (meant(entry["response"]), fields_said(command.response)),
        "requiresAnswer": (entry["requiresAnswer"], command.requiresAnswer),
        "commandType": (entry["commandType"], command.commandType.__name__),
        "responseType": (entry["responseType"], command.responseType.__name__),
        "protocolSwitch": (
            entry["protocolSwitch"],
            issubclass(command, amp.ProtocolSwitchCommand),
        ),
        "methods": (
            entry["methods"],
            [name for name, value in members.items() if callable(value) and name[0] != "_"],
        ),
    }
    for attribute in ("errors", "fatalErrors"):
        listed = [(error["exception"], error["code"]) for error in entry[attribute]]
        pairs[attribute] = (listed, errors_said(getattr(command, attribute)))
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def expected_differences(project: str) -> dict[tuple[str, str], str]:
    return {
        (command, attribute): unsayable.reason
        for unsayable in UNSAYABLE
        if unsayable.project == project
        for command in unsayable.commands.split()
        for attribute in unsayable.attributes
    }


def test_generated_commands_are_those_of_the_project(
    project: tuple[dict[str, Any], dict[str, list[type[amp.Command]]]],
) -> None:
    listed, generated = project
    found: dict[tuple[str, str], tuple[Any, Any]] = {}
    first = PROJECTS[listed["project"]][0]
    left = {name: {cls.__name__: cls for cls in classes} for name, classes in generated.items()}
    for entry in listed["commands"]:
        schema = APART.get(entry["module"], first)
        command = left[schema].pop(entry["class"], None)
        if command is None:
            found[entry["class"], WHOLE[0]] = ("listed", "missing")
            continue
        for attribute, pair in differences(entry, command).items():
            found[entry["class"], attribute] = pair
    expected = expected_differences(listed["project"])
    assert {place: pair for place, pair in found.items() if place not in expected} == {}
    assert expected.keys() - found.keys() == set(), "these can be said after all"
    assert {name: list(classes) for name, classes in left.items() if classes} == {}


def test_the_list_of_what_cannot_be_said_is_short() -> None:
    assert len(UNSAYABLE) <= 6
    assert {unsayable.project for unsayable in UNSAYABLE} <= PROJECTS.keys()
    assert len({unsayable.reason for unsayable in UNSAYABLE}) == 5


def test_every_listed_project_has_a_schema() -> None:
    assert {file.stem for file in (HERE / "data").glob("*.json")} == PROJECTS.keys()
    written = {name for names in PROJECTS.values() for name in names}
    assert {file.stem for file in HERE.glob("*.amp")} == written
