"""Task 5: what a hundred times more samples are worth, with a finite and with an infinite variance."""

from __future__ import annotations

import math

import sympy as sp
import torch

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits

NAMES = ("reverse KL", "Hellinger")
WITHIN = 1.8  # a prediction counts as right within this factor


def check(report: Report, answer: object, my: Variant) -> None:
    """A hundred times more samples"""
    shrinks, border, spread = parts(report, answer, "shrinks", "border", "spread")
    fits = isinstance(shrinks, dict) and set(shrinks) == set(NAMES)
    report.need("shrinks has both factors", fits, 'Keep the keys "reverse KL" and "Hellinger".')
    # Measured for s from 1.9 to 2.2, 30 seeds each: reverse KL 2.7 to 4.6, Hellinger 7.1 to 10.7.
    heavy, light = (shrink(power, my.s, report.generator) for power in (1.0, 0.5))
    kl, hellinger = (report.number(shrinks[name], f"the factor of {name}") for name in NAMES)
    _reverse_kl(report, kl, heavy)
    _hellinger(report, hellinger, light)
    report.that(
        "the two factors differ, in the right order",
        hellinger >= 1.4 * kl,
        "One of the two obeys the rule of ten, the other does not. Which of them has an infinite variance, and which "
        "mean settles more slowly?",
    )
    report.close(
        "the border of finite variance is right",
        report.number(border, "border"),
        math.sqrt(2),
        tol=three_digits(math.sqrt(2)),
        known=[
            (2.0, "This is the border of s². The width itself is its root."),
            (1.0, "A little wider than the data does no harm yet: at s = 1.2 the integral of q²/p still exists."),
            (1 / math.sqrt(2), "A generator narrower than the data has no large q/p. The fraction is upside down."),
            (0.5, "This is the border of 1/s². The width s is asked for."),
            (
                4.0,
                "q² doubles the exponent of q; it does not double s. Write the exponent of q²/p as one number times "
                "x².",
            ),
        ],
        hint="The mean of (q/p)² over real samples is the integral of q²/p. Its exponent is x² times a number that "
        "depends on s: the integral exists while this number is negative.",
    )
    H = sp.Symbol("H")
    report.same(
        "the variance of √(q/p) is right for any two densities",
        report.expression(spread, "spread", (H,)),
        H - H**2 / 4,
        known=[
            (
                sp.Integer(1),
                "This is the mean of the square. A variance is the mean of the square minus the square of the mean.",
            ),
            (1 - H / 2, "This is the mean of √(q/p). The variance is 1, the mean of its square, less this squared."),
            ((1 - H / 2) ** 2, "This is the squared mean. It goes off the mean of the square, which is 1."),
            (
                1 - (1 - H) ** 2,
                "The mean of √(q/p) is not 1 - H: multiply the square in H out. Its two outer terms give 1 each.",
            ),
            (H / 2, "You took the mean off 1 without squaring it."),
            (H, "The variance is not the divergence itself: H = 2 - 2·mean. Express the mean by H, then square it."),
            (1 + (1 - H / 2) ** 2, "The squared mean goes off the mean of the square; you added it."),
            (1 - (2 - H) ** 2, "The mean of √(q/p) is half of 2 - H."),
        ],
        hint="The variance is 1 minus the squared mean of √(q/p), and this mean is the integral of √(pq). Multiply the "
        "square in the definition of H out to find the integral.",
        domain=(0.1, 1.9),
    )


def shrink(power: float, s: float, generator: torch.Generator) -> float:
    """By what factor the typical error of a mean of (q/p)**power shrinks from 100 to 10,000 real samples."""
    errors = []
    for n in (100, 10_000):
        x = torch.randn(300, n, generator=generator, dtype=torch.float64)
        ratio = (x**2 / 2 * (1 - 1 / s**2)).exp() / s
        true = 1.0 if power == 1 else math.sqrt(2 * s / (1 + s * s))
        errors.append(((ratio**power).mean(dim=1) - true).abs().median().item())
    return errors[0] / errors[1]


def _close(predicted: float, measured: float) -> bool:
    return predicted > 0 and measured / WITHIN <= predicted <= measured * WITHIN


def _reverse_kl(report: Report, predicted: float, measured: float) -> None:
    if predicted > 50:
        hint = "Even with a finite variance the error shrinks with √n: a hundred times more samples, ten times less."
    elif predicted > measured:
        hint = (
            "The run finds less. Ten would be right with a finite variance. But q/p is huge at rare "
            "real samples, and with more samples you meet rarer ones, that weigh more."
        )
    else:
        hint = (
            "The run finds more. The mean itself exists, so more samples must help: only slower than "
            "√n, as the rare ones weigh so much."
        )
    report.that("the prediction for reverse KL comes true", _close(predicted, measured), hint)


def _hellinger(report: Report, predicted: float, measured: float) -> None:
    if predicted > measured:
        hint = "With a finite variance the error goes with 1/√n, not with 1/n: a hundred samples buy one more digit."
    else:
        hint = (
            "The run finds more. The square root tames the rare samples: √(q/p) has the mean square 1, "
            "so a finite variance, whatever the densities are."
        )
    report.that("the prediction for Hellinger comes true", _close(predicted, measured), hint)
