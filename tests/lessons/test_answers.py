"""The checks are themselves checked: right answers pass, and each wrong one gets the hint meant for it."""

from __future__ import annotations

import functools

import made_up
import pytest

from course.checks import catalogue, exam, examine, variant
from course.checks.report import Variant
from tools.quality import answers

STUDENTS = ("", "ada")  # the public version, and one student's own
TASKS = answers.tasks()
SEEDS = (0, exam.HIDDEN)  # of a learner's own check, and of grading

EVERY = 3  # of a task that trains, every third wrong answer meets other versions and seeds than the public ones

each_task = pytest.mark.parametrize("task", TASKS)


def trains(task):
    """Whether its lesson allows the task more than the usual seconds: then each answer costs seconds, too."""
    lesson, k = catalogue.split(task)
    return k in getattr(catalogue.constants(lesson), "LIMITS", {})


def elsewhere(task, count):
    """Which of so many wrong answers meet a student's own version, and the seed of grading."""
    return range(0, count, EVERY if trains(task) else 1)


@functools.cache
def version(task, student):
    return variant(task.split(".")[0], student)


@functools.cache
def general(task):
    """The hints that tasks other than this one give to answers that do not fit at all."""
    return [hint for other in TASKS if other != task for hint in _general(other)]


_general = functools.cache(answers.general_hints)


def given(task, student, kind):
    """The answers of a task, made anew: one test must not meet what another has trained."""
    return getattr(answers.load(task), kind)(version(task, student))


def cases(kind):
    """(task, student, number) of every answer; a file that cannot be read becomes a case that fails."""
    found = []
    for task in TASKS:
        for student in STUDENTS:
            try:
                all_of_them = given(task, student, kind) if answers.path(task).exists() else []
            except Exception as error:
                found.append(pytest.param(task, student, error, id=f"{task}-{student or 'public'}-unreadable"))
                continue
            few = kind == "wrong" and student
            for at in elsewhere(task, len(all_of_them)) if few else range(len(all_of_them)):
                one = all_of_them[at]
                name = one[1] if kind == "wrong" else getattr(one, "__name__", type(one).__name__)
                found.append(pytest.param(task, student, at, id=f"{task}-{student or 'public'}-{at + 1}-{name}"))
    return found


@functools.cache
def outcome(task, student, kind, at, seed):
    """What the check says; a training that two tests look at is run once."""
    one = given(task, student, kind)[at]
    return examine(task, one[0] if kind == "wrong" else one, version(task, student), seed)


def verdict(problem):
    """Fail with this sentence alone."""
    if problem:
        pytest.fail(problem, pytrace=False)


def readable(task, at):
    if isinstance(at, Exception):
        verdict(f"{answers.path(task).name} cannot be read: {type(at).__name__}: {at}")


# ---- every task --------------------------------------------------------------------------------------------------


def test_there_are_tasks():
    assert TASKS


@each_task
def test_task_has_enough_answers(task, record_property):
    verdict("" if answers.path(task).exists() else "it has no file of answers")
    wrong = given(task, "", "wrong")
    record_property("wrong answers", {"task": task, "count": len(wrong)})
    verdict("; ".join(answers.shortages(given(task, "", "right"), wrong, general(task))))


def test_every_file_of_answers_belongs_to_a_task():
    assert sorted(answers.FOLDER.glob("*/task_*.py")) == sorted(map(answers.path, TASKS))


@pytest.mark.parametrize("seed", SEEDS, ids=["check", "grade"])
@pytest.mark.parametrize("task, student, at", cases("right"))
def test_right_answer_is_done(task, student, at, seed):
    readable(task, at)
    verdict(answers.problem_of_right(outcome(task, student, "right", at, seed)))


@pytest.mark.parametrize("task, student, at", cases("wrong"))
def test_wrong_answer_gets_the_hint_meant_for_it(task, student, at):
    readable(task, at)
    fragment = given(task, student, "wrong")[at][1]
    verdict(answers.problem_of_wrong(outcome(task, student, "wrong", at, 0), fragment))


@each_task
def test_wrong_answers_get_no_full_marks(task):
    """Grading uses other inputs: there no wrong answer may slip through either."""
    tried = elsewhere(task, len(given(task, "", "wrong")))
    assert not [at for at in tried if outcome(task, "", "wrong", at, exam.HIDDEN).status == "done"]


@each_task
def test_different_mistakes_get_different_hints(task):
    wrong = given(task, "", "wrong")
    hints = [(fragment, outcome(task, "", "wrong", at, 0).hint) for at, (_, fragment) in enumerate(wrong)]
    verdict("\n".join(answers.ambiguous(hints)))


