"""nbgrader's steps for one exercise, one after the other."""

from __future__ import annotations

import io
import logging
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook
from nbgrader.apps import ExportApp
from nbgrader.converters import Autograde, BaseConverter, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import determine_grade, is_grade
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from tools.exercises import regions
from tools.grading import notes
from tools.grading.execute import Patient
from tools.grading.export import TasksExport
from tools.grading.mend import OneMark
from tools.pages.files import ROOT
from tools.pages.runner import kernelspec


class Refused(Exception):
    """A sentence on what has to be put right before anybody can be graded."""


@dataclass(frozen=True)
class Course:
    """One exercise in one course folder. Picklable, so that several processes can grade."""

    folder: Path
    exercise: str
    cell_seconds: int | None = None  # in place of the configuration's, for tests

    def config(self) -> Config:
        """The settings of ``nbgrader_config.py`` for this folder."""
        os.environ["COURSE_GRADING"] = str(self.folder)
        config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
        if self.cell_seconds:
            config.Execute.timeout = config.Execute.iopub_timeout = self.cell_seconds
        return config

    def directory(self) -> CourseDirectory:
        """Where nbgrader finds and puts things."""
        course = CourseDirectory(config=self.config())
        course.assignment_id = self.exercise
        return course

    def source(self) -> Path:
        """The notebook with the solutions."""
        course = self.directory()
        folder = Path(course.format_path(course.source_directory, ".", self.exercise)).resolve()
        path = folder / f"{self.exercise}.ipynb"
        if not path.exists():
            names = ", ".join(sorted(one.parent.name for one in folder.parent.glob("*/*.ipynb"))) or "none"
            raise Refused(f"There is no exercise {self.exercise!r} in {folder.parent}; there are: {names}.")
        return path

    def submitted(self) -> list[str]:
        """Whose work has been collected."""
        return sorted(path.parent.name for path in (self.folder / "submitted").glob(f"*/{self.exercise}"))


def prepare(course: Course) -> None:
    """Make the course folder, kept out of version control: it holds people's work and marks."""
    course.source()
    course.folder.mkdir(parents=True, exist_ok=True)
    (course.folder / ".gitignore").write_text("*\n", encoding="utf-8")
    # The kernel is this Python, whatever else is installed for Jupyter on this machine.
    os.environ["JUPYTER_PATH"] = str(kernelspec(course.folder / "jupyter"))
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # students are graded side by side


def rehearse(course: Course) -> float:
    """Grade the reference solution: it must get all marks on this machine. Its data stays in the cache."""
    nb = nbformat.read(course.source(), as_version=4)
    with tempfile.TemporaryDirectory(prefix="course-reference-", ignore_cleanup_errors=True) as folder:
        run = Patient(config=course.config())
        run.keep = True
        run.preprocess(nb, {"metadata": {"path": folder}})
    OneMark().preprocess(nb, {})
    marks = [determine_grade(cell) for cell in nb.cells if is_grade(cell)]
    given, most = sum(mark for mark, _ in marks), sum(points for _, points in marks)
    if given < most:
        why = notes.text(nb) or "its checks reject it"
        raise Refused(f"The reference solution gets {given:g} of {most:g} on this machine; nobody was graded ({why}).")
    return most


def register(course: Course) -> None:
    """``nbgrader generate_assignment``: the gradebook learns tasks, points and hidden tests."""
    log = _step(course, GenerateAssignment)
    _keep_log(course, "generate_assignment", log)
    if "Cannot add or remove cells" in log or "Cannot modify existing assignment" in log:
        raise Refused(
            f"{course.exercise} has other tasks than when grading began in {course.folder.name}: "
            "grade the new one in another folder (--course)."
        )
    paths = list((course.folder / "release" / course.exercise).glob("*.ipynb"))
    if not paths:
        raise Refused(f"nbgrader could not prepare {course.exercise}: {_why(log)}")
    for path in paths:
        if regions.BEGIN_HIDDEN in path.read_text(encoding="utf-8"):
            raise Refused(f"{path.name} still holds hidden tests; nothing was graded.")


