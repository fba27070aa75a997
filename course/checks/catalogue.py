"""Which tasks there are, found by name in ``course.tasks``: a task's file is imported when that task is asked for."""

import ast
import hashlib
import importlib
import pkgutil
import random
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType

from course.checks.report import Variant
from course.lessons import LESSONS

CONTENT = "course.tasks"  # by name: the engine imports no lesson


def lessons() -> list[str]:
    """The numbers of the lessons that have exercises, in the order of reading."""
    found = {module.name for module in pkgutil.iter_modules(importlib.import_module(CONTENT).__path__)}
    return [one.number for one in LESSONS if f"lesson_{one.number}" in found]


def constants(lesson: str) -> ModuleType:
    """What a lesson's tasks share: ``STANDARD``, ``vary``, perhaps ``LIMITS``. No task is imported with it."""
    if lesson not in lessons():
        raise LookupError(f"There is no exercise {lesson!r}; there are {', '.join(lessons())}.")
    return importlib.import_module(f"{CONTENT}.lesson_{lesson}")


def tasks(lesson: str) -> dict[str, str]:
    """The tasks of a lesson, in order, with their titles, read without importing them: {"20.1": "…"}."""
    return {f"{lesson}.{k}": title(path) for k, path in sorted(_files(lesson).items())}


def split(task: str) -> tuple[str, int]:
    """The lesson and the number of a task: "20.2" is ("20", 2)."""
    if not isinstance(task, str):
        raise LookupError(f'{task!r} is no task; write it as text, for example check("20.2", answer).')
    if not re.fullmatch(r"\d\d\.\d+", task.strip()):
        raise LookupError(f'{task!r} is no task; write two digits, a point and a number: "20.2" or "00.1".')
    lesson, number = task.strip().split(".")
    return lesson, int(number)


def find(lesson: str, k: int) -> Callable[..., None]:
    """The check of a task; only that task's file is imported."""
    module = constants(lesson).__name__
    if k not in _files(lesson):
        known = list(tasks(lesson))
        raise LookupError(f"There is no task {lesson}.{k}; exercise {lesson} has {known[0]} to {known[-1]}.")
    return importlib.import_module(f"{module}.task_{k}").check


def variant(lesson: str, student: str = "") -> Variant:
    """The constants of an exercise: the public ones, or a student's own, which follow from the name alone.

    Capitals, spaces around the name and the form of its accents (one sign or two) do not matter. Raises
    ``LookupError`` when there is no such exercise.
    """
    module = constants(lesson)
    values = dict(module.STANDARD)
    student = unicodedata.normalize("NFC", " ".join(str(student).split()))
    if student:
        digest = hashlib.sha256(f"{lesson}:{student.casefold()}".encode("utf-8", "surrogatepass")).hexdigest()
        values |= module.vary(random.Random(int(digest, 16)))
    return Variant(student, values, lesson)


def _files(lesson: str) -> dict[int, Path]:
    """The file of each task, by its number."""
    found = [path for folder in constants(lesson).__path__ for path in Path(folder).glob("task_*.py")]
    return {int(path.stem.removeprefix("task_")): path for path in found}


@cache
def title(path: Path) -> str:
    """The title of the task in this file: the first line of the docstring of ``check``."""
    body = ast.parse(path.read_text(encoding="utf-8")).body
    check = next(one for one in body if isinstance(one, ast.FunctionDef) and one.name == "check")
    return (ast.get_docstring(check) or "").partition("\n")[0].rstrip(".")