@each_task
def test_unfilled_stub_is_told_so(task):
    def empty(*inputs):
        """Only a docstring."""

    class Empty:
        def forward(self, x): ...

    for stub in (..., (..., ...), {"a": ...}, empty, Empty):
        report = examine(task, stub)
        assert (report.status, report.points) == ("open", 0)


@each_task
def test_nothing_at_all_is_explained(task):
    report = examine(task, None)
    assert report.status != "done"
    assert report.status == "open" or report.hint


# ---- the harness sees what is missing ----------------------------------------------------------------------------


MY = Variant("", {})
WRONG = [(1.0, "first hint"), (2.0, "second"), (3.0, "third"), (4.0, "fourth"), (5.0, "fifth")]


@pytest.fixture
def double(monkeypatch):
    """A made-up exercise with one task, "99.1": a function that doubles."""

    class Lesson:
        STANDARD = {}

        @staticmethod
        def task_1(report, answer, my):
            """The double"""
            value = report.number(report.call(answer, 3.0), "the double")
            known = [(9.0, "You squared it."), (-6.0, "The sign is turned.")]
            report.close("it is the double", value, 6.0, known=known, hint="Add the number to itself.")

    made_up.install(monkeypatch, Lesson)


def test_five_wrong_answers_are_enough():
    assert answers.shortages([6.0], WRONG) == []


def test_four_wrong_answers_are_too_few():
    assert answers.shortages([6.0], WRONG[:4]) == ["4 wrong answers with a hint meant for them; at least 5 are wanted"]


def test_a_right_answer_is_wanted():
    assert answers.shortages([], WRONG) == ["0 right answers; at least 1 are wanted"]


def test_wrong_answers_with_two_hints_are_too_much_alike():
    alike = [(value, fragment) for value, _ in WRONG[:3] for fragment in ("first hint", "second")]
    assert answers.shortages([6.0], alike) == ["2 different hints; at least 3 are wanted"]


def test_a_hint_that_any_task_gives_does_not_count():
    general = ["Your function returns None. Is a `return` missing?"]
    wrong = [*WRONG[:4], (None, "`return` missing")]
    assert answers.shortages([6.0], wrong, general) == answers.shortages([6.0], WRONG[:4])


def test_a_wrong_answer_that_is_accepted_is_seen(double):
    assert "told 'done'" in answers.problem_of_wrong(examine("99.1", lambda x: x + 3, MY), "squared")


def test_a_hint_that_does_not_match_is_seen(double):
    assert not answers.problem_of_wrong(examine("99.1", lambda x: x * x, MY), "squared")
    assert "does not contain 'squared'" in answers.problem_of_wrong(examine("99.1", lambda x: -2 * x, MY), "squared")


def test_a_fragment_must_say_something(double):
    assert answers.problem_of_wrong(examine("99.1", lambda x: -2 * x, MY), " ")


def test_a_stub_among_the_wrong_answers_is_seen(double):
    assert "told 'open'" in answers.problem_of_wrong(examine("99.1", ..., MY), "")


def test_a_right_answer_that_is_rejected_is_seen(double):
    assert not answers.problem_of_right(examine("99.1", lambda x: x + x, MY))
    assert "The sign is turned" in answers.problem_of_right(examine("99.1", lambda x: -2 * x, MY))


def test_a_fragment_in_the_hint_for_another_mistake_is_seen():
    hints = [("sign", "The sign is turned."), ("squared", "You squared it, and the sign is gone.")]
    assert len(answers.ambiguous(hints)) == 1
    assert answers.ambiguous([("half", "0.5 is half of 1"), ("of 2", "1.0 is half of 2")]) == []


def test_general_hints_are_those_of_answers_that_do_not_fit(double):
    hints = answers.general_hints("99.1")
    assert any("`return` missing" in hint for hint in hints)
    assert not any("squared" in hint for hint in hints)
    assert any("detach" in hint for hint in hints), "what errors mean is said in every task"


def test_a_missing_file_counts_as_no_wrong_answer(double, tmp_path):
    assert answers.counts(tmp_path) == {"99.1": 0}
    answers.path("99.1", tmp_path).parent.mkdir()
    answers.path("99.1", tmp_path).write_text("def wrong(my):\n    return [(1, 'a'), (2, 'b')]\n", encoding="utf-8")
    assert answers.counts(tmp_path) == {"99.1": 2}
