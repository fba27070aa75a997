"""Right answers may come in any kind of sequence, rounded as asked; a line without effect is no repair."""

from __future__ import annotations

import importlib
import inspect
import math
import re
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
import torch

from course.checks import examine
from course.checks.exam import HIDDEN
from course.checks.report import Report, Stop
from course.tasks import forms

TASKS = Path(forms.__file__).parent
BROKEN = {
    f"{path.parent.name[-2:]}.{path.stem[-1]}": (path, found[1])
    for path in sorted(TASKS.glob("lesson_*/task_*.py"))
    if (found := re.search(r"report\.untouched\(answer, (\w+)\)", path.read_text(encoding="utf-8")))
}
x = sp.Symbol("x")


@pytest.mark.parametrize("wanted", [math.sqrt(2), 1.00641, -1.3863, 0.9048, 9.508, 0.0453, 166.67])
def test_three_digits_accept_the_rounded_number_and_not_the_one_beside_it(wanted):
    unit = 10.0 ** (max(math.floor(math.log10(abs(wanted))), -1) - 2)
    allowed = forms.three_digits(wanted, tol=0.0) * max(1, abs(wanted))
    rounded = round(wanted / unit) * unit
    assert abs(rounded - wanted) <= allowed
    assert abs(rounded + unit - wanted) > allowed or abs(rounded - unit - wanted) > allowed


@pytest.mark.parametrize("wanted", [math.sqrt(2), 1.00641, -1.3863, 0.0535117, 0.00726984, 166.67, 0.0999499])
def test_three_significant_digits_accept_the_rounded_number_and_not_the_ones_beside_it(wanted):
    unit = 10.0 ** (math.floor(math.log10(abs(wanted))) - 2)
    allowed = forms.three_significant(wanted) * abs(wanted)
    rounded = float(f"{wanted:.3g}")
    assert abs(rounded - wanted) <= allowed
    assert min(abs(rounded + unit - wanted), abs(rounded - unit - wanted)) > 0.98 * allowed
    assert max(abs(rounded + unit - wanted), abs(rounded - unit - wanted)) > allowed


def test_zeros_in_front_are_no_significant_digits():
    assert abs(0.054 - 0.0535117) > forms.three_significant(0.0535117) * 0.0535117


def test_three_digits_are_never_stricter_than_the_task():
    assert forms.three_digits(2.0, tol=0.1) == 0.1


@pytest.mark.parametrize(
    "pair",
    [(1, 2), [1, 2], np.array([1, 2]), torch.tensor([1, 2]), sp.Tuple(1, 2), sp.Matrix([1, 2])],
    ids=lambda pair: type(pair).__name__,
)
def test_a_pair_may_be_any_sequence(pair):
    one, two = forms.parts(Report("99.1", ""), pair, "one", "two")
    assert (float(one), float(two)) == (1, 2)


@pytest.mark.parametrize("no_pair", [1, "ab", {1: 2, 3: 4}, torch.tensor(1.0), x, np.array([1, 2, 3]), None])
def test_what_is_no_pair_is_told_so(no_pair):
    report = Report("99.1", "")
    with pytest.raises(Stop):
        forms.parts(report, no_pair, "one", "two")
    assert report.hint == "Give one and two, in this order."


@pytest.mark.parametrize("solved", [[x], [{x: x}], sp.FiniteSet(x)], ids=["solve", "dict", "solveset"])
def test_the_list_of_solve_is_named(solved):
    report = Report("99.1", "")
    with pytest.raises(Stop):
        forms.parts(report, (solved, 1), "one", "two")
    assert "Take [0] of it" in report.hint


def test_dots_inside_a_part_and_a_sentence_for_several_names():
    report = Report("99.1", "")
    assert forms.parts(report, [1, (2, ...)], "mean", "the pair (low, high)") == (1, (2, ...))
    assert forms.parts(report, (1, 2, 3), "a", "b", "c") == (1, 2, 3) and not report.properties
    with pytest.raises(Stop):
        forms.parts(report, (1, 2, 3, 4), "a", "b", "c")
    assert report.hint == "Give a, b and c, in this order."


def test_a_list_of_numbers_is_no_list_of_solve():
    forms.parts(Report("99.1", ""), ([3], [1, 2]), "one", "two")


def stops(action):
    report = Report("99.1", "")
    with pytest.raises(Stop):
        action(report)
    return report.hint


def test_the_wrong_line_of_a_proof_is_found_or_nothing_else_is_judged():
    why = {1: "Line 1 holds.", 2: "Line 2 follows.", 4: "Line 4 follows from line 3."}
    report = Report("99.1", "t")
    for right in (3, 3.0, sp.Integer(3), torch.tensor(3)):
        forms.wrong_line(report, right, 3, why)
    assert report.status == "done" and len(report.properties) == 1
    assert stops(lambda r: forms.wrong_line(r, 2, 3, why)) == "Line 2 follows."
    for outside in (0, 5, 2.5, -3):
        assert "the lines 1 to 4" in stops(lambda r, outside=outside: forms.wrong_line(r, outside, 3, why))
    assert "give a number" in stops(lambda r: forms.wrong_line(r, "3", 3, why))


@pytest.mark.parametrize("task", BROKEN)
def test_a_line_without_effect_in_the_broken_program_earns_nothing(task):
    path, name = BROKEN[task]
    broken = getattr(importlib.import_module(f"course.tasks.{path.parent.name}.{path.stem}"), name)
    if inspect.isclass(broken):

        class Answer(broken):
            def forward(self, pictures):
                done = pictures
                return super().forward(done)
    else:

        def Answer(*args, **kwargs):
            made = broken(*args, **kwargs)
            return made

    report = examine(task, Answer, seed=HIDDEN)
    assert (report.status, report.points) == ("wrong", 0)
