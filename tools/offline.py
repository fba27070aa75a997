"""Prepare machines that have no internet: ``python -m tools.offline`` here, ``python tools/offline.py install`` there.

The first command fills ``build/offline/``: a wheelhouse (every package that `make lab` needs, in the versions of this
environment, for this system and this Python), a data cache (what lessons and exercises draw and keep), and
INSTALL.txt with the two commands for the other machines. The second runs with the standard library alone.

What stands after ``--`` goes to pip, for example another index for a CPU build of torch.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # `python tools/offline.py` finds its neighbours like `python -m tools.offline`

from tools import environment  # noqa: E402

ROOM = 5.0  # GB: on Linux, torch with its GPU libraries is most of it
TOOLS = ("pip>=22.3", "hatchling>=1.27", "editables>=0.5")  # what installing the course itself needs
INSTALL = """\
Install the course on a machine without internet
================================================

These packages fit {system} on {machine} with Python {python}. Copy the folder of the course, with
build/offline in it but without .venv, grading and variants, to the machine, open a terminal in that folder,
and give two commands:

    {interpreter} tools/offline.py install
    {venv} tools/lab.py

The first takes some minutes and needs about {room} GB of disk; the second opens JupyterLab on the first lesson.
Afterwards build/offline may be deleted on that machine; `make lab` works too, as long as pyproject.toml stays.
"""


def main(words: list[str] | None = None) -> None:
    """Make ``build/offline``, or install from it."""
    parser = argparse.ArgumentParser(prog="python -m tools.offline", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", nargs="?", choices=("make", "install"), default="make")
    parser.add_argument("--no-data", action="store_true", help="leave out the data cache (it takes most of the time)")
    given = list(sys.argv[1:] if words is None else words)
    at = given.index("--") if "--" in given else len(given)
    options = parser.parse_args(given[:at])
    if options.what == "install":
        install(ROOT)
    else:
        make(ROOT, data=not options.no_data, pip_words=given[at + 1 :])


def make(root: Path, *, data: bool = True, pip_words: list[str] | None = None, room: float = ROOM) -> None:
    """Fill ``build/offline`` under ``root``; exit with one sentence when that cannot be done."""
    folder, start = root / "build" / "offline", time.monotonic()
    folder.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(folder).free / 1e9
    if free < room:
        sys.exit(f"Only {free:.1f} GB are free here, and build/offline needs about {room:g} GB: free some space.")
    print("Fetching the packages; the first time this takes several minutes ...", flush=True)
    wheels(root, folder / "wheels", pip_words or [])
    (folder / "platform.json").write_text(json.dumps(this_platform()) + "\n", encoding="utf-8")
    (folder / "INSTALL.txt").write_text(instructions(), encoding="utf-8")
    failed = list(cache(root, folder / "data")) if data else []
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e9
    took = time.monotonic() - start
    print(f"build/offline is ready: {size:.2f} GB in {took:.0f} s. INSTALL.txt in it says how to go on.")
    if failed:
        sys.exit("These did not run to their end, so the cache may lack their data: " + "; ".join(failed))


def wheels(root: Path, folder: Path, pip_words: list[str]) -> None:
    """Put a wheel of every package, the course's own included, into ``folder``, and prove that they suffice."""
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="wheels-", ignore_cleanup_errors=True) as scratch:
        fresh, log, fixed = (Path(scratch) / name for name in ("wheels", "pip.log", "constraints.txt"))
        fixed.write_text("".join(f"{line}\n" for line in constraints(root)), encoding="utf-8")
        wanted = [f"{root}[lab]", *TOOLS]
        _pip(log, "wheel", "--wheel-dir", str(fresh), "--constraint", str(fixed), *wanted, *pip_words)
        house = ["--no-index", "--find-links", str(fresh)]
        proof = ["install", "--dry-run", "--ignore-installed", "--quiet", "--isolated"]
        _pip(log, *proof, *house, f"{name_of(root)}[lab]", *TOOLS)
        shutil.rmtree(folder, ignore_errors=True)
        fresh.replace(folder)


