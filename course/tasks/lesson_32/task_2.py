"""Task 2: nobody was fooled."""

from __future__ import annotations

import math

from scipy import stats

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits

DIGITS = 0.00051  # three digits of the share: half a unit behind the third place


def sensitivity_of(right: float) -> float:
    """(32.5): d' from the share of right answers."""
    return float(math.sqrt(2) * stats.norm.ppf(right))


def solution(my: Variant) -> tuple[float, float]:
    """The upper end of the exact interval at 0 of n, and the d' that belongs to it."""
    share = 1 - 0.025 ** (1 / my.n)
    return share, sensitivity_of(1 - share)


def check(report: Report, answer: object, my: Variant) -> None:
    """Nobody was fooled"""
    share, sensitivity = parts(report, answer, "share", "sensitivity")
    upper, d = solution(my)
    z = stats.norm.ppf(0.975)
    report.close(
        "share is right",
        report.number(share, "share"),
        upper,
        tol=DIGITS,
        known=[
            (1 - 0.05 ** (1 / my.n), "That is the end for 5 % on one side. In a 95 % interval each side has 2.5 %."),
            (0.025 ** (1 / my.n), "That is the share of right answers, 1 - p. The share of fooled ones is wanted."),
            (z**2 / my.n / (1 + z**2 / my.n), "That is Wilson's interval; the task asks for Clopper and Pearson's."),
            (100 * upper, "That is in percent; a share is between 0 and 1."),
            (3 / my.n, "3/n is a rule of thumb for 5 % on one side. Solve for the p that gives probability 0.025."),
            (0, "Wald says 0. At p a little above 0 one sees 0 fooled answers quite often, too."),
        ],
        hint="At the upper end, 0 fooled answers of n have the probability 0.025: (1 - p)^n = 0.025.",
    )
    report.close(
        "sensitivity is right",
        report.number(sensitivity, "sensitivity"),
        d,
        tol=1.5 * three_digits(d),
        known=[
            (-d, "The sign is turned: the share of right answers goes in, 1 - share."),
            (
                math.sqrt(2) * stats.norm.cdf(1 - upper),
                "That is with the distribution function. Its inverse, the quantile, is wanted.",
            ),
            (d / math.sqrt(2), "The root of 2 is missing: the difference of two feelings has the variance 2."),
            (d / 2, "Multiply by the root of 2, do not divide by it."),
            (2 * d / math.sqrt(2), "The factor is the root of 2, not 2."),
        ],
        hint="d' = sqrt(2) times the normal quantile of the share of right answers.",
    )
