"""Task 6: one picture in two companies."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def solution(my: Variant) -> tuple[float, float]:
    """The feature behind batch normalisation: in a batch of real samples, and in one that is a quarter drawn."""
    mean, variance = my.shift / 4, 1 + 3 / 16 * my.shift**2
    return my.x, (my.x - mean) / math.sqrt(variance)


def check(report: Report, answer: object, my: Variant) -> None:
    """One picture in two companies"""
    pure, mixed = parts(report, answer, "pure", "mixed")
    alone, wanted = solution(my)
    x, shift = my.x, my.shift
    half = (x - shift / 2) / math.sqrt(1 + shift**2 / 4)
    report.close(
        "pure is right",
        report.number(pure, "pure"),
        alone,
        tol=1e-3,
        known=[(wanted, "That is the mixed batch."), (half, "There are only real samples in this batch.")],
        hint="The batch has the mean 0 and the variance 1: what does normalising change?",
    )
    report.close(
        "mixed is right",
        report.number(mixed, "mixed"),
        wanted,
        tol=three_digits(wanted),
        scale=0.1,
        known=[
            (half, "This is (27.3), for a batch that is half drawn. Here a quarter is."),
            (x - shift / 4, "The mean is subtracted; now divide by the standard deviation of the mixed batch."),
            ((x - shift / 4) / (1 + 3 / 16 * shift**2), "Divide by the standard deviation, not by the variance."),
            ((x - 3 * shift / 4) / math.sqrt(1 + 3 / 16 * shift**2), "Three quarters are real: the mean is a quarter "
             "of the shift."),
            ((x - shift / 4) / math.sqrt(1 + shift**2 / 4), "That is the variance of halves. With shares a and b the "
             "middles add a b shift²."),
            ((x + shift / 4) / math.sqrt(1 + 3 / 16 * shift**2), "The mean is subtracted, not added."),
            (alone, "The company has changed, and with it mean and variance."),
        ],
        hint="Mean: a quarter of the shift. Variance: 1 within each kind, plus 1/4 · 3/4 · shift² between them.",
    )  # fmt: skip
