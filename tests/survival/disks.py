"""Real disks that are full, read-only or a container's, for which one must be allowed to mount.

Runs as ``unshare --mount python -m tests.survival.disks FOLDER``, so that nothing stays mounted.
Ends with 0 and says what was found, with 1 and says what is broken, or with 2 where the system does not allow
it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from .faults import Fault
from .running import Nursery, nursery
from .scene import PACKAGES, Broken, Scene, check_message

_PAGE = 4096
NOT_ALLOWED = 2


def full(scene: Scene, children: Nursery) -> str:
    """A disk with ever less room, to the last page."""
    filler = scene.out / "filler"
    told = done = 0
    for pages in [*range(0, 40), *range(40, 160, 8)]:
        form = scene.turn()
        room = os.statvfs(scene.out)
        filler.write_bytes(b"\0" * _PAGE * max(0, room.f_bavail - pages))
        ended = children.run()
        found = set(scene.standing().values())
        if ended.status == 3:
            check_message(ended.err)
            told += 1
        elif ended.status == 0 and found == {form}:
            done += 1
        else:
            raise Broken(f"{pages} pages were left: {ended.status}, {found}, {ended.err!r}")
        if ended.status and found == {form}:
            raise Broken(f"{pages} pages were left: it failed, and left the new packages")
        filler.unlink()
        scene.tidy()
        children.run()
    if not told or not done:
        raise Broken(f"the disk was never full, or always: {told} and {done}")
    return f"a full disk was told {told} times, and there was room enough {done} times"


def read_only(scene: Scene, children: Nursery) -> str:
    """A disk that nothing can be written to."""
    form = scene.turn()
    _mount("-o", "remount,ro", str(scene.out))
    try:
        ended = children.run()
        check_message(ended.err)
        if ended.status != 3 or form in scene.standing().values():
            raise Broken(f"on a read-only disk: {ended}")
    finally:
        _mount("-o", "remount,rw", str(scene.out))
    children.run()
    return "a read-only disk was told"


def overlay(scene: Scene, children: Nursery) -> str:
    """A container's disk, where the packages come from its image, killed at many moments."""
    image = scene.out.with_name("image")
    runs = 0
    for at in (0, *range(100, 450, 9)):
        form = scene.turn()
        layers = scene.out.with_name("layers")
        shutil.rmtree(layers, ignore_errors=True)
        for name in ("upper", "work"):
            (layers / name).mkdir(parents=True)
        shutil.rmtree(image, ignore_errors=True)
        shutil.copytree(scene.out, image)
        where = f"lowerdir={image},upperdir={layers}/upper,workdir={layers}/work"
        _mount("-t", "overlay", "overlay", "-o", where, str(scene.out))
        try:
            ended = children.run(Fault(at, "SIGKILL"))
            runs += ended.status < 0
            if ended.status == 0:
                _new(scene, form)
            ended = children.run()
            _new(scene, form)
            scene.tidy()
        finally:
            subprocess.run(["umount", str(scene.out)], check=True)
        children.run()
    return f"a container's disk has the new packages after {runs} runs that were killed"


def _new(scene: Scene, form: str) -> None:
    if scene.standing() != dict.fromkeys(PACKAGES, form):
        raise Broken(f"on a container's disk: {scene.standing()}")


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def main(folder: Path) -> int:
    """Mount, and say what comes of it."""
    if os.getuid() or subprocess.run(["mount", "-t", "tmpfs", "none", str(folder)]).returncode:
        return NOT_ALLOWED
    inner = folder / "scene"
    (inner / "out").mkdir(parents=True)
    try:
        with nursery(inner) as (scene, children):
            print(overlay(scene, children))
        shutil.rmtree(inner)
        (inner / "out").mkdir(parents=True)
        _mount("-t", "tmpfs", "-o", "size=2m", "none", str(inner / "out"))
        with nursery(inner) as (scene, children):
            for trial in (full, read_only):
                print(trial(scene, children))
    except Broken as broken:
        print(f"BROKEN: {broken}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
