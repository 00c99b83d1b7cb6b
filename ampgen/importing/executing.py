"""Run the code that makes commands, in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ampgen.escaping import visible
from ampgen.explaining import reason, shown
from ampgen.findings import Unusable

_CHILD = Path(__file__).parent / "child"


@dataclass(frozen=True, slots=True)
class Runner:
    """How code is run: with which Python, where its modules are, for how many seconds at most."""

    python: str
    path: tuple[str, ...]
    timeout: float

    def run(self, program: str, **request: object) -> Any:
        """Run a program of the folder ``child`` and return its result.

        Raises ``Unusable`` where it ends without one.
        """
        with tempfile.TemporaryDirectory(prefix="ampgen-") as folder:
            result = Path(folder, "result.json")
            asked = {**request, "path": list(self.path), "result": str(result)}
            status = self._wait([self.python, str(_CHILD), program, json.dumps(asked)])
            try:
                return json.loads(result.read_text("utf-8"))
            except (OSError, ValueError):
                raise Unusable(self._ended(status)) from None

    def _wait(self, command: Sequence[str]) -> int:
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=sys.stderr.fileno(),
                stderr=None,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            raise Unusable(f"cannot run {shown(self.python)}: {reason(error)}") from error
        try:
            return process.wait(self.timeout)
        except subprocess.TimeoutExpired:
            raise Unusable(
                f"the code ran for {self.timeout:g} seconds without an end: move what it does when "
                'it is imported behind `if __name__ == "__main__":`, or give it more with '
                "`--timeout SECONDS`"
            ) from None
        finally:
            _end(process)

    def _ended(self, status: int) -> str:
        if status < 0:
            name = signal.Signals(-status).name if -status in set(signal.Signals) else -status
            return f"the code brought its process down: {name}"
        return (
            f"the code ended its process with status {status}; what {shown(self.python)} said is "
            "above. It needs Twisted: `--python FILE` names another Python"
        )


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process, and those that it started."""
    try:
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    except OSError:
        pass
    process.wait()


def failed(failure: dict[str, Any]) -> Unusable:
    """Return what to say about a module that cannot be imported."""
    module, text = visible(str(failure["module"])), visible(str(failure["text"]))
    where = f" ({shown(failure['file'])}:{failure['line']})" if failure["file"] else ""
    if failure["missing"]:
        way = "`--path FOLDER` says where it is, `--python FILE` which Python has it installed"
        return Unusable(f"there is no module {module}; {way}")
    return Unusable(f"cannot import {module}: {failure['kind']}: {text}{where}")
