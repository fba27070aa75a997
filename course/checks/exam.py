"""``check`` and its relatives: they run a task's check on an answer, and show what it found."""

from __future__ import annotations

import functools
import os

from course.checks import catalogue, panel, running, store
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
    lesson, k = catalogue.split(task)
    function = catalogue.find(lesson, k)
    owner = getattr(my, "_lesson", "")
    if owner not in ("", lesson):
        raise LookupError(f'MY belongs to exercise {owner}. Run the cell MY = variant("{lesson}", …) again.')
    report = Report(f"{lesson}.{k}", catalogue.tasks(lesson)[f"{lesson}.{k}"], seed)
    if is_stub(answer):
        report.begun = False
        report.half_filled = isinstance(answer, (list, tuple)) and not all(is_stub(part) for part in answer)
        return report
    constants = my if my is not None else catalogue.variant(lesson)
    seconds = catalogue.seconds(lesson, k, SECONDS)
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
