"""Several compiles at once into the same folder, as whole processes, some of them killed."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from .running import environment
from .scene import FORMS, Broken, Scene, schemas

WORDS = {
    signal.SIGINT: "interrupted",
    signal.SIGTERM: "terminated",
    signal.SIGHUP: "hung up",
}


def crowded(scene: Scene, processes: int, rounds: int, kills: bool, seed: int) -> None:
    """Start so many processes at once, half of them with each form. Raises ``Broken``.

    Those that are not killed do what they say, and what stands there in the end is of one form.
    """
    chance = random.Random(seed)
    folders = [_folder(scene, form) for form in FORMS]
    for _ in range(rounds):
        running = [_start(scene, folders[number % 2]) for number in range(processes)]
        if kills:
            time.sleep(chance.uniform(0.1, 0.5))
            for child in chance.sample(running, processes // 2):
                child.send_signal(chance.choice([signal.SIGKILL, signal.SIGTERM]))
        for child in running:
            _, err = child.communicate(timeout=120)
            if child.returncode not in ((0, -9, 128 + 15, -15) if kills else (0,)):
                raise Broken(f"one of {processes} ended with {child.returncode}: {err}")
            if child.returncode == 0 and err:
                raise Broken(f"one of {processes} said {err!r}")
        _, err = (last := _start(scene, folders[0])).communicate(timeout=120)
        if last.returncode:
            raise Broken(f"the last one ended with {last.returncode}: {err}")
        if set(scene.standing().values()) != {FORMS[0]}:
            raise Broken(f"the last one left {scene.standing()}")
        scene.tidy()


def alone(scene: Scene, kills: int, seed: int) -> dict[str, int]:
    """Send signals to whole processes, at any time from their very start. Raises ``Broken``.

    Returns how often an interrupt came before there was anybody to answer it but Python.
    """
    chance = random.Random(seed)
    folders = [_folder(scene, form) for form in FORMS]
    start = time.perf_counter()
    _start(scene, folders[0]).communicate(timeout=120)
    lasts = time.perf_counter() - start
    counted = {"killed": 0, "answered": 0, "too early to answer": 0, "ended before": 0}
    for number in range(kills):
        child = _start(scene, folders[number % 2])
        time.sleep(chance.uniform(0, lasts * 1.1))
        what = chance.choice([signal.SIGKILL, *WORDS])
        child.send_signal(what)
        _, err = child.communicate(timeout=120)
        scene.standing()
        word = WORDS.get(what)
        if child.returncode == 0:
            counted["ended before"] += 1
        elif word is None or child.returncode in (-signal.SIGTERM, -signal.SIGHUP):
            counted["killed"] += 1
        elif err == f"ampgen: {word}\n" and child.returncode == 128 + what:
            counted["answered"] += 1
        elif "ampgen/cli" not in err and what is signal.SIGINT:
            counted["too early to answer"] += 1
        else:
            raise Broken(f"after {what.name} it ended with {child.returncode} and said {err!r}")
    _start(scene, folders[0]).communicate(timeout=120)
    scene.tidy()
    return counted


def _folder(scene: Scene, form: str) -> Path:
    """A folder with the schemas of a form, for good."""
    folder = scene.folder / form
    for path, text in schemas(form).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return folder


def _start(scene: Scene, folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ampgen", "compile", f"{folder}/acme/users.amp"]
        + ["-I", str(folder), "--out", str(scene.out)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(scene),
        text=True,
    )
