"""Task 1: the price of a spike."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def solution(my: Variant) -> tuple[float, float]:
    """The deviation of the other pixels after the normalisation, and the spike's own value."""
    n, a, h = my.pixels, my.strength, my.spike
    sigma = math.sqrt((n - 1) / n * (a**2 + h**2 / n))
    return a / sigma, (h - h / n) / sigma


def check(report: Report, answer: object, my: Variant) -> None:
    """The price of a spike"""
    rest, top = parts(report, answer, "rest", "top")
    wanted, peak = solution(my)
    n, a, h = my.pixels, my.strength, my.spike
    sigma = math.sqrt((n - 1) / n * (a**2 + h**2 / n))
    around_zero = math.sqrt(((n - 1) * a**2 + h**2) / n)
    report.close(
        "rest is the deviation of the other pixels afterwards",
        report.number(rest, "rest"),
        wanted,
        tol=three_digits(wanted),
        scale=0,
        known=[
            (peak, "This is the spike's own value. Give the two in the order rest, top."),
            (a / sigma * math.sqrt((n - 1) / n), "This is the deviation with N - 1 in it, torch's default. Here "
             "the mean goes over all N: correction=0."),
            (a / sigma**2, "You divided by the variance. The normalisation divides by its root."),
            (a / around_zero, "This divides by the root of the mean square. The spike also moves the mean: subtract "
             "(h/N) squared."),
            (a / math.sqrt(a**2 + h**2), "One pixel of N holds the spike, so its square counts one Nth in the mean."),
            (sigma, "This is the deviation of the whole channel before. Divide the strength by it."),
            (math.sqrt(n / (n - 1)), "This is what is left without a spike, or what is left of any strength then."),
        ],
        hint="Mean of the squares minus square of the mean gives the variance; divide the strength by its root.",
    )  # fmt: skip
    report.close(
        "top is the spike's own value afterwards",
        report.number(top, "top"),
        peak,
        tol=three_digits(peak),
        scale=0,
        known=[
            (wanted, "This is the deviation of the others: rest first, then top."),
            ((h - h / n) / sigma * math.sqrt((n - 1) / n), "Here, too, the mean of the squares goes over all N, not "
             "over N - 1: correction=0."),
            (h / sigma, "The mean is subtracted first, and the spike itself is a part of it: h/N."),
            (h / around_zero, "The mean is subtracted first, both from the spike and in the deviation."),
            ((h - h / n) / sigma**2, "You divided by the variance. The normalisation divides by its root."),
            (math.sqrt(n - 1), "This is where it tends to for an endless spike. Yours is finite."),
        ],
        hint="(h - mean) / deviation, with the mean h/N of all pixels.",
    )  # fmt: skip
