"""Task 2: a power of 1 - sigmoid as the generator's loss."""

from __future__ import annotations

import math

import sympy as sp

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def check(report: Report, answer: object, my: Variant) -> None:
    """A loss that fades at both ends"""
    slope, steepest = parts(report, answer, "slope", "steepest")
    l, n = sp.Symbol("l", real=True), my.power
    s = 1 / (1 + sp.exp(-l))
    missing = "Every slope in the score carries the sigmoid's own slope σ(1 - σ). Here"
    report.same(
        "the slope is the derivative of the loss in the score",
        report.expression(slope, "slope", [l]),
        -s * (1 - s) ** n,
        known=[
            (s * (1 - s) ** n, "The sign is lost: 1 - σ(l) falls when l rises, and the loss falls with it."),
            (-((1 - s) ** (n - 1)), "This is the slope in D. The score moves D, so one more factor belongs here."),
            ((1 - s) ** (n - 1), "This is the slope of the power alone: the inner function 1 - σ(l) is missing."),
            (-s * (1 - s) ** (n - 1), f"{missing} the part 1 - σ of it is missing."),
            (-((1 - s) ** n), f"{missing} the part σ of it is missing."),
            (-n * s * (1 - s) ** n, "The factor n from the power meets the 1/n in front of the loss."),
            (-s * (1 - s) ** n / n, "The factor 1/n in front of the loss meets the n from the power."),
            (-s * (1 - s) ** (n + 1), "The power loses one when you differentiate it: one factor 1 - σ too many."),
            (-((1 - l) ** (n - 1)), "This is the loss on the score itself. Here the sigmoid stands between."),
            ((1 - s) ** n / n, "This is the loss itself. Its derivative in l is wanted."),
            (-s, "This is the slope of log(1 - D): right for very bad fakes, but not for the others."),
        ],
        hint="Chain rule: the power gives (1 - σ) to the n - 1, the inner function gives -σ(1 - σ). Multiply.",
        domain=(-3, 3),
    )
    best = -math.log(n)
    rounded = {round(best, 1), round(best, 2), math.ceil(best * 100) / 100}  # the last one is cut off
    report.close(
        "it is steepest there",
        report.number(steepest, "steepest"),
        best,
        tol=three_digits(best, 3e-3),  # accepts -1.39 for n = 4, and not -0.69 for n = 2
        known=[
            *((one, "Nearly: three digits, please.") for one in rounded),
            (1 / (n + 1), "This is D at the steepest place. The score there is its logit."),
            (math.log(n), "The sign is turned: at the steepest place D is below 1/2, so the score is negative."),
            (-math.log(n + 1), "This is log D. The score is log(D / (1 - D))."),
            (1 / n, "These are the odds D / (1 - D) there. The score is their logarithm."),
            (0.0, "The sigmoid alone is steepest at 0. But the slope holds further factors 1 - σ, which prefer low D."),
            (n / (n + 1), "This is 1 - D at the steepest place. The score there is the logit of D."),
            (
                1 / (1 + math.exp(-1 / (n + 1))),
                "You applied the sigmoid to D. The score is the inverse: the logit of D.",
            ),
        ],
        hint="Look for the D between 0 and 1 at which the size of your slope is largest. Then take its logit.",
    )
