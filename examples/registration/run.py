"""Compile the schema, start the server, run the client, show what it prints, clean up."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        schema = str(HERE / "registration.amp")
        compiler = [sys.executable, "-m", "ampgen", "compile", schema, "--out", folder]
        compiled = subprocess.run(compiler, cwd=folder)
        if compiled.returncode != 0:
            return compiled.returncode
        environment = {**os.environ, "PYTHONPATH": folder}
        with subprocess.Popen(
            [sys.executable, str(HERE / "server.py"), "0"],
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
        ) as server:
            try:
                assert server.stdout is not None
                greeting = server.stdout.readline()
                if not greeting:
                    return 1
                print("server:", greeting, end="", flush=True)
                port = greeting.split()[-1]
                client = [sys.executable, str(HERE / "client.py"), port]
                answers = subprocess.run(
                    client, env=environment, stdout=subprocess.PIPE, text=True, timeout=60
                )
                for line in answers.stdout.splitlines():
                    print("client:", line)
                return answers.returncode
            finally:
                server.terminate()


if __name__ == "__main__":
    sys.exit(main())
