"""Task 1: what a perfect generator gets."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import three_digits


def solution(my: Variant) -> float:
    """(31.7)."""
    n, m = my.real, my.drawn
    return 1 - math.prod((n - i) / (n + m - i) for i in range(1, my.k + 1))


def check(report: Report, answer: object, my: Variant) -> None:
    """What a perfect generator gets"""
    n, m, k = my.real, my.drawn, my.k
    wanted = solution(my)
    report.close(
        "it is the coverage of a perfect generator, on average",
        report.number(answer, "the coverage"),
        wanted,
        tol=three_digits(wanted, 1e-3),
        known=[
            (1 - wanted, "This is the share of the balls that stay empty. Coverage counts the others."),
            (1 - math.prod((m - i) / (n + m - i) for i in range(1, k + 1)), "Real and drawn are exchanged: a ball is "
             "empty if the k nearest are all real ones."),
            (1 - 2**-k, "This is for many samples, as many drawn as real. Here the numbers differ: take the product."),
            (1 - (n / (n + m)) ** k, "As if each neighbour were put back, and the centre were one, too. After one "
             "real neighbour there is one fewer."),
            (1 - math.prod((n - i) / (n + m - i) for i in range(k)), "The centre of the ball counts among your "
             "neighbours. There are N - 1 other real samples."),
            (1 - math.prod((n - i) / (n + m - i) for i in range(1, k)), "One factor too few: k neighbours must be "
             "real."),
            (1 - (1 - k / n) ** m, "As if the drawn samples fell into the ball independently. They share one ball, and "
             "its size is random, too: order all samples by their distance instead."),
            (k * m / n, "This is how many drawn samples a ball holds on average. Coverage counts a full ball once."),
        ],
        hint="The product of (31.7) has k factors, with your own numbers of real and drawn samples.",
    )  # fmt: skip