def collect(course: Course, submissions: Path) -> None:
    """``nbgrader zip_collect``: from a folder or an archive to ``submitted/``."""
    if not submissions.exists():
        raise Refused(f"There is no folder or file {submissions}.")
    archive = course.folder / "downloaded" / course.exercise / "archive"
    shutil.rmtree(archive, ignore_errors=True)
    if submissions.is_dir():
        shutil.copytree(submissions, archive)
    else:
        archive.mkdir(parents=True)
        shutil.copyfile(submissions, archive / submissions.name)
    command = [sys.executable, "-m", "nbgrader", "zip_collect", course.exercise, "--force"]
    env = {**os.environ, "COURSE_GRADING": str(course.folder)}
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, errors="replace")
    _keep_log(course, "zip_collect", done.stdout + done.stderr)
    if done.returncode:
        raise Refused(f"nbgrader could not collect the submissions: {_why(done.stderr)}")


def autograde(course: Course, students: list[str], jobs: int, say: Callable[[str], None]) -> None:
    """``nbgrader autograde`` for each student, several at a time: a failure stays with its student."""
    left, workers = list(students), max(1, jobs)
    while left:
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            futures = {pool.submit(_autograde, course, student): student for student in left}
            for future in as_completed(futures):
                try:
                    log = future.result()
                except BrokenProcessPool:
                    continue
                left.remove(futures[future])
                _keep_log(course, f"autograde {futures[future]}", log)
                say(f"[{len(students) - len(left)}/{len(students)}] {futures[future]}")
        if left and workers == 1 or left == students:
            _keep_log(course, f"autograde {left[0]}", "the process that graded this submission was killed")
            say(f"{left.pop(0)}: the process that graded this submission was killed")
        workers = 1


def feedback(course: Course) -> None:
    """``nbgrader generate_feedback`` for everybody."""
    _keep_log(course, "generate_feedback", _step(course, GenerateFeedback))


def export(course: Course) -> Path:
    """``nbgrader export``: the table, as a CSV file."""
    directory = course.directory()
    target = course.folder / f"grades_{course.exercise}.csv"
    app = ExportApp(coursedir=directory)
    plugin = TasksExport(parent=app, to=str(target), assignment=[course.exercise])
    with Gradebook(directory.db_url) as gradebook:
        plugin.export(gradebook)
    return target


def _autograde(course: Course, student: str) -> str:
    """Twice, where nothing came of it: jobs side by side can meet, at a port or at the gradebook."""
    log = _step(course, Autograde, student)
    if any((course.folder / "autograded" / student / course.exercise).glob("*.ipynb")):
        return log
    return f"{log}\nonce more:\n{_step(course, Autograde, student)}"


def _step(course: Course, converter: type[BaseConverter], student: str = "*") -> str:
    """Run one of nbgrader's converters with ``--force``; return what it logged. It raises nothing."""
    directory = course.directory()
    directory.student_id = student
    with _log() as (log, said), warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="nbgrader")  # about sessions of its database
        try:
            step: Any = converter(coursedir=directory, config=course.config(), log=log)
            step.force = True
            step.start()
        except (NbGraderException, SystemExit):
            pass  # it has logged why, and went on with the others
        except Exception as problem:
            log.error("%s: %s", type(problem).__name__, problem)
        return said.getvalue()


@contextmanager
def _log() -> Iterator[tuple[logging.Logger, io.StringIO]]:
    said, log = io.StringIO(), logging.Logger("nbgrader", logging.WARNING)
    log.addHandler(logging.StreamHandler(said))
    yield log, said


def _keep_log(course: Course, step: str, text: str) -> None:
    with open(course.folder / "grading.log", "a", encoding="utf-8", errors="replace") as file:
        file.write(f"--- {course.exercise}: {step}\n{text}\n")


def _why(log: str) -> str:
    """The line of a log that says most: the last error, else the last line."""
    lines = [line for line in log.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"[\w.]+(Error|Exception): ", line)]
    return (errors or lines or ["it did not say why"])[-1]
