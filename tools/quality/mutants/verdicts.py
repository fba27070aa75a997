"""Running mutants: the notebook's cells before the task, the mutant's cell, and the task's check on what it made."""

from __future__ import annotations

import contextlib
import copy
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any
from unittest import mock

from course.checks import catalogue, exam, running
from course.checks.report import Report
from tools.quality.mutants.cases import Case
from tools.quality.mutants.make import Mutant, mutants

Examine = Callable[..., Report]
Names = dict[str, Any]
STUDENTS = ("", "ada", "emmy", "grace")  # the public version, and versions that take other branches of a solution
PATIENCE = 3.0  # a mutant may take this many times as long as the solution, and
EXTRA = 2.0  # this many seconds more
ENDS = {"time": "Your code was stopped", "error": "Your code raised"}  # how the checks say so
LONGEST = 600.0  # for the solution itself


class Rejected(Exception):
    """The check does not accept the reference solution, so its verdict on mutants means nothing."""


@dataclass(frozen=True)
class Result:
    """What became of a mutant: killed by a property of the check, by an error of its own, by the time, or alive."""

    task: str
    mutant: Mutant
    how: str  # "property", "error", "time" or "alive"

    @property
    def killed(self) -> bool:
        return self.how != "alive"


def results(case: Case, chosen: Sequence[Mutant] | None = None, examine: Examine = exam.examine) -> list[Result]:
    """Run the mutants of a task in the public version; those that survive meet students' own versions too."""
    left = list(mutants(case.cell) if chosen is None else chosen)
    found: list[Result] = []
    for student in STUDENTS if case.varies else STUDENTS[:1]:
        fates = list(_fates(case, left, student, examine)) if left else []
        found += [Result(case.task, mutant, how) for mutant, how in zip(left, fates, strict=True) if how != "alive"]
        left = [mutant for mutant, how in zip(left, fates, strict=True) if how == "alive"]
    return found + [Result(case.task, mutant, "alive") for mutant in left]


def _fates(case: Case, chosen: Sequence[Mutant], student: str, examine: Examine) -> Iterator[str]:
    names: Names = {"__name__": "exercise"}
    for cell in case.cells_before(student):
        _run_cell(cell, names)
    start = time.monotonic()
    how = _fate(case, case.cell, names, examine, LONGEST)
    if how != "alive":
        raise Rejected(f"{case.task}: the check does not accept the solution{f' of {student}' * bool(student)}.")
    seconds = PATIENCE * (time.monotonic() - start) + EXTRA
    with limited(case.task, seconds):
        for mutant in chosen:
            yield _fate(case, mutant.source, names, examine, seconds)


def _fate(case: Case, cell: str, names: Names, examine: Examine, seconds: float) -> str:
    names = fresh(names)
    answer: list[Any] = []

    def work() -> None:
        for source in (cell, *case.between):
            _run_cell(source, names)
        answer.extend(eval(f"[{', '.join(case.arguments)}]", names))

    error = running.run(work, seconds)
    if error is not None:
        return "time" if isinstance(error, running.TimeUp) else "error"
    report = examine(case.task, *answer)
    if report.status == "done":
        return "alive"
    says = report.properties[-1].says if report.stopped and report.properties else ""
    return next((how for how, start in ENDS.items() if says.startswith(start)), "property")


def _run_cell(source: str, names: Names) -> None:
    """Run a cell silently, with the same chance for every mutant."""
    with running.undisturbed(0):
        exec(compile(source, "exercise", "exec", dont_inherit=True), names)


def fresh(names: Names) -> Names:
    """The namespace for one mutant: copies of what can be changed in place, so that no mutant sees another's work."""
    memo: dict[int, Any] = {}
    return {name: _copied(value, memo) for name, value in names.items() if name != "__builtins__"}


def _copied(value: Any, memo: dict[int, Any]) -> Any:
    if callable(value) and not hasattr(value, "parameters") or isinstance(value, ModuleType):
        return value
    try:
        return copy.deepcopy(value, memo)
    except Exception:  # some things cannot be copied, such as tensors inside a graph: they are shared
        return value


@contextlib.contextmanager
def limited(task: str, seconds: float) -> Iterator[None]:
    """Inside the block a check of this task may take so long, where its lesson allows more."""
    lesson, number = task.split(".")
    limits = getattr(catalogue.constants(lesson), "LIMITS", {})
    seconds = min(seconds, limits.get(int(number), exam.SECONDS))
    with mock.patch.object(exam, "SECONDS", seconds), mock.patch.dict(limits, {int(number): seconds}):
        yield
