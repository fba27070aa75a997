"""Walls around a student's notebook: no network, an own home, limits, and nothing of this machine but what it needs.

On Linux the kernel gives them, to everybody on most systems and to root on all (namespaces; ``inside.py`` builds them).
What the program sees is a small file system in memory: the system's libraries, Python and the package ``course``, all
read-only. Everything else is not there, so nothing has to be forbidden by name. Elsewhere ``Fence`` does what it can.
"""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path

import psutil

from tools.pages.files import ROOT

KEPT = {"PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "OMP_NUM_THREADS", "PYTHONUTF8", "SYSTEMROOT", "WINDIR", "COMSPEC",
        "PATHEXT", "SYSTEMDRIVE", "NUMBER_OF_PROCESSORS", "DYLD_LIBRARY_PATH", "LD_LIBRARY_PATH"}  # fmt: skip
MARK = "COURSE_SUBMISSION"  # in the environment of all that a submission starts
HOME = "/submission/home"


@dataclass(frozen=True)
class Spec:
    """What a program may see and use. Paths are those of this machine, and the same inside."""

    shown: list[str]  # read-only
    hidden: list[str] = field(default_factory=list)  # folders that are empty inside, unless shown again below
    sockets: str = ""  # a folder of this machine over which it talks; read-only as soon as five sockets are in it
    copied: dict[str, str] = field(default_factory=dict)  # folders of this machine -> below its home
    kept: dict[str, str] = field(default_factory=dict)  # the same, but what it writes there stays on this machine
    memory_mb: int = 4000  # of all its processes together
    files_mb: int = 512  # of all that it writes; they lie in memory
    processes: int = 256  # threads count


def command(spec: Spec, program: list[str]) -> list[str]:
    """The command that runs ``program`` behind walls. Status 125 and a sentence: none can be built."""
    script = Path(__file__).with_name("inside.py").resolve()
    return [sys.executable, "-I", "-S", str(script), json.dumps(asdict(spec)), *program]


@lru_cache(maxsize=1)
def missing() -> str:
    """Why no walls can be built here, found out by trying; empty where they stand."""
    if os.environ.get("COURSE_NO_WALLS"):
        return "COURSE_NO_WALLS is set"
    if not sys.platform.startswith("linux"):
        return "only Linux has them"
    with tempfile.TemporaryDirectory(prefix="course-walls-") as folder:
        there = command(Spec(python(), sockets=folder), [sys.executable, "-I", "-S", "-c", "print('up')"])
        try:
            done = subprocess.run(there, capture_output=True, text=True, errors="replace", env={}, timeout=60)
        except (OSError, subprocess.TimeoutExpired) as problem:
            return str(problem)
    return "" if done.stdout == "up\n" else done.stderr.strip().rpartition("\n")[2] or f"status {done.returncode}"


def python() -> list[str]:
    """What this Python needs: its own folders, and those from which it imports."""
    found = {sys.prefix, sys.base_prefix, str(Path(os.path.realpath(sys.executable)).parents[1])}
    found |= {path for path in sys.path if "site-packages" in path or "dist-packages" in path}
    return sorted(path for path in found | set(map(os.path.realpath, found)) if os.path.isdir(path) and path != "/")


def around(spec: Spec) -> list[str]:
    """What stands and what does not, in lines for whoever grades."""
    limits = f"{spec.memory_mb / 1000:g} GB of memory, {spec.processes} processes"
    if not missing():
        return [
            f"Walls: each submission runs alone, without network, with {limits}, {spec.files_mb} MB of files, and an"
            " empty home; solutions, other work, marks and your files are not there, the checker is read-only.",
        ]
    return [
        f"NO WALLS ({missing()}): a submission can read and change all that you can, and use your network.",
        "What stands: an empty home and folder of its own, none of your environment's variables, an end to whatever it"
        " started, and a look at the course's files before and after.",
        "Grade in a container or a throw-away account, or as root on Linux: solutions/README.md, Walls.",
    ]


def environment(own: dict[str, str]) -> dict[str, str]:
    """The variables that a submission sees: nothing of the lecturer's but what a program needs to run."""
    return {**{name: value for name, value in os.environ.items() if name.upper() in KEPT}, **own}


class Fence:
    """Where no walls stand: what a submission started ends with it, as far as it can be found."""

    def __init__(self) -> None:
        self.mark = str(os.getpid())
        self.before = set(psutil.Process().children(recursive=True))
        if sys.platform.startswith("linux"):
            with suppress(OSError, AttributeError):
                ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER: orphans become our children

    def end(self) -> None:
        """End our new descendants, and whoever carries the mark."""
        for one in {*psutil.Process().children(recursive=True)} - self.before:
            with suppress(psutil.Error):
                one.kill()
        sweep(self.mark)


def sweep(mark: str) -> None:
    """End everything that carries the mark of one grading process."""
    for one in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if one.environ().get(MARK) == mark:
                one.kill()


def shown() -> list[str]:
    """What a submission sees of this machine beside the system: Python and the package."""
    return [*python(), str(ROOT / "course")]
