"""Run one lesson with papermill, and measure what it costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from tools.pages import files, sandbox

LIMITS = {"smoke": 120, "cpu": 900, "gpu": 1800}  # seconds after which a run is stopped
PROFILES = tuple(LIMITS)
START_LIMIT = 60  # seconds that papermill may take before there is a kernel
SAMPLING = 0.1  # seconds between two looks at the memory


@dataclass(frozen=True)
class Run:
    """One measured run. ``problem`` is a sentence, or None when every cell ran."""

    name: str
    profile: str
    seconds: float
    peak_mb: float
    problem: str | None
    notebook: NotebookNode

    def summary(self) -> str:
        end = f" FAILED: {self.problem}" if self.problem else ""
        return f"{self.name} {self.profile}: {self.seconds:.1f} s, {self.peak_mb:.0f} MB{end}"


def run(
    path: Path,
    profile: str,
    *,
    limit: int | None = None,
    data: Path | None = None,
    offline: bool = False,
    root: Path | None = None,
) -> Run:
    """Run the notebook at ``path`` and leave the file as it is; the outputs are in the result.

    ``data`` is where caches and progress go: a fresh folder unless given, so that the figures are those
    of a first visit. ``offline`` refuses every connection that leaves this machine. ``root`` is the checkout
    whose package is used: the one that holds the notebook, unless given.
    """
    limit = limit or LIMITS[profile]
    with tempfile.TemporaryDirectory(prefix="course-run-", ignore_cleanup_errors=True) as scratch:
        target = Path(scratch) / path.name
        command = [sys.executable, "-m", "tools.pages.execute", str(path), str(target)]
        command += ["--limit", str(limit)]
        env = environment(root or checkout(path), profile, Path(scratch), data=data, offline=offline)
        if offline and sandbox.can_unshare():
            command = [*sandbox.unshare(), *command, "--loopback"]
        seconds, peak, error = watch(command, env, path.parent, limit)
        executed = files.read(target) if target.exists() else new_notebook()
    executed.cells = [cell for cell in executed.cells if not _is_banner(cell)]
    problem = None if error is None else _problem_in(executed) or error
    seconds = executed.metadata.get("papermill", {}).get("duration") or seconds
    return Run(path.stem, profile, round(seconds, 2), round(peak, 1), problem, executed)


def checkout(path: Path) -> Path:
    """The checkout that a notebook lies in: lessons lie one folder deep, exercises two."""
    above = [folder for folder in path.parents if (folder / "pyproject.toml").exists()]
    return above[0] if above else path.parents[1]


def environment(
    root: Path, profile: str, scratch: Path, *, data: Path | None = None, offline: bool = False
) -> dict[str, str]:
    """The variables of a run: this interpreter's kernel, this checkout's package, nobody's settings."""
    first = [str(sandbox.refuse_network(scratch / "refuse"))] if offline else []
    later = [part for part in os.environ.get("PYTHONPATH", "").split(os.pathsep) if part]
    env = {**os.environ, "COURSE_PROFILE": profile, "COURSE_DATA": str(data or scratch / "data")}
    env["PYTHONPATH"] = os.pathsep.join([*first, str(root), str(files.ROOT), *later])
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    env["JUPYTER_PATH"] = str(kernelspec(scratch / "jupyter"))
    env["JUPYTER_RUNTIME_DIR"] = str(scratch / "runtime")
    env["IPYTHONDIR"] = str(scratch / "ipython")
    env.pop("MPLBACKEND", None)  # a test run may have set it; the kernel chooses its own
    return env


def kernelspec(folder: Path) -> Path:
    """A Jupyter path in which ``python3`` is the interpreter that runs this line."""
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
    }
    place = folder / "kernels" / "python3"
    place.mkdir(parents=True, exist_ok=True)
    (place / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return folder


def watch(command: list[str], env: dict[str, str], cwd: Path, limit: int) -> tuple[float, float, str | None]:
    """Run a command; return its seconds, the peak memory of its children in MB, and what went wrong.

    The children are the kernel and what it starts; the process itself is papermill, which no reader runs.
    """
    start, peak, patience = time.perf_counter(), 0.0, START_LIMIT
    with tempfile.TemporaryFile() as said, _ended(command, env, cwd, said) as process:
        while process.poll() is None:
            peak = max(peak, children_mb(process.pid))
            if peak and patience:  # the kernel is there: the clock starts now
                start, patience = time.perf_counter(), 0
            if time.perf_counter() - start > limit + patience:
                return limit, peak, f"it did not end within {limit} s"
            time.sleep(SAMPLING)
        seconds = time.perf_counter() - start
        said.seek(0)
        lines = said.read().decode("utf-8", "replace").strip().splitlines()
    error = None if process.returncode == 0 else (lines or ["the run ended without a word"])[-1]
    return seconds, peak, error


@contextmanager
def _ended(command: list[str], env: dict[str, str], cwd: Path, said: IO[bytes]) -> Iterator[subprocess.Popen]:
    """Start a process; at the end of the block nothing of it is left running."""
    process = subprocess.Popen(command, env=env, cwd=cwd, stdout=said, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        for one in [*_children(process.pid), process]:
            try:
                one.kill()
            except (psutil.NoSuchProcess, ProcessLookupError):
                pass
        process.wait()


def children_mb(pid: int) -> float:
    total = 0
    for child in _children(pid):
        try:
            total += child.memory_info().rss
        except psutil.Error:  # it ended between the two calls
            continue
    return total / 1e6


def _children(pid: int) -> list[psutil.Process]:
    try:
        return psutil.Process(pid).children(recursive=True)
    except psutil.Error:
        return []


def _is_banner(cell: NotebookNode) -> bool:
    """Whether papermill added this cell to point at an error."""
    return any(tag.startswith("papermill-error") for tag in files.tags(cell))


def _problem_in(nb: NotebookNode) -> str | None:
    for number, cell in enumerate(nb.cells, 1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                return f"cell {number}: {output.ename}: {output.evalue}"
        if cell.metadata.get("papermill", {}).get("status") == "running":
            return f"cell {number} did not end in time"
    return None