def constraints(root: Path) -> list[str]:
    """The versions of this environment: what the lecturer has tried is what the others get."""
    ours = {name_of(root), "pip"}
    found = {one.metadata["Name"]: one.version for one in metadata.distributions() if one.metadata["Name"]}
    return sorted(f"{other}=={version}" for other, version in found.items() if other.lower() not in ours)


def cache(root: Path, folder: Path) -> Iterator[str]:
    """Run every lesson and every solved exercise without network, and keep what they draw; name those that fail.

    Nothing else would tell so surely which sets they use; and it shows that they run offline.
    """
    from tools.pages.runner import run

    pages = sorted((root / "notebooks").glob("*.ipynb"))
    pages += sorted((root / "solutions").glob("*/*.ipynb"))
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="data-", ignore_cleanup_errors=True) as scratch:
        fresh = Path(scratch) / "data"
        fresh.mkdir()
        for page in pages:
            result = run(page, "cpu", data=fresh, offline=True, root=root)
            print(result.summary(), flush=True)
            if result.problem:
                yield f"{page.name} ({result.problem})"
        for extra in fresh.glob("progress*"):
            extra.unlink()
        shutil.rmtree(folder, ignore_errors=True)
        fresh.replace(folder)


def install(root: Path) -> None:
    """Make ``.venv`` from the wheelhouse, as `make lab` would from the internet, and put the data where it belongs."""
    folder = root / "build" / "offline"
    made_for = _read(folder / "platform.json")
    if not made_for:
        sys.exit("build/offline is missing or incomplete: copy it from the machine on which `make offline` was run.")
    if made_for != this_platform():
        words = "{system} on {machine} with Python {python}"
        there, here = (words.format(**one) for one in (made_for, this_platform()))
        sys.exit(f"The packages were made for {there}, and this is {here}: run `make offline` on a machine like this.")
    # As an address, because pip splits the variable at spaces.
    os.environ.update(PIP_NO_INDEX="1", PIP_FIND_LINKS=(folder / "wheels").resolve().as_uri())
    environment.main(["lab"])
    if (folder / "data").is_dir():
        python = environment.python_of(root / ".venv")
        shutil.copytree(folder / "data", data_folder(python), dirs_exist_ok=True)
        print("The data cache is in place.")


def data_folder(python: Path) -> Path:
    """Where the course that this Python knows keeps its data."""
    code = "from course import settings; print(settings.data_dir())"
    said = subprocess.run([str(python), "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    return Path(said.stdout.strip())


def this_platform() -> dict[str, str]:
    """What decides whether wheels fit."""
    version = ".".join(platform.python_version_tuple()[:2])
    return {"system": platform.system(), "machine": platform.machine(), "python": version}


def instructions() -> str:
    """INSTALL.txt for machines like this one."""
    windows = os.name == "nt"
    interpreter, venv = ("py", r".venv\Scripts\python") if windows else ("python3", ".venv/bin/python")
    return INSTALL.format(**this_platform(), interpreter=interpreter, venv=venv, room=environment.ROOM)


def _pip(log: Path, *words: str) -> None:
    """Run pip; exit with one sentence when it fails."""
    command = [sys.executable, "-m", "pip", "--log", str(log), "--disable-pip-version-check", *words]
    if subprocess.run(command).returncode:
        text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        sys.exit("\n" + explain(text, shutil.disk_usage(log.parent).free / 1e9))


def explain(log: str, free_gb: float) -> str:
    """One sentence on why there is no wheelhouse, from the end of pip's log."""
    end = log[-20_000:]
    missing = [line.split("for ", 1)[1] for line in end.splitlines() if "No matching distribution found for " in line]
    if missing and "(from versions: none)" not in end:
        return (
            f"pip finds no package {missing[-1].strip()}, the version in this environment: name the index "
            "it came from after `--`, for example `python -m tools.offline -- --extra-index-url ADDRESS`."
        )
    return environment.explain(log, free_gb)


def name_of(root: Path) -> str:
    """The name of the package in pyproject.toml."""
    found = re.search(r'^name = "([^"]+)"', (root / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    return found[1] if found else root.name


def _read(path: Path) -> dict[str, str]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


if __name__ == "__main__":
    main()
