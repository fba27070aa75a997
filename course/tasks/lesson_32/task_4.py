"""Task 4: Holm's rule."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from course.checks.report import Report, Variant
from course.tasks.forms import sequence

Rule = Callable[[Sequence[float], float], list[bool]]


def holm(values: Sequence[float], level: float) -> list[bool]:
    """True for each test that wins, in the order of the values."""
    found, order = [False] * len(values), sorted(range(len(values)), key=lambda i: values[i])
    for step, i in enumerate(order):
        if values[i] > level / (len(values) - step):
            break
        found[i] = True
    return found


def never_stops(values: Sequence[float], level: float) -> list[bool]:
    """Goes on after the first failure."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    steps = {i: step for step, i in enumerate(order)}
    return [p <= level / (len(values) - steps[i]) for i, p in enumerate(values)]


def hochberg(values: Sequence[float], level: float) -> list[bool]:
    """Begins at the largest value, and stops at the first success."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    wins = [step for step, i in enumerate(order) if values[i] <= level / (len(values) - step)]
    return [order.index(i) <= max(wins, default=-1) for i in range(len(values))]


def benjamini(values: Sequence[float], level: float) -> list[bool]:
    """Bounds that grow as level * rank / K, and stop at the first failure."""
    found, order = [False] * len(values), sorted(range(len(values)), key=lambda i: values[i])
    for step, i in enumerate(order):
        if values[i] > level * (step + 1) / len(values):
            break
        found[i] = True
    return found


KNOWN: list[tuple[Rule, str]] = [
    (hochberg, "This begins at the largest value. Holm begins at the smallest, and stops at the first failure."),
    (never_stops, "After the first failure nothing wins any more, also when a later value keeps its own bound."),
    (benjamini, "These bounds, level * rank / K, hold another promise (Benjamini and Hochberg). Divide by K - step."),
    (
        lambda v, a: [p <= a for p in v],
        "This tests each at the full level: a false win becomes likelier with each test.",
    ),
    (lambda v, a: [p <= a / len(v) for p in v], "This is Bonferroni: every value is held against level / K."),
    (lambda v, a: holm(sorted(v), a), "The answers are in the order of the sorted values, not of the given ones."),
    (lambda v, a: [not one for one in holm(v, a)], "True and False are exchanged: True is for a test that wins."),
]
CASES = [
    ([0.2, 0.001, 0.028, 0.012, 0.045], 0.05),
    ([0.015, 0.9, 0.011, 0.021, 0.5], 0.05),
    ([0.02, 0.04, 0.022], 0.05),  # the smallest fails, later ones keep their bounds
    ([0.004, 0.026, 0.0255, 0.6], 0.05),
    ([0.04, 0.03], 0.1),
]


def check(report: Report, answer: object, my: Variant) -> None:
    """Holm's rule"""
    for values, level in CASES:
        given = list(values)
        found = sequence(report.call(answer, given, level))
        fits = isinstance(found, (list, tuple)) and len(found) == len(values)
        report.need("there is one answer for each value", fits, f"Give {len(values)} answers for {len(values)} values.")
        told = [bool(one) for one in found]
        wanted = holm(values, level)
        hint = f"For {values} at {level} it says {told}. Compare the smallest with {level}/{len(values)}, and go on."
        for rule, its in KNOWN:
            if rule(values, level) == told and rule(values, level) != wanted:
                hint = its
                break
        report.that(f"the winners among {values} are right", told == wanted, hint)
        report.that("the values stay as they were", given == values, "Your function changes the list it was given.")
    equal = report.call(answer, [0.025, 0.05], 0.05)
    both = all(bool(one) for one in sequence(equal))
    report.that(
        "a value that equals its bound wins", both, "A value that equals its bound wins, too: use <=, or stop at >."
    )
    alone = [bool(one) for one in sequence(report.call(answer, [0.04], 0.05))]
    report.that(
        "one test alone is held against the level", alone == [True], "With one test nothing is to be corrected."
    )
