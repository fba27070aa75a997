"""Task 1: two compromises."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits

VALUES = (-0.8, -0.2, 0.1, 0.4, 0.9)


def shares(my: Variant) -> tuple[float, ...]:
    """The probability of each value."""
    return (my.low, my.middle, 0.1, 0.1, 0.8 - my.low - my.middle)


def solution(my: Variant) -> tuple[float, float]:
    """The best answers for the squared and for the absolute error."""
    chances = shares(my)
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
    plain = sum(VALUES) / 5
    chances = shares(my)
    likely = VALUES[max(range(5), key=lambda k: chances[k])]
    report.close(
        "squared is the best answer for the squared error",
        report.number(squared, "squared"),
        mean,
        tol=three_digits(mean),
        scale=0.1,
        known=[
            (median, "This is the median, for the absolute error."),
            (plain, "The five values are not equally probable: weight them."),
            (likely, "This is the value that occurs most. Which number makes the mean of the squares smallest?"),
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
            (VALUES[2], "This is the middle of the list, whatever the probabilities are. Add them from the left."),
        ],
        hint="Add the probabilities from the left. The value at which they pass one half is the median.",
    )
