"""Make the environment in .venv and install the course into it: `python tools/environment.py lab` (or `dev`).

Only the standard library is used, and the file parses on old Pythons too, so that they can be told what is
missing. `lab` is what a reader needs, `dev` adds what authors and the tests need. A marker file written after
the last step records what was installed: with it a second run ends at once, without it an interrupted
installation goes on (pip keeps what it has already downloaded).
"""

import sys

OLDEST = (3, 11)


def too_old(version: tuple) -> str:
    """What to do about a Python of this version, or nothing when it is new enough."""
    if tuple(version[:2]) >= OLDEST:
        return ""
    return (
        f"This is Python {version[0]}.{version[1]}, and the course needs Python {OLDEST[0]}.{OLDEST[1]} or newer: "
        "install one, and name it if it is not the first on your path, for example `make lab PYTHON=python3.12`."
    )


if __name__ == "__main__" and too_old(sys.version_info):
    sys.exit(too_old(sys.version_info))  # before anything below that an old Python does not understand

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
# An extra is satisfied by an environment made for itself or for one that includes it.
INCLUDED_IN = {"lab": ("lab", "dev"), "dev": ("dev",)}
ROOM = 8  # GB: a first installation on Linux, where torch brings its GPU libraries


def python_of(venv: Path) -> Path:
    """The path of an environment's Python, which differs on Windows."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def version_of(python: Path) -> str:
    """The version of a Python, such as "3.11.7", or nothing when it does not start."""
    try:
        answer = subprocess.run(
            # -I and -S: a broken package in the environment must not decide this
            [str(python), "-I", "-S", "-c", "import sys; print('%d.%d.%d' % sys.version_info[:3])"],
            capture_output=True,
            text=True,
            timeout=60,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip() if answer.returncode == 0 else ""


def has_pip(python: Path) -> bool:
    """Whether an environment carries pip: one whose creation was interrupted does not."""
    return subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True).returncode == 0


def signature(pyproject: bytes, extra: str, python: str, root: Path) -> str:
    """A hash of all that an installation depends on.

    The folder counts, because an editable installation points into it. Of Python's version the first two
    numbers count: packages keep working when only the third changes.
    """
    minor = ".".join(python.split(".")[:2])
    return hashlib.sha256(b"\0".join([pyproject, extra.encode(), minor.encode(), str(root).encode()])).hexdigest()


def installed(venv: Path, extra: str, pyproject: bytes, python: str, root: Path) -> bool:
    """Whether the marker in `venv` says that `extra`, or an extra that includes it, is completely installed."""
    try:
        found = json.loads((venv / "course-installed.json").read_text(encoding="utf-8"))["hash"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return any(found == signature(pyproject, wider, python, root) for wider in INCLUDED_IN[extra])


def explain(log: str, free_gb: float) -> str:
    """One sentence on why pip failed and what to do, from the end of its log."""
    end = log[-20_000:]
    if "No space left on device" in end or "Errno 28" in end or "WinError 112" in end or free_gb < 0.1:
        return (
            f"The disk is full: {free_gb:.1f} GB are free and a first installation needs about {ROOM} GB. "
            "Free some space and run the same command again."
        )
    no_network = (
        "NewConnectionError",
        "NameResolutionError",
        "ConnectTimeoutError",
        "ReadTimeoutError",
        "ProxyError",
        "Max retries exceeded",
        "(from versions: none)",
        "Connection broken",
    )
    if any(sign in end for sign in no_network):
        return (
            "The packages could not be downloaded: check the network connection (and the proxy, if you need one) "
            "and run the same command again; it goes on where it stopped."
        )
    return (
        "pip could not install the packages: its last lines above, and all of them in .venv/pip.log, say why. "
        "After a repair run the same command again; it goes on where it stopped."
    )


def make_venv(venv: Path) -> None:
    """Create the environment with the Python that runs this file; exit with one sentence when that fails."""
    debian = (
        "This Python cannot make virtual environments: on Debian and Ubuntu run `sudo apt install python3-venv`, "
        "elsewhere install Python from python.org, and run the same command again."
    )
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        sys.exit(debian)
    if venv.exists():
        if Path(sys.prefix).resolve() == venv.resolve():
            sys.exit("The environment in .venv cannot rebuild itself: run `deactivate`, then the same command again.")
        print(f"{venv.name} does not work any more and is made anew.", flush=True)
        shutil.rmtree(venv, ignore_errors=True)
    print(f"Making {venv.name} with Python {sys.version.split()[0]} ...", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(venv)], capture_output=True, text=True)
    if made.returncode:
        shutil.rmtree(venv, ignore_errors=True)  # half an environment would look like a whole one
        if "ensurepip" in made.stdout + made.stderr:
            sys.exit(debian)
        free = shutil.disk_usage(venv.parent).free / 1e9
        if "Errno 28" in made.stderr or free < 0.1:
            sys.exit(explain("Errno 28", free))
        sys.exit(f"{venv} could not be made: {made.stderr.strip().splitlines()[-1:] or 'no reason given'}")


def install(venv: Path, extra: str) -> None:
    """Install the course with `extra` into `venv`; exit with one sentence when that fails."""
    free = shutil.disk_usage(venv).free / 1e9
    print(f"Installing what `{extra}` needs; the first time this takes several minutes ...", flush=True)
    if free < ROOM and not list(venv.glob("**/site-packages/torch")):
        print(f"Only {free:.1f} GB are free on this disk; a first installation needs about {ROOM} GB.", flush=True)
    log = venv / "pip.log"
    log.unlink(missing_ok=True)  # pip would append
    pip = [str(python_of(venv)), "-m", "pip", "--log", str(log), "--disable-pip-version-check", "install"]
    # Editable installation from pyproject.toml alone came with pip 21.3, and an old virtual environment may lack it.
    # The second command may take its output as it is: on a terminal pip draws its progress bars.
    for words in (["--quiet", "pip>=22.3"], ["--editable", f"{ROOT}[{extra}]"]):
        if subprocess.run(pip + words).returncode:
            text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
            sys.exit("\n" + explain(text, shutil.disk_usage(venv).free / 1e9))


def main(words: list) -> None:
    """Bring .venv to the state that `lab` or `dev` asks for."""
    if len(words) != 1 or words[0] not in INCLUDED_IN:
        sys.exit("usage: python tools/environment.py lab|dev")
    extra, start = words[0], time.monotonic()
    pyproject = (ROOT / "pyproject.toml").read_bytes()
    python = version_of(python_of(VENV))
    if python and installed(VENV, extra, pyproject, python, ROOT):
        return
    if not python or too_old(tuple(map(int, python.split(".")))) or not has_pip(python_of(VENV)):
        make_venv(VENV)
        python = version_of(python_of(VENV))
    # Never take away what a wider extra has brought: an author's `make lab` after a change keeps `dev`.
    marker = VENV / "course-installed.json"
    if marker.exists() and '"dev"' in marker.read_text(encoding="utf-8"):
        extra = "dev"
    marker.unlink(missing_ok=True)
    try:
        install(VENV, extra)
    except KeyboardInterrupt:
        sys.exit("\nInterrupted: run the same command again; it goes on where it stopped.")
    marker.write_text(json.dumps({"extra": extra, "hash": signature(pyproject, extra, python, ROOT)}), encoding="utf-8")
    print(f"The environment in {VENV.name} is ready ({time.monotonic() - start:.0f} s).", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
