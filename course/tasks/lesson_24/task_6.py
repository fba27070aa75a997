"""Task 6: how loud a whisper must be."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import three_significant

QUANTILE = 2.3263478740408408  # of the standard normal distribution at 0.99


def check(report: Report, answer: object, my: Variant) -> None:
    """How loud a whisper must be"""
    wanted = QUANTILE * my.noise / math.sqrt(my.pixels)
    report.close(
        "the amplitude is right",
        report.number(answer, "amplitude"),
        wanted,
        tol=three_significant(wanted),  # 0.0145 for 0.01454
        scale=0.0,
        known=[
            (QUANTILE * my.noise / my.pixels, "The projection's standard deviation falls with the root of N."),
            (QUANTILE * my.noise, "That is the amplitude for a single pixel; the projection takes the mean over N."),
            (QUANTILE * my.noise**2 / math.sqrt(my.pixels), "Take the standard deviation, not the variance."),
            (2.5758293 * my.noise / math.sqrt(my.pixels), "Misread is one side only: the quantile is that at 0.99."),
            (1.6448536 * my.noise / math.sqrt(my.pixels), "That is for 5 %; the task asks for 1 %."),
            (round(wanted, 3), "Three *significant* digits are wanted: zeros in front do not count."),
            (-wanted, "An amplitude is positive: Φ is 0.01 at minus 2.326, and (24.7) has the minus already."),
            (QUANTILE / math.sqrt(my.pixels), "The noise is missing: twice the noise needs twice the amplitude."),
            (QUANTILE / (my.noise * math.sqrt(my.pixels)), "More noise needs a larger amplitude: multiply by it."),
            (QUANTILE * my.noise * math.sqrt(my.pixels), "More pixels make the whisper easier to hear: divide by √N."),
            (my.noise * math.sqrt(my.pixels) / QUANTILE, "Solve for ε: the amplitude stands in the numerator."),
            (my.noise / (QUANTILE * math.sqrt(my.pixels)), "Fewer errors need a larger amplitude: multiply by 2.326."),
            (my.noise / math.sqrt(my.pixels), "At this amplitude Φ(-1), 16 %, are misread. The 2.326 is missing."),
            (QUANTILE * math.sqrt(my.noise / my.pixels), "The root belongs to N alone."),
            (2 * wanted, "Twice too much: (24.7) has the amplitude, not the gap between the two colours."),
            (wanted / 2, "Half of it: (24.7) has the amplitude itself, on one side."),
            (2.0537489 * my.noise / math.sqrt(my.pixels), "That is for 2 %; a message is misread on one side only."),
            (0.01 * my.noise / math.sqrt(my.pixels), "0.01 is the probability; you need the place where Φ is 0.01."),
        ],
        hint="Set (24.7) equal to 0.01: amplitude · √N / noise = 2.326, where Φ(-2.326) = 0.01.",
    )
