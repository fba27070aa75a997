"""nbgrader's steps for one exercise, one after the other."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import logging
import os
import re
import shutil
import tempfile
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import ExportApp
from nbgrader.converters import Autograde, BaseConverter, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import determine_grade, is_grade
from sqlalchemy.exc import SQLAlchemyError
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from tools.exercises import regions
from tools.grading import collect as collecting
from tools.grading import execute, notes, walls
from tools.grading.execute import Patient
from tools.grading.export import TasksExport, columns
from tools.grading.mend import OneMark
from tools.pages import files, literal, sandbox
from tools.pages.files import ROOT
from tools.pages.runner import kernelspec

literal.paths()


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

    def spec(self) -> walls.Spec:
        """The limits of this configuration."""
        run = Patient(config=self.config())
        return walls.Spec([], memory_mb=run.memory_mb, files_mb=run.files_mb, processes=run.processes)

    def record(self, student: str) -> Path:
        """Where it is written down that a student has been graded."""
        return self.folder / "done" / self.exercise / f"{student}.json"

    def submitted(self) -> list[str]:
        """Whose work has been collected."""
        return sorted(path.parent.name for path in (self.folder / "submitted").glob(f"*/{self.exercise}"))


def prepare(course: Course) -> None:
    """Make the course folder, kept out of version control: it holds people's work and marks."""
    course.source()
    course.folder.mkdir(parents=True, exist_ok=True)
    (course.folder / ".gitignore").write_text("*\n", encoding="utf-8")
    execute.clear()
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
    keep_log(course, "generate_assignment", log)
    if "Cannot add or remove cells" in log or "Cannot modify existing assignment" in log:
        raise Refused(
            f"{course.exercise} has other tasks than when grading began in {course.folder.name}: "
            "grade the new one in another folder (--course)."
        )
    paths = list((course.folder / "release" / course.exercise).glob("*.ipynb"))
    if not paths:
        raise Refused(f"nbgrader could not prepare {course.exercise}: {why(log)}")
    for path in paths:
        if regions.BEGIN_HIDDEN in path.read_text(encoding="utf-8"):
            raise Refused(f"{path.name} still holds hidden tests; nothing was graded.")


def collect(course: Course, submissions: Path) -> list[str]:
    """From a folder or an archive to ``submitted/``; returns whose work came. Each student for itself."""
    if not submissions.exists():
        raise Refused(f"There is no folder or file {submissions}.")
    known = {_key(path.name): path.name for path in (course.folder / "submitted").glob("*")}
    came = []
    for name, nb in collecting.collect(submissions, course.source(), course.folder):
        student = known.setdefault(_key(name), name)  # one name, whatever the case and form it came in this time
        files.name_cells(nb)  # the same work is the same file, so that it need not be graded again
        folder = course.folder / "submitted" / student / course.exercise
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        (folder / f"{course.exercise}.ipynb").write_text(nbformat.writes(nb), encoding="utf-8")
        came.append(student)
    return came


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def one(course: Course, student: str, again: bool) -> tuple[str, bool]:
    """Grade one student and write the page for them, in this process; what nbgrader said, and whether it ran.

    again: although what was graded last is the same to the last letter.
    """
    log, run = "", again or not is_done(course, student)
    if run:
        course.record(student).unlink(missing_ok=True)
        digest = _digest(course, student)
        log = _autograde(course, student)
        marks = _marks(course, student)
        if marks is not None:
            record = json.dumps({"digest": digest, "marks": marks})
            files.replace_file(course.record(student), record.encode("utf-8"))
    log = f"{log}\n{_step(course, GenerateFeedback, student)}"
    for path in (course.folder / "feedback" / student / course.exercise).glob("*"):
        if path.suffix != ".html":  # pages go out, and nothing else
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    return log, run


def is_done(course: Course, student: str) -> bool:
    """Whether this very submission was graded to its end by this very exercise and checker, and the marks are kept."""
    record, marks = read_record(course, student), _marks(course, student)
    return marks is not None and record == {"digest": _digest(course, student), "marks": marks}


