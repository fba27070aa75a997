"""Task 1: a label that is asked for too seldom."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits

HERE, THERE = 0.3, 0.1  # p(x | y) and q(x | y) at the pair


def solution(my: Variant) -> tuple[float, float]:
    """The best D at the pair, and its logit."""
    real, fake = my.frequent * HERE, my.asked * THERE
    return real / (real + fake), math.log(real / fake)


def check(report: Report, answer: object, my: Variant) -> None:
    """A label that is asked for too seldom"""
    best, logit = parts(report, answer, "best", "logit")
    wanted, log_ratio = solution(my)
    same = HERE / (HERE + THERE)
    report.close(
        "best is the best D at this pair",
        report.number(best, "best"),
        wanted,
        tol=three_digits(wanted),
        known=[
            (same, "This is (23.2), in which p(y) cancels. Here the label of the data and that of G differ."),
            (1 - wanted, "This is the share of the drawn pairs. D is the probability that the pair is real."),
            (my.frequent * HERE / (my.asked * THERE), "This is the ratio of the two. D is a share: real of all."),
            (my.asked * HERE / (my.asked * HERE + my.frequent * THERE), "The two probabilities of the label are "
             "exchanged: p(y) belongs to the data."),
            (my.frequent * HERE, "This is the probability of the real pair alone. Divide by that of both."),
        ],
        hint="Count pairs: real ones come with p(y) p(x|y), drawn ones with r(y) q(x|y). Which share is real?",
    )  # fmt: skip
    report.close(
        "logit is the logit of the best D",
        report.number(logit, "logit"),
        log_ratio,
        tol=three_digits(log_ratio),
        known=[
            (math.log(HERE / THERE), "This log ratio leaves out the labels: they do not cancel here."),
            (-log_ratio, "The sign is turned: real over drawn, not drawn over real."),
            (math.log10(math.exp(log_ratio)), "Take the natural logarithm, not that of base 10."),
            (math.log(wanted), "This is log D. The logit is log(D / (1 - D))."),
        ],
        hint="The logit of D is log(D / (1 - D)), the log of the two numbers' ratio.",
    )
