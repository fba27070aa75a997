"""Task 1: how sure is the D of a log?"""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def check(report: Report, answer: object, my: Variant) -> None:
    """What a number in the log means"""
    certainty, ratio = parts(report, answer, "certainty", "ratio")
    loss, right = my.log, math.exp(-my.log / 2)
    report.close(
        "the certainty belongs to the loss in the log",
        report.number(certainty, "the certainty"),
        right,
        tol=three_digits(right),
        known=[
            (math.exp(-loss), "D's loss has two terms, one for real and one for fake points. Which share has each?"),
            (
                1 - math.exp(-loss / 2),
                "This is the probability of the *wrong* answer. The loss is that of the right one.",
            ),
            (
                1 / (1 + math.exp(-loss)),
                "A loss is no score: the sigmoid does not belong here. Which function undoes -log?",
            ),
            (1 - loss, "The loss is a negative logarithm, not a share of errors. Which function undoes -log?"),
            (
                1 - loss / 2,
                "A loss is a negative logarithm: is it undone here? If you did that and rounded, give three digits.",
            ),
            (100 * right, "This is in per cent. A probability lies between 0 and 1."),
            (math.exp(loss / 2), "A probability is at most 1. Look at the sign in the exponent."),
            (-math.log(loss / 2), "You took the logarithm once more. The loss already is one: undo it."),
        ],
        hint="Write the loss as -log(a) - log(a), set it equal to the number in the log, and solve for a.",
    )
    report.close(
        "the ratio compares the two slopes in the score",
        report.number(ratio, "the ratio"),
        right / (1 - right),
        tol=three_digits(right / (1 - right), 5e-3),
        known=[
            ((1 - right) / right, "This is the other way round. Which of the two losses is steep when D is sure?"),
            (right, "This is one of the two slopes. Divide it by the other one."),
            (1 - right, "This is one of the two slopes. Divide it by the other one."),
            (1 / (1 - right), "You divided by the right slope, but the non-saturating slope is not exactly 1."),
            (-right / (1 - right), "Both slopes have the same sign, so their ratio is positive."),
        ],
        hint="With d = D(G(z)) the slopes are -d and -(1 - d). Here D is sure of fakes: d is 1 - certainty.",
    )