def read_record(course: Course, student: str) -> dict[str, Any]:
    """What was written down when a student had been graded; empty where nothing was."""
    with suppress(OSError, ValueError):
        found = json.loads(course.record(student).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def _digest(course: Course, student: str) -> str:
    """One line for all that a mark depends on."""
    work = course.folder / "submitted" / student / course.exercise
    said = [sandbox.fingerprint(part) for part in (work, course.source().parent)]
    said += [sandbox.fingerprint(part, "*.py") for part in (ROOT / "course", ROOT / "tools" / "grading")]
    rest = [os.environ.get("COURSE_GRADE_SEED"), course.cell_seconds, bool(walls.missing())]
    return hashlib.sha256(json.dumps([said, rest]).encode()).hexdigest()


def _marks(course: Course, student: str) -> dict[str, float] | None:
    """What the checks gave, as the gradebook has it; None where there is no row or no graded page."""
    page = course.folder / "autograded" / student / course.exercise / f"{course.exercise}.ipynb"
    if not page.exists():
        return None
    with Gradebook(course.directory().db_url) as gradebook:
        try:
            submission = gradebook.find_submission(course.exercise, student)
        except MissingEntry:
            return None
        return {one.name: float(one.auto_score or 0) for nb in submission.notebooks for one in nb.grades}


def export(course: Course, students: list[str], failed: dict[str, str]) -> list[dict[str, str]]:
    """The table: everybody in the gradebook, and everybody in ``students`` though the gradebook may have lost them.

    failed: why somebody has no marks, by name.
    """
    rows: dict[str, dict[str, str]] = {}
    directory = course.directory()
    with suppress(SQLAlchemyError), Gradebook(directory.db_url) as gradebook:
        app = ExportApp(coursedir=directory)
        rows = {row["student"]: row for row in TasksExport(parent=app, assignment=[course.exercise]).rows(gradebook)}
    source = nbformat.read(course.source(), as_version=4)
    tasks = [notes.number(cell.metadata.nbgrader.grade_id) for cell in source.cells if is_grade(cell)]
    header = columns([(tasks, course.exercise)])
    for student in students:
        row = rows.get(student)
        record = read_record(course, student)
        if row is None or course.exercise not in "".join(row):
            row = rows[student] = dict.fromkeys(header, "")
            why = "the gradebook has lost its row" if record else "its turn has not come"
            row |= {"student": student, "notes": f"NOT GRADED: {failed.get(student, why)}"}
        elif not record:
            row |= dict.fromkeys([*tasks, f"sum {course.exercise}"], "")
            row["notes"] = f"NOT GRADED: {failed.get(student, 'its turn has not come')}"
        elif record["marks"] != _marks(course, student):
            row["notes"] = f"NOT CERTAIN: the gradebook has other marks than the checks gave; {row['notes']}"
    return [rows[name] for name in sorted(rows)]


def without_page(course: Course, students: list[str]) -> list[str]:
    """Who was graded and has no feedback."""
    pages = course.folder / "feedback"
    graded = [one for one in students if read_record(course, one)]
    return [one for one in graded if not (pages / one / course.exercise / f"{course.exercise}.html").exists()]


def fingerprint(course: Course) -> dict[str, str]:
    """What no submission may change: the package, these tools, the exercises, and all that was handed in."""
    found: dict[str, str] = {}
    for part in (ROOT / "course", ROOT / "tools", course.source().parent, course.folder / "submitted"):
        found |= {f"{part.name}/{name}": said for name, said in sandbox.fingerprint(part).items()}
    found |= {path.name: "here" for path in ROOT.glob("*.py")}  # Python would import them
    return {name: said for name, said in found.items() if "__pycache__" not in name}


def changes(course: Course, before: dict[str, str]) -> str:
    """The names of what has changed, a few of them."""
    names = sandbox.changes(before, fingerprint(course))
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")


def about(problem: OSError) -> str:
    """An error of the system in a sentence."""
    if problem.errno == errno.ENOSPC:
        return f"The disk is full{f' ({problem.filename})' if problem.filename else ''}: make room, and run it again."
    return f"The system refused: {problem.strerror or problem} ({problem.filename or 'no file'})."


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


def keep_log(course: Course, step: str, text: str) -> None:
    with suppress(OSError), open(course.folder / "grading.log", "a", encoding="utf-8", errors="replace") as file:
        file.write(f"--- {course.exercise}: {step}\n{text}\n")


def why(log: str) -> str:
    """The line of a log that says most: the last error, else the last line."""
    lines = [line for line in log.splitlines() if line.strip()]
    errors = [line for line in lines if re.match(r"[\w.]+(Error|Exception): ", line)]
    return (errors or lines or ["it did not say why"])[-1]
