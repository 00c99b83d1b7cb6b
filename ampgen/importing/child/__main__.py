"""Begin and end a child process so that the code that it runs cannot upset the result.

The folder is run by its path, as ``python child PROGRAM REQUEST``: ``REQUEST`` is an object in
JSON that has the import ``path`` and the file for the ``result`` besides what the program wants.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import json
import os
import sys
from typing import Any

# What the code replaces when it is imported is not used here.
_OPEN, _DUMPS, _EXIT = open, json.dumps, os._exit

# No name that a module of the user's may have.
_PACKAGE = "_ampgen_child"


def _run(program: str, request: dict[str, Any]) -> None:
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [one for one in sys.path if one and one != here]
    sys.argv = ["ampgen"]
    # What the code prints is no result: it goes where diagnostics go.
    os.dup2(2, 1)
    file = os.path.join(here, "__init__.py")
    spec = importlib.util.spec_from_file_location(
        _PACKAGE, file, submodule_search_locations=[here]
    )
    assert spec is not None
    sys.modules[_PACKAGE] = importlib.util.module_from_spec(spec)
    try:
        work = importlib.import_module(f"{_PACKAGE}.{program}").work
        # Only now, when Twisted is there: what is called like something of it is not to hide it.
        sys.path[:0] = request["path"]
        result = work(request)
    except Exception as error:
        result = {"failed": _failure(error, request["modules"])}
    with _OPEN(request["result"], "w", encoding="utf-8") as stream:
        stream.write(_DUMPS(result))
    for printed in (sys.stdout, sys.stderr):
        # The code may have closed them, or put something else in their place.
        with contextlib.suppress(Exception):
            printed.flush()
    # Threads that were started, and whatever wants to run at exit, hold nobody up.
    _EXIT(0)


def _failure(error: Exception, modules: list[str]) -> dict[str, Any]:
    """Return why there is no result: Twisted is missing, or a module has what nobody expects."""
    lacking = getattr(error, "name", None) if isinstance(error, ImportError) else None
    twisted = lacking is not None and lacking.partition(".")[0] == "twisted"
    return {
        "module": "twisted" if twisted else " and ".join(modules),
        "kind": type(error).__name__,
        "text": " ".join(str(error).split())[:500],
        "file": "",
        "line": 0,
        "missing": twisted,
    }


if __name__ == "__main__":
    _run(sys.argv[1], json.loads(sys.argv[2]))
