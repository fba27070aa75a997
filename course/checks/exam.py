"""``check`` and its relatives: they find a task's check, run it on an answer, and show what it found."""

from __future__ import annotations

import functools
import hashlib
import importlib
import os
import pkgutil
import random
import re
from collections.abc import Callable
from types import ModuleType

from course.checks import panel, running, store
from course.checks.report import Property, Report, Stop, Variant
from course.checks.source import is_stub

SECONDS = 20.0  # how long a check may take; a lesson's LIMITS allows more for tasks that train
HIDDEN = 20_140_610  # grading's seed, unless the environment variable COURSE_GRADE_SEED gives another


class _Missing:
    """Stands for an answer that was not passed."""


def check(task: str, answer: object = _Missing, my: Variant | None = None, *more: object) -> None:
    """Show what is right and what is not yet right about an answer to a task, and remember it.

    task: "20.2" is the second task of exercise 20.  answer: your function, number, tensor, module or expression.
    my: the constants of your version of the exercise, for tasks that use them. Never raises for a wrong answer.
    """
    if answer is _Missing:
        panel.say(f'Pass your answer too: check("{task}", answer).')
        return
    if more or not isinstance(my, (Variant, type(None))):
        panel.say(f'Put several answers into brackets, and MY after them: check("{task}", (first, second), MY).')
        return
    try:
        report = examine(task, answer, my)
    except LookupError as problem:
        panel.say(str(problem))
        return
    problem_with_file = store.remember(report, getattr(my, "_student", ""))
    panel.show(report, problem_with_file)


def examine(task: str, answer: object, my: Variant | None = None, seed: int = 0) -> Report:
    """Run a task's check and return its report, without showing or remembering anything.

    Raises ``LookupError`` when there is no such task.
    """
    lesson, k = split(task)
    function = find(lesson, k)
    owner = getattr(my, "_lesson", "")
    if owner not in ("", lesson):
        raise LookupError(f'MY belongs to exercise {owner}. Run the cell MY = variant("{lesson}", …) again.')
    report = Report(f"{lesson}.{k}", title(function), seed)
    if is_stub(answer):
        report.begun = False
        report.half_filled = isinstance(answer, (list, tuple)) and not all(is_stub(part) for part in answer)
        return report
    constants = my if my is not None else variant(lesson)
    seconds = getattr(load(lesson), "LIMITS", {}).get(k, SECONDS)
    with running.undisturbed(seed), running.staying(), running.collected() as printed:
        error = running.run(functools.partial(function, report, answer, constants), seconds)
    report.printed = printed.text()
    if isinstance(error, NotImplementedError) and not report.properties:
        report.begun = False
    elif isinstance(error, Stop):
        report.stopped = True
    elif error is not None:
        says, hint = running.explain(error, seconds)
        hint = next((its for fragment, its in report.errors if fragment in running.text_of(error)), hint)
        report.properties.append(Property(says, False, hint))
        report.stopped = True
    return report


def grade(task: str, answer: object, my: Variant | None = None, *, points: float = 1) -> float:
    """Points for an answer, in [0, points], on inputs that the learner has not seen.

    They are the share that holds of the properties that can fail alone; 0 when the check had to stop early. Meant for
    the hidden tests of nbgrader.
    """
    seed = int(os.environ.get("COURSE_GRADE_SEED", HIDDEN))
    return round(points * examine(task, answer, my, seed=seed).points, 2)


def variant(lesson: str, student: str = "") -> Variant:
    """The constants of an exercise: the public ones, or a student's own, which follow from the name alone.

    Capitals and spaces around the name do not matter. Raises ``LookupError`` when there is no such exercise.
    """
    module = load(lesson)
    constants = dict(getattr(module, "STANDARD", {}))
    student = " ".join(str(student).split())
    if student:
        digest = hashlib.sha256(f"{lesson}:{student.casefold()}".encode()).hexdigest()
        constants |= module.vary(random.Random(int(digest, 16)))
    return Variant(student, constants, lesson)


def lessons() -> list[str]:
    """The numbers of the lessons that have exercises, in order."""
    import course.checks

    names = (found.name for found in pkgutil.iter_modules(course.checks.__path__))
    return sorted(name.removeprefix("lesson_") for name in names if name.startswith("lesson_"))


def load(lesson: str) -> ModuleType:
    """The module with a lesson's checks."""
    if lesson not in lessons():
        raise LookupError(f"There is no exercise {lesson!r}; there are {', '.join(lessons())}.")
    return importlib.import_module(f"course.checks.lesson_{lesson}")


def tasks(lesson: str) -> dict[str, str]:
    """The tasks of a lesson, in order, with their titles: {"20.1": "…"}."""
    module = load(lesson)
    numbers = sorted(int(name[5:]) for name in vars(module) if re.fullmatch(r"task_\d+", name))
    return {f"{lesson}.{k}": title(getattr(module, f"task_{k}")) for k in numbers}


def split(task: str) -> tuple[str, int]:
    """The lesson and the number of a task: "20.2" is ("20", 2)."""
    if not isinstance(task, str):
        raise LookupError(f'{task!r} is no task; write it as text, for example check("20.2", answer).')
    if not re.fullmatch(r"\d\d\.\d+", task.strip()):
        raise LookupError(f'{task!r} is no task; write two digits, a point and a number: "20.2" or "00.1".')
    lesson, number = task.strip().split(".")
    return lesson, int(number)


def find(lesson: str, k: int) -> Callable[..., None]:
    """The check of a task."""
    function = getattr(load(lesson), f"task_{k}", None)
    if function is None:
        known = list(tasks(lesson))
        raise LookupError(f"There is no task {lesson}.{k}; exercise {lesson} has {known[0]} to {known[-1]}.")
    return function


def title(function: object) -> str:
    """A task's title: the first line of its check's docstring."""
    return (getattr(function, "__doc__", "") or "").strip().splitlines()[0].rstrip(".")
