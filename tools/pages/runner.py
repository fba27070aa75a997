"""Run one notebook in processes of its own, and measure from outside what it costs: time, processor time, memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psutil
from nbformat import NotebookNode
from nbformat.v4 import new_notebook

from tools.pages import files, sandbox

LIMITS = {"smoke": 120, "cpu": 900, "gpu": 1800}  # seconds after which a run is stopped
PROFILES = tuple(LIMITS)
START_LIMIT = 300  # seconds until there is a kernel: 60 were not enough on a machine with other work
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
    cpu_seconds: float = 0.0

    def summary(self) -> str:
        end = f" FAILED: {self.problem}" if self.problem else ""
        spent = f"{self.seconds:.1f} s, {self.cpu_seconds:.1f} s of processor time, {self.peak_mb:.0f} MB"
        return f"{self.name} {self.profile}: {spent}{end}"


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
        command += ["--limit", str(limit), "--start", str(START_LIMIT)]
        env = environment(root or checkout(path), profile, Path(scratch), data=data, offline=offline)
        if offline and sandbox.can_unshare():
            command = [*sandbox.unshare(), *command, "--loopback"]
        cost = watch(command, env, path.parent, limit)
        executed = files.read(target) if target.exists() else new_notebook()
    executed.cells = [cell for cell in executed.cells if not _is_banner(cell)]
    problem = None if cost.problem is None else _problem_in(executed) or cost.problem
    seconds = executed.metadata.get("papermill", {}).get("duration") or cost.seconds
    return Run(path.stem, profile, round(seconds, 2), cost.peak_mb, problem, executed, cost.cpu_seconds)


NBVAL = "from tools.pages import sandbox; import pytest, sys; {loopback}sys.exit(pytest.main(sys.argv[1:]))"


def compare(path: Path, root: Path, *, data: Path | None = None, limit: int = LIMITS["smoke"]) -> Cost:
    """Run a lesson in the smoke profile, offline, as nbval does: the outputs of tagged cells must come again.

    ``said`` is nbval's report, ``problem`` None when every cell ran and every compared output was found.
    """
    with tempfile.TemporaryDirectory(prefix="course-nbval-", ignore_cleanup_errors=True) as scratch:
        settings = Path(scratch) / "pytest.ini"
        settings.write_text("[pytest]\n", encoding="utf-8")  # not the project's own settings
        env = environment(root, "smoke", Path(scratch), data=data, offline=True)
        alone = sandbox.can_unshare()
        code = NBVAL.format(loopback="sandbox.loopback_up(); " if alone else "")
        command = [*(sandbox.unshare() if alone else []), sys.executable, "-c", code, str(path)]
        command += ["--nbval-lax", "--nbval-current-env", f"--nbval-cell-timeout={limit}", "-c", str(settings)]
        command += [f"--nbval-kernel-startup-timeout={START_LIMIT}"]
        command += ["--rootdir", scratch, "-p", "no:cacheprovider", "-p", "no:xdist", "-q"]
        return watch(command, env, Path(scratch), limit)


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


@dataclass
class Cost:
    """What a command cost. ``peak_mb`` is the largest sum of its children's memory; ``problem`` a sentence, or None."""

    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0
    problem: str | None = None
    said: str = ""


def watch(command: list[str], env: dict[str, str], cwd: Path, limit: int) -> Cost:
    """Run a command and measure it and what it starts.

    Memory is that of the children, the kernel and what it starts: the process itself is papermill or nbval, which no
    reader runs. Processor time is that of all. The limit is on the wall's clock and far away: it ends what hangs.
    """
    cost, begun = Cost(), False
    used: dict[tuple[int, float], float] = {}
    start = time.perf_counter()
    with tempfile.TemporaryFile() as said, _ended(command, env, cwd, said) as process:
        while process.poll() is None and cost.problem is None:
            children = _children(process.pid)
            cost.peak_mb = max(cost.peak_mb, round(_memory_mb(children), 1))
            used |= _processor_seconds([*children, *_self(process.pid)])
            if cost.peak_mb and not begun:  # the kernel is there: the clock starts now
                start, begun = time.perf_counter(), True
            if time.perf_counter() - start > limit + (0 if begun else START_LIMIT):
                cost.problem = f"it did not end within {limit} s"
            time.sleep(SAMPLING)
        cost.seconds, cost.cpu_seconds = time.perf_counter() - start, round(sum(used.values()), 1)
        said.seek(0)
        cost.said = said.read().decode("utf-8", "replace")
    if cost.problem is None and process.returncode:
        lines = [line for line in cost.said.splitlines() if line.strip()]
        cost.problem = lines[-1] if lines else "the run ended without a word"
    return cost


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


def _memory_mb(processes: list[psutil.Process]) -> float:
    total = 0
    for one in processes:
        with suppress(psutil.Error):  # it ended between the two calls
            total += one.memory_info().rss
    return total / 1e6


def _processor_seconds(processes: list[psutil.Process]) -> dict[tuple[int, float], float]:
    """What each process has used so far, by its id and birth: the last look before its end counts."""
    found = {}
    for one in processes:
        with suppress(psutil.Error):
            times = one.cpu_times()
            found[one.pid, one.create_time()] = times.user + times.system
    return found


def _self(pid: int) -> list[psutil.Process]:
    try:
        return [psutil.Process(pid)]
    except psutil.Error:
        return []


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
