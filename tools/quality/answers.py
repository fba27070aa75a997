"""The answers in ``tests/lessons/NN``, right and wrong, and whether the checks say to them what they should."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from course.checks import catalogue, exam, running
from course.checks.report import Report
from tools.pages.files import ROOT

FOLDER = ROOT / "tests" / "lessons"
LEAST_RIGHT, LEAST_WRONG, LEAST_FRAGMENTS = 1, 5, 3
Wrong = Sequence[tuple[Any, str]]


def tasks() -> list[str]:
    """Every task that has a check."""
    return [task for lesson in catalogue.lessons() for task in catalogue.tasks(lesson)]


def path(task: str, folder: Path = FOLDER) -> Path:
    """Where the answers to a task are."""
    lesson, k = catalogue.split(task)
    return folder / lesson / f"task_{k}.py"


def load(task: str, folder: Path = FOLDER) -> ModuleType:
    """The module with ``right(my)`` and ``wrong(my)``."""
    name = f"answers_{task.replace('.', '_')}"
    if name in sys.modules and sys.modules[name].__file__ == str(path(task, folder)):
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path(task, folder))
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # classes of the answers look their module up
    spec.loader.exec_module(module)
    return module


def counts(folder: Path = FOLDER) -> dict[str, int]:
    """How many wrong answers each task has; 0 without a file."""
    found = {task: catalogue.variant(task.split(".")[0]) for task in tasks()}
    return {task: len(load(task, folder).wrong(my)) if path(task, folder).exists() else 0 for task, my in found.items()}


def shortages(right: Sequence[object], wrong: Wrong, general: Sequence[str] = ()) -> list[str]:
    """What a task's list of answers lacks.

    A wrong answer counts when the hint named for it is about its mistake: ``general`` are hints that any task gives.
    """
    meant = [fragment for _, fragment in wrong if not any(fragment in hint for hint in general)]
    found = [
        (len(right), LEAST_RIGHT, "right answers"),
        (len(meant), LEAST_WRONG, "wrong answers with a hint meant for them"),
        (len(set(meant)), LEAST_FRAGMENTS, "different hints"),
    ]
    return [f"{count} {what}; at least {least} are wanted" for count, least, what in found if count < least]


def problem_of_right(report: Report) -> str:
    """Why a right answer is not told that it is done; empty when it is."""
    if report.status == "done":
        return ""
    failed = [one.says for one in report.properties if not one.holds]
    return f"a right answer is told {report.status!r}: {'; '.join(failed)} → {report.hint}"


def problem_of_wrong(report: Report, fragment: str) -> str:
    """Why a wrong answer does not get the hint meant for it; empty when it does."""
    if report.status != "wrong":
        return f"a wrong answer is told {report.status!r}, not {fragment!r}"
    if not fragment.strip():
        return "no fragment of a hint is named for it"
    if fragment not in report.hint:
        says = next((one.says for one in report.properties if not one.holds), "nothing")
        return f"the hint does not contain {fragment!r}; at {says!r} it says: {report.hint}"
    return ""


def ambiguous(hints: Sequence[tuple[str, str]]) -> list[str]:
    """Fragments that also stand in the hint for another mistake; ``hints`` are pairs (fragment, the whole hint)."""
    return sorted(
        {
            f"{fragment!r} also stands in the hint for another mistake ({other!r}): {its_hint}"
            for fragment, hint in hints
            for other, its_hint in hints
            if fragment in its_hint and fragment != other and not same_hint(hint, its_hint)
        }
    )


def same_hint(one: str, other: str) -> bool:
    """Whether two hints are one sentence with other numbers in it."""
    return _wordless(one) == _wordless(other)


def _wordless(hint: str) -> str:
    return re.sub(r"-?\d+(\.\d+)?(e-?\d+)?", "0", hint)


def _forgets_return(*inputs: object, **options: object) -> None:
    del inputs, options


def _returns_text(*inputs: object, **options: object) -> str:
    return "text"


PROBES: list[object] = [None, "text", object(), float("nan"), _forgets_return, _returns_text]


def general_hints(task: str) -> list[str]:
    """What a task says to answers that do not fit at all, and what every task says to errors."""
    reports = [exam.examine(task, probe) for probe in PROBES]
    return [report.hint for report in reports if report.hint] + [meaning for *_, meaning in running.MEANINGS]
