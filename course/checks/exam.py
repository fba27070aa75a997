"""``check`` and its relatives: they run a task's check on an answer, and show what it found."""

import functools
import os
from collections.abc import Callable
from typing import Any

from course.checks import apart, catalogue, panel, running, store, widening
from course.checks.compare import plain
from course.checks.report import Report, Stop, Variant
from course.checks.source import is_stub

SECONDS = 20.0  # how long a check may take; a lesson's LIMITS allows more for tasks that train
HIDDEN = 20_140_610  # grading's seed, unless the environment variable COURSE_GRADE_SEED gives another
MISSING = object()  # stands for an answer that was not passed


def check(task: str, answer: object = MISSING, my: Variant | None = None, *more: object) -> None:
    """Show what is right and what is not yet right about an answer to a task, and remember it.

    task: "20.2" is the second task of exercise 20.  answer: your function, number, tensor, module or expression.
    my: the constants of your version of the exercise, for tasks that use them. Never raises for a wrong answer.

    On Linux your code runs in a copy of this process: what it changes, in a network or a list, is as before afterwards.
    """
    if answer is MISSING:
        panel.say(f'Pass your answer too: check("{task}", answer).')
        return
    if more or not isinstance(my, (Variant, type(None))):
        panel.say(f'Put several answers into brackets, and MY after them: check("{task}", (first, second), MY).')
        return
    try:
        report = examine(task, answer, my, alone=apart.possible())
    except LookupError as problem:
        panel.say(str(problem))
        return
    except KeyboardInterrupt as stop:
        panel.say(f"{task}: stopped by you{stop}. It counts as no try.")
        return
    problem_with_file = store.remember(report, getattr(my, "_student", ""))
    panel.show(report, " ".join(filter(None, (report.note, problem_with_file))))


def examine(task: str, answer: object, my: Variant | None = None, seed: int = 0, *, alone: bool = False) -> Report:
    """Run a task's check and return its report, without showing or remembering anything.

    alone: in a process of its own, which leaves this one as it is and can always be ended, where the system gives one.
    Raises ``LookupError`` when there is no such task.
    """
    lesson, k = catalogue.split(task)
    function = catalogue.find(lesson, k)
    owner = getattr(my, "_lesson", "")
    if owner not in ("", lesson):
        raise LookupError(f'MY belongs to exercise {owner}. Run the cell MY = variant("{lesson}", …) again.')
    report = Report(f"{lesson}.{k}", catalogue.tasks(lesson)[f"{lesson}.{k}"], seed)
    seconds = getattr(catalogue.constants(lesson), "LIMITS", {}).get(k, SECONDS)
    judge = functools.partial(_judge, report, function, answer, my, seconds)
    try:
        found = apart.run(judge, seconds) if alone else None
        if found and not any(apart.NO_FORK in p.says for p in found["properties"]):
            vars(report).update(found)
            return report
    except OSError:  # the system gives no process
        pass
    except running.TimeUp as late:
        report.failed(*running.explain(late, seconds))
        return report
    except apart.Died as end:
        report.failed("Your code ended the process in which it was checked", f"{end} The kernel was kept alive.")
        return report
    judge(stuck=" It could not be interrupted: restart the kernel to free the processor.")
    return report


def _judge(
    report: Report, function: Callable[..., None], answer: object, my: Variant | None, seconds: float, stuck: str = ""
) -> dict[str, Any]:
    """Fill the report, and return what is new in it. Whatever may run the learner's code is inside the time limit.

    stuck: a sentence for code that goes on although its time is up.
    """

    constants = catalogue.variant(report.task.partition(".")[0]) if my is None else my

    def work() -> None:
        if is_stub(answer):
            report.begun = False
            report.half_filled = isinstance(answer, (list, tuple)) and not all(is_stub(part) for part in answer)
            return
        try:
            try:
                function(report, plain(answer), constants)
            except Exception as error:
                if not widening.mixed(error):
                    raise
                # Once more, from the beginning: only a check that stopped pays for it.
                report.start_again()
                running.seed_all(report.seed)
                with widening.Widening():
                    function(report, plain(answer), constants)
        except Stop:
            report.stopped = True
        except running.TimeUp:
            raise
        except BaseException as error:  # whatever the learner's code does, sys.exit included, is explained
            if isinstance(error, NotImplementedError) and not report.properties:
                report.begun = False
                return
            says, hint = running.explain(error, seconds)
            text = running.text_of(error)
            report.failed(says, next((its for fragment, its in report.errors if fragment in text), hint))

    with running.undisturbed(report.seed) as printed:
        late = running.run(work, seconds)
    report.printed = printed.text()
    if late is not None:
        says, hint = running.explain(late, seconds)
        report.failed(says, hint + stuck * getattr(late, "stuck", False))
    if report.status == "wrong" and my is None and constants._used:
        report.note = f'Judged by the public version. If yours is another: check("{report.task}", …, MY).'
    return {name: value for name, value in vars(report).items() if name not in ("generator", "errors")}


def grade(task: str, answer: object, my: Variant | None = None, *, points: float = 1) -> float:
    """Points for an answer, in [0, points], on inputs that the learner has not seen.

    They are the share that holds of the properties that can fail alone; 0 when the check had to stop early. Meant for
    the hidden tests of nbgrader.
    """
    seed = int(os.environ.get("COURSE_GRADE_SEED", HIDDEN))
    return round(points * examine(task, answer, my, seed=seed).points, 2)
