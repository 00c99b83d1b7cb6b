"""A program of its own: imports packages while it watches for everything else.

``python canary.py FOLDER HARMLESS PACKAGE...``: what HARMLESS needs is imported before. It prints
what it saw that no import of a package does, and ends with 1 then.
"""

from __future__ import annotations

import importlib
import inspect
import os
import sys
from types import CodeType, ModuleType

_MODULES = ("model", "commands", "client", "responder", "protocol", "_codecs")

_LOOKING = ("os.listdir", "os.scandir")
_DOING = (
    "os.", "subprocess.", "socket.", "shutil.", "ctypes.", "tempfile.", "urllib.", "http.",
    "signal.", "fcntl.", "mmap.", "pty.", "webbrowser.", "glob.", "pickle.", "builtins.input",
)  # fmt: skip


def _import(name: str) -> None:
    package = importlib.import_module(name)
    modules = [importlib.import_module(f"{name}.{part}") for part in _MODULES]
    for module in (package, *modules):
        for attribute in dir(module):
            value: object = getattr(module, attribute)
            if isinstance(value, (type, ModuleType)):
                inspect.getdoc(value)


def main(folder: str, harmless: str, *packages: str) -> int:
    sys.path.insert(0, folder)
    sys.dont_write_bytecode = True
    _import(harmless)
    seen: list[str] = []
    tops = {name.partition(".")[0] for name in packages}
    watching = True

    def inside(path: object) -> bool:
        return isinstance(path, str) and os.path.abspath(path).startswith(folder + os.sep)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if not watching:
            return
        if event == "open":
            right = inside(arguments[0]) and arguments[1] in ("r", "rb", None)
        elif event == "exec":
            code = arguments[0]
            right = isinstance(code, CodeType) and inside(code.co_filename)
        elif event == "compile":
            right = inside(arguments[1])
        elif event == "import":
            right = str(arguments[0]).partition(".")[0] in tops
        else:
            right = event in _LOOKING or not event.startswith(_DOING)
        if not right:
            seen.append(f"{event} {arguments!r:.300}")

    sys.addaudithook(hook)
    for name in packages:
        _import(name)
    watching = False
    if os.path.exists("PWNED"):
        seen.append("PWNED is there")
    print("\n".join(seen))
    return 1 if seen else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
