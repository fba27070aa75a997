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


def steps(values: Sequence[float], level: float, more: int) -> list[bool]:
    """Holm's rule with level / (K - step + more)."""
    found, order = [False] * len(values), sorted(range(len(values)), key=lambda i: values[i])
    for step, i in enumerate(order):
        if values[i] * (len(values) - step + more) > level:
            break
        found[i] = True
    return found


def unsorted(values: Sequence[float], level: float) -> list[bool]:
    """Goes through the values as they are given."""
    misses = [step for step, p in enumerate(values) if p > level / (len(values) - step)]
    return [step < min(misses, default=len(values)) for step in range(len(values))]


def positions(values: Sequence[float], level: float) -> list[bool]:
    """Takes the sorted answers at the positions of the values, where they had to be put there."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    by_rank = holm(sorted(values), level)
    return [by_rank[i] for i in order]


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
    (
        lambda v, a: steps(v, a, 1),
        "The bounds are too small: the smallest of K is held against level / K, not level / (K + 1).",
    ),
    (
        lambda v, a: steps(v, a, -1),
        "The bounds are too large: the smallest of K is held against level / K, not level / (K - 1).",
    ),
    (unsorted, "This goes through the values as they are given. Begin with the smallest, then the next larger one."),
    (positions, "The answers land in the wrong places: `found[order] = passed`, not `passed[order]`."),
    (lambda v, a: holm(v, 0.05), "Your function does not use level: it holds the values against 0.05."),
    (lambda v, a: [not one for one in holm(v, a)], "True and False are exchanged: True is for a test that wins."),
]
CASES = [
    ([0.2, 0.001, 0.028, 0.012, 0.045], 0.05),
    ([0.015, 0.9, 0.011, 0.021, 0.5], 0.05),
    ([0.02, 0.04, 0.022], 0.05),  # the smallest fails, later ones keep their bounds
    ([0.004, 0.026, 0.0255, 0.6], 0.05),
    ([0.12, 0.03, 0.032], 0.1),
]


def check(report: Report, answer: object, my: Variant) -> None:
    """Holm's rule"""
    told, kept = [], True
    for values, level in CASES:
        given = list(values)
        found = sequence(report.call(answer, given, level))
        fits = isinstance(found, (list, tuple)) and len(found) == len(values)
        report.need("there is one answer for each value", fits, f"Give {len(values)} answers for {len(values)} values.")
        plain = all(bool(one == 0 or one == 1) for one in found)
        report.need("each answer is True or False", plain, f"Give True or False for each value, not {found}.")
        told.append([bool(one) for one in found])
        kept = kept and given == values
    wanted = [holm(values, level) for values, level in CASES]
    rules = [its for rule, its in KNOWN if [rule(values, level) for values, level in CASES] == told != wanted]
    constant = not any(any(its) for its in told)
    for (values, level), its, right in zip(CASES, told, wanted, strict=True):
        hint = f"For {values} at {level} it says {its}. Compare the smallest with {level}/{len(values)}, and go on."
        free = constant and not any(right)  # who never lets a test win earns nothing where none does
        report.that(f"the winners among {values} are right", its == right, rules[0] if rules else hint, condition=free)
    report.that("the values stay as they were", kept, "Your function changes the list it was given.", condition=True)
    equal = sequence(report.call(answer, [0.125, 0.25], 0.25))  # numbers that float32 holds exactly, too
    hint = "A value that equals its bound wins, too: use <=, or stop at >."
    report.that("a value that equals its bound wins", all(bool(one) for one in equal), hint, condition=True)
    alone = [bool(one) for one in sequence(report.call(answer, [0.04], 0.05))]
    hint = "With one test nothing is to be corrected."
    report.that("one test alone is held against the level", alone == [True], hint, condition=True)
