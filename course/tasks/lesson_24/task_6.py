"""Task 6: how loud a whisper must be."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import three_digits

QUANTILE = 2.3263478740408408  # of the standard normal distribution at 0.99


def check(report: Report, answer: object, my: Variant) -> None:
    """How loud a whisper must be"""
    wanted = QUANTILE * my.noise / math.sqrt(my.pixels)
    report.close(
        "the amplitude is right",
        report.number(answer, "amplitude"),
        wanted,
        tol=three_digits(wanted),
        scale=0.0,
        known=[
            (QUANTILE * my.noise / my.pixels, "The projection's standard deviation falls with the root of N."),
            (QUANTILE * my.noise, "That is the amplitude for a single pixel; the projection takes the mean over N."),
            (QUANTILE * my.noise**2 / math.sqrt(my.pixels), "Take the standard deviation, not the variance."),
            (2.5758293 * my.noise / math.sqrt(my.pixels), "Misread is one side only: the quantile is that at 0.99."),
            (1.6448536 * my.noise / math.sqrt(my.pixels), "That is for 5 %; the task asks for 1 %."),
            (0.01 * my.noise / math.sqrt(my.pixels), "0.01 is the probability; you need the place where Φ is 0.01."),
        ],
        hint="Set (24.7) equal to 0.01: amplitude · √N / noise = 2.326, where Φ(-2.326) = 0.01.",
    )
