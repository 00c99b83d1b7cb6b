"""Build every sample project as its users do: isolated, from nothing but the index of packages.

``python -m tests.builds.isolated`` builds a wheel of ampgen, lets `python -m build` fetch
everything else, and prints what each build needed. It needs the network.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECTS = Path(__file__).with_name("projects")
_TIMEOUT = 600  # seconds for one build


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder, "wheels")
        hatchling = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(wheels)]
        subprocess.run(hatchling, cwd=ROOT, check=True, capture_output=True)
        failures = 0
        print(f"{'back end':<12} {'seconds':>7}  distributions in its environment")
        for project in sorted(PROJECTS.iterdir()):
            copy = shutil.copytree(project, Path(folder, project.name))
            began = time.monotonic()
            done = subprocess.run(
                [sys.executable, "-m", "build", "-v", str(copy)],
                env={**os.environ, "PIP_FIND_LINKS": str(wheels)},
                capture_output=True,
                text=True,
                timeout=_TIMEOUT,
            )
            seconds = time.monotonic() - began
            if done.returncode:
                failures += 1
                print(f"{project.name:<12} {'failed':>7}\n{done.stdout}{done.stderr}")
                continue
            fetched = set(re.findall(r"Collecting ([\w.-]+)", done.stderr))
            print(f"{project.name:<12} {seconds:>7.1f}  {len(fetched)}")
        return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
