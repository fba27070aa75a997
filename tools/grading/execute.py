"""Running a submission to its end: a cell that kills Python, hangs or floods costs itself and nothing else."""

from __future__ import annotations

import copy
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, time
from typing import Any

import psutil
import zmq
import zmq.asyncio
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from nbgrader.preprocessors import Execute
from nbgrader.utils import is_grade
from traitlets import Bool, Integer, List, Unicode, default

from tools.grading import notes, seal, walls
from tools.pages.files import ROOT

# IPython's exit() and quit() end the kernel some time after the cell, in the middle of another. Here they end the cell.
BEGIN = """
def _leave():
    raise SystemExit("the notebook asked Python to exit")
get_ipython().ask_exit = _leave
del _leave
"""

OURS = NotebookNode(metadata=NotebookNode(nbgrader={"grade": True}))  # what we run gets the time of a check


LEFT = "course-grading-"  # how the folders of runs begin; then comes the number of the process
LARGEST_MESSAGE = 100_000_000  # bytes; a page's outputs have a fifth of it


class Walled(AsyncKernelManager):
    """A kernel that is started behind walls, and talks over files in a folder: it has no network to talk over."""

    spec: walls.Spec | None = None

    def behind(self, spec: walls.Spec) -> None:
        """Put up the walls of the kernel that will be started."""
        self.spec, self.transport, self.ip = spec, "ipc", str(Path(spec.sockets) / "ipc")
        self.connection_file = str(Path(spec.sockets) / "kernel.json")

    @default("context")
    def _bounded_context(self) -> zmq.asyncio.Context:
        """Refuses messages that would fill the memory of whoever grades."""
        context = super()._context_default()
        context.setsockopt(zmq.MAXMSGSIZE, LARGEST_MESSAGE)
        return context

    def format_kernel_cmd(self, extra_arguments: list[str] | None = None) -> list[str]:
        """What Jupyter runs."""
        told = super().format_kernel_cmd(extra_arguments)
        return walls.command(self.spec, told) if self.spec else told


