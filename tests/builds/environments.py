"""Environments that have ampgen from a wheel, and everything else from the one that runs the tests.

Nothing is downloaded. ampgen's own checkout is on no path in them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Sequence
from pathlib import Path

TIMEOUT = 300  # seconds for one command


class Failed(Exception):
    """A command failed; the text is all that it said."""


class Environment:
    """A virtual environment in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        venv.create(folder, with_pip=False)
        self.python = folder / "bin" / "python"
        self.folder = folder
        lines = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        # A line of a .pth file adds a folder without reading the .pth files in it, so an editable
        # ampgen does not come along.
        self._site().joinpath("dependencies.pth").write_text("\n".join(sorted(lines)), "utf-8")

    def install(self, *what: str | Path) -> str:
        """Install with the pip of the tests' own environment, from files alone."""
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
        options = ["--no-deps", "--no-index", "--no-build-isolation", "--force-reinstall"]
        command = [*pip, "--python", str(self.python), "install", "-q", *options]
        return self._run([*command, *what], self.folder)

    def build(self, project: Path) -> tuple[Path, Path]:
        """Build an sdist, and a wheel from it; return both."""
        out = self.folder / "dist"
        for old in out.glob("*"):
            old.unlink()
        options = ("--no-isolation", "--skip-dependency-check", "--outdir", str(out))
        self.run("-m", "build", *options, ".", within=project)
        (sdist,), (wheel,) = out.glob("*.tar.gz"), out.glob("*.whl")
        return sdist, wheel

    def run(self, *words: str | Path, within: Path | None = None) -> str:
        """Run Python with arguments and return what it printed; raises ``Failed``."""
        return self._run([self.python, *words], within or self.folder)

    def _run(self, command: Sequence[str | Path], folder: Path) -> str:
        variables = {key: text for key, text in os.environ.items() if key != "PYTHONPATH"}
        # Some back ends are programs, which are found beside the Python that runs the tests.
        variables["PATH"] = os.pathsep.join([sysconfig.get_path("scripts"), variables["PATH"]])
        done = subprocess.run(
            list(map(str, command)),
            cwd=folder,
            env=variables,
            capture_output=True,
            text=True,
            timeout=TIMEOUT,
        )
        if done.returncode:
            raise Failed(done.stdout + done.stderr)
        return done.stdout

    def _site(self) -> Path:
        code = "import sysconfig; print(sysconfig.get_path('purelib'))"
        return Path(self._run([self.python, "-c", code], self.folder).strip())
