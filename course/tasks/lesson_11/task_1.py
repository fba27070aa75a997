"""Task 1: whom each loss hears."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import parts


def check(report: Report, answer: object, my: Variant) -> None:
    """Whom does the generator hear?"""
    minimax, other, crowd = parts(report, answer, "minimax", "other", "crowd")
    low = my.low
    slope = low * (1 - low)
    report.close(
        "the minimax slope at a bad fake",
        report.number(minimax, "minimax"),
        -low,
        tol=1e-6,
        known=[
            (low, "The size is right. But log(1 - D) falls when the score rises: mind the sign."),
            (-(1 - low), "This is the slope of -log D. You swapped the two losses."),
            (1 - low, "This is the slope of -log D, without its sign. You swapped the two losses."),
            (-1 / (1 - low), "This is the slope in D. In the score, the sigmoid's own slope D (1 - D) comes in."),
            (-slope, "Here is the sigmoid's slope D (1 - D) alone. Multiply it by the slope of the logarithm in D."),
            (slope, "Here is the sigmoid's slope D (1 - D) alone. Multiply it by the slope of the logarithm in D."),
        ],
        hint="Differentiate log(1 - σ(ℓ)) in ℓ; the result is a short expression in D = σ(ℓ). Put your D in.",
    )
    report.close(
        "the slope of the other loss",
        report.number(other, "other"),
        -(1 - low),
        tol=1e-4,
        known=[
            (1 - low, "The size of the second slope is right. But -log D falls when the score rises: mind the sign."),
            (-1 / low, "This is the slope of -log D in D. In the score, the factor D (1 - D) comes in."),
            (-low, "This is the minimax slope once more. For -log D the other side is flat."),
            (-1.0, "Nearly. It is -1 only in the limit of D = 0; give the value at your D."),
        ],
        hint="Differentiate -log σ(ℓ) in ℓ; the result is a short expression in D = σ(ℓ). Put your D in.",
    )
    whole = "Nearly. `crowd` need not be whole: do not round."
    report.close(
        "the size of the crowd",
        report.number(crowd, "crowd"),
        0.5 / low,
        tol=1e-3,
        known=[
            (math.floor(0.5 / low), whole),
            (math.ceil(0.5 / low), whole),
            (-0.5 / low, "A number of fakes: both slopes are negative, so their ratio is not."),
            ((1 - low) / low, "This compares the two losses at one fake. Compare two fakes under minimax."),
            (1 / low, "The lucky fake has D = 1/2, so its own slope is -1/2 and not -1."),
            (low / 0.5, "This is the other way round: the share of the lucky one's voice that a bad fake has."),
            (0.5 / (1 - low), "This is the crowd for the other loss, -log D. The question is about minimax."),
            ((1 - low) / 0.5, "This compares slopes of -log D. The question is about minimax."),
            (0.25 / slope, "You compared the sigmoid's slopes D (1 - D). Compare the slopes of the loss."),
        ],
        hint="crowd times the slope of one bad fake shall be the slope of the lucky one, at D = 1/2, both by minimax.",
    )