class Patient(Execute):
    """nbgrader's ``Execute``, which goes on where that one gives up a whole submission.

    When a cell ends Python, or hangs so that it cannot be interrupted, a new kernel runs the cells before it once
    more, without it, and goes on after it. Marks that were given before stand.
    """

    check_timeout = Integer(300, help="seconds for a cell with a check, which has limits of its own").tag(config=True)
    total_timeout = Integer(1200, help="seconds for a whole notebook").tag(config=True)
    max_characters = Integer(100_000, help="characters of output that are kept of a cell").tag(config=True)
    before_check = Unicode("", help="code to run before each check, such as imports").tag(config=True)
    memory_mb = Integer(4000, help="megabytes for all processes of a notebook together").tag(config=True)
    files_mb = Integer(512, help="megabytes for all files that a notebook writes").tag(config=True)
    processes = Integer(256, help="how many processes and threads a notebook may have").tag(config=True)
    hidden = List(Unicode(), help="folders that no notebook may see").tag(config=True)
    cache = Unicode("", help="a folder whose files each run finds in its data folder").tag(config=True)
    keep = Bool(False, help="put what a run adds to its data folder into the cache")

    def __init__(self, **kw: Any) -> None:
        super().__init__(**{"kernel_manager_class": Walled, **kw})
        self.timeout_func = self._seconds

    def preprocess(self, nb: NotebookNode, resources: Any = None, km: Any = None) -> tuple[NotebookNode, Any]:
        """Run all cells; what cannot be run gets an error as its output."""
        self.nb, self.km, self.kc, self.owns_km = nb, km, None, km is None
        self._check_assign_resources(resources)
        self._deadline = monotonic() + self.total_timeout
        self._left_out: set[int] = set()
        code = [at for at, cell in enumerate(nb.cells) if cell.cell_type == "code" and cell.source.strip()]
        if notes.is_unreadable(nb):
            for at in code:
                nb.cells[at].outputs = [notes.error("NotRun", "there is no notebook to run")]
            return nb, self.resources
        done = 0  # how many of the code cells have their final outputs
        self._first: dict[str, Any] = {}
        self._student: str | None = None  # whose version MY is; nobody has asked yet
        with self._private() as private:
            while done < len(code):
                done = self._run(code, done, private)
        written = notes.version(nb)
        if self._student is not None and self._student.strip() != written.strip():
            notes.add(nb, f"STUDENT says {written!r}, but MY is the version of {self._student!r}")
        return nb, self.resources

    def _run(self, code: list[int], done: int, private: Path) -> int:
        """Run cells in a new kernel until the end, or until the kernel is lost; return how many are done."""
        self.reset_execution_trackers()
        before = -1
        with self._kernel(private):
            # Imports are not on the first cell's clock.
            self._first = self._ask(f"{BEGIN}\n{self.before_check}\n{_seed()}\n{seal.ASK}")
            for position, at in enumerate(code):
                again = position < done
                if at in self._left_out or again and is_grade(self.nb.cells[at]):
                    continue
                if monotonic() > self._deadline:
                    self._give_up(code[done:], f"the whole notebook had {self.total_timeout} seconds; they were over")
                    return len(code)
                try:
                    begun = self._alive()
                    self._one(at, again)
                except Exception as problem:  # whatever it is, the cells after it get their chance
                    self.log.warning("Cell %s: %r; going on in a new kernel", at + 1, problem)
                    culprit = at if begun or before < 0 else before
                    self._left_out.add(culprit)
                    if culprit == at and not again:
                        self._give_up([at], _reason(problem))
                        return position + 1
                    self.nb.cells[culprit].outputs.append(notes.error("PythonDied", "this cell ended Python later on"))
                    return max(done, position)
                before = at
        return len(code)

    def _one(self, at: int, again: bool) -> None:
        cell = self.nb.cells[at]
        if is_grade(cell):
            found = self._ask(f"{seal.ASK}\n{self.before_check}\n{_seed()}")
            if self._first and (said := seal.broken(self._first, found)):
                notes.add(self.nb, f"{notes.number(cell.metadata.nbgrader['grade_id'])}: {said}")
            self._student = str(found["student"]) if found.get("student") else self._student
        self._room = self.max_characters
        self.execute_cell(copy.deepcopy(cell) if again else cell, at, store_history=True)
        self.nb.cells[at] = cell  # when run again, its first outputs stand

    def _ask(self, source: str) -> dict[str, Any]:
        """Run lines of ours without a trace, and look at the seal."""
        assert self.kc is not None
        asked = self.kc.execute(source, silent=True, store_history=False, user_expressions=seal.EXPRESSION)
        return seal.read(self.wait_for_reply(asked, OURS))

    def _alive(self) -> bool:
        with suppress(DeadKernelError):
            self.wait_for_reply(self.kc.kernel_info())  # type: ignore[attr-defined]
            return True
        return False

    def _give_up(self, cells: list[int], sentence: str) -> None:
        for at in cells:
            self.nb.cells[at].outputs.append(notes.error("NotRun", sentence))

    def _seconds(self, cell: NotebookNode) -> int:
        limit = self.check_timeout if is_grade(cell) else self.timeout or self.total_timeout
        return max(1, min(limit, int(self._deadline - monotonic())))

    @contextmanager
    def _private(self) -> Iterator[Path]:
        """A folder of one run: nobody's data and progress meets another's."""
        with tempfile.TemporaryDirectory(prefix=f"{LEFT}{os.getpid()}-", ignore_cleanup_errors=True) as folder:
            data, fonts = Path(folder) / "data", Path(folder) / "home" / ".cache" / "matplotlib"
            for path in (data, fonts, Path(folder) / "work"):
                path.mkdir(parents=True)
            if self.cache and Path(self.cache).is_dir():
                shutil.copytree(self.cache, data, dirs_exist_ok=True)
            if (known := Path.home() / ".cache" / "matplotlib").is_dir():  # to look for them takes seconds
                shutil.copytree(known, fonts, dirs_exist_ok=True)
            yield Path(folder)
            if self.cache and self.keep and (data / "glyphs").is_dir():  # and nobody's progress
                shutil.copytree(data / "glyphs", Path(self.cache) / "glyphs", dirs_exist_ok=True)

    @contextmanager
    def _kernel(self, private: Path) -> Iterator[None]:
        """A new kernel: behind walls where they can be built, else in folders of its own, with an end to its strays."""
        own = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        self.km, fence = self.create_kernel_manager(), None
        if walls.missing():
            fence, home, data = walls.Fence(), str(private / "home"), str(private / "data")
            own |= {walls.MARK: fence.mark, "USERPROFILE": home}
        else:
            home, data = walls.HOME, f"{walls.HOME}/data"
            self.km.behind(self._spec(private))
        own |= {"HOME": home, "COURSE_DATA": data, "IPYTHONDIR": f"{home}/.ipython"}
        own["MPLCONFIGDIR"] = f"{home}/.cache/matplotlib"
        env, void = walls.environment(own), subprocess.DEVNULL
        try:
            # What a process writes past Jupyter would flood the lecturer's terminal.
            with self.setup_kernel(env=env, cwd=str(private / "work"), stdout=void, stderr=void):
                yield
        finally:
            if fence:
                fence.end()

    def _spec(self, private: Path) -> walls.Spec:
        data, fonts = str(private / "data"), {str(private / "home" / ".cache"): ".cache"}
        return walls.Spec(
            walls.shown(), [str(ROOT), *self.hidden], tempfile.mkdtemp(dir=private),
            {**fonts, **({} if self.keep else {data: "data"})}, {data: "data"} if self.keep else {},
            self.memory_mb, self.files_mb, self.processes,
        )  # fmt: skip

    def process_message(self, msg: dict, cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        """Keep the beginning of what a cell says: the rest would fill the memory and the feedback."""
        content, kind = msg["content"], msg["msg_type"]
        if kind == "stream":
            if self._room <= 0:
                return None
            content["text"] = self._fitting(content["text"])
        elif kind == "error":
            content.update(ename=self._fitting(content["ename"]), evalue=self._fitting(content["evalue"]))
            content["traceback"] = [self._fitting(line) for line in content["traceback"]]
        elif kind in {"display_data", "execute_result", "update_display_data"}:
            size = sum(len(str(value)) for value in content["data"].values())
            text = self._fitting(str(content["data"].get("text/plain", "")))
            if size > 20 * self.max_characters:  # pictures may be larger than text
                content["data"], text = {}, f"… an output of {size:,} characters was left out"
            content["data"] = {**content["data"], "text/plain": text}
        return super().process_message(msg, cell, cell_index)

    def _fitting(self, text: str) -> str:
        text = text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair could not be written to a file
        room, self._room = max(self._room, 1000), self._room - len(text)
        return text if len(text) <= room else text[:room] + f"\n… {len(text) - room:,} characters were left out"


def clear() -> None:
    """Remove the folders of runs that were killed: nobody else could."""
    for path in Path(tempfile.gettempdir()).glob(f"{LEFT}*-*"):
        number = path.name.removeprefix(LEFT).partition("-")[0]
        with suppress(OSError):
            old = path.stat().st_mtime < time() - 3600  # longer ago than any run may take: a number may be another's
            if old and number.isdigit() and not psutil.pid_exists(int(number)):
                shutil.rmtree(path, ignore_errors=True)


def _seed() -> str:
    """The line that sets the seed of the hidden tests: the lecturer's, whatever a notebook has done to it."""
    seed = os.environ.get("COURSE_GRADE_SEED")
    change = f"update(COURSE_GRADE_SEED={seed!r})" if seed else "pop('COURSE_GRADE_SEED', None)"
    return f"if True:  # no result to remember\n    __import__('os').environ.{change}"


def _reason(problem: Exception) -> str:
    if isinstance(problem, DeadKernelError):
        return "this cell ended Python (os._exit, a crash, or no memory left)"
    if isinstance(problem, CellTimeoutError):
        return "this cell did not end in time and could not be interrupted"
    return f"this cell could not be run: {type(problem).__name__}: {problem}"[:200]
