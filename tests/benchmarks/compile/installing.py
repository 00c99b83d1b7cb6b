"""The checkout's compiler as a wheel installs it, with what is made ahead."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

_ROOT = Path(__file__).parents[3]
_SETTLED = 3.0  # seconds: a compiler that was installed a moment ago remembers nothing


def install(folder: Path) -> Path:
    """Lay out what a wheel holds in a folder that belongs on Python's path; return it."""
    ignore = shutil.ignore_patterns("__pycache__", "made")
    shutil.copytree(_ROOT / "ampgen", folder / "ampgen", ignore=ignore)
    for name in ("grammar", "templates"):
        shutil.copytree(_ROOT / name, folder / "ampgen" / name)
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    words = [sys.executable, "-m", "ampgen.making"]
    subprocess.run(words, cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=True)
    time.sleep(_SETTLED)
    return folder
