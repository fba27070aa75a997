"""Task 1: two compromises."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits

VALUES = (-0.8, 0.1, 0.9)


def solution(my: Variant) -> tuple[float, float]:
    """The best answers for the squared and for the absolute error."""
    chances = (my.low, my.middle, 1 - my.low - my.middle)
    mean = sum(p * v for p, v in zip(chances, VALUES, strict=True))
    below, median = 0.0, VALUES[-1]
    for p, v in zip(chances, VALUES, strict=True):
        below += p
        if below > 0.5:
            median = v
            break
    return mean, median


def check(report: Report, answer: object, my: Variant) -> None:
    """Two compromises"""
    squared, absolute = parts(report, answer, "squared", "absolute")
    mean, median = solution(my)
    plain = sum(VALUES) / 3
    chances = (my.low, my.middle, 1 - my.low - my.middle)
    likely = VALUES[max(range(3), key=lambda k: chances[k])]
    report.close(
        "squared is the best answer for the squared error",
        report.number(squared, "squared"),
        mean,
        tol=three_digits(mean),
        scale=0.1,
        known=[
            (median, "This is the median, for the absolute error."),
            (plain, "The three values are not equally probable: weight them."),
            (likely, "This is the most probable value."),
        ],
        hint="The mean: each value times its probability, added.",
    )
    report.close(
        "absolute is the best answer for the absolute error",
        report.number(absolute, "absolute"),
        median,
        tol=1e-3,
        known=[
            (mean, "This is the mean, for the squared error."),
            (
                likely,
                "This is the most probable value. Where do the probabilities, added from the left, pass one half?",
            ),
            (VALUES[1], "The value in the middle of the list is the median only if both sides stay below one half."),
        ],
        hint="Add the probabilities from the left. The value at which they pass one half is the median.",
    )
