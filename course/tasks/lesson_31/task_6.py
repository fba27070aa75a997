"""Task 6: how many samples to catch a copyist."""

from __future__ import annotations

import math

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def solution(my: Variant) -> tuple[float, float, float]:
    """Samples of each kind, the score of an unequal test, and the least share that can be found."""
    c, z, m, n = my.share, my.z, my.many, my.held
    return 2 * z**2 / (3 * c**2), -c * math.sqrt(3 * m * n / (m + n + 1)), z / math.sqrt(3 * n)


def check(report: Report, answer: object, my: Variant) -> None:
    """How many samples to catch a copyist"""
    c, z, m, n = my.share, my.z, my.many, my.held
    needed, score, least = parts(report, answer, "needed", "score", "least")
    count, found, limit = solution(my)
    report.close(
        "needed is the number of samples of each kind",
        report.number(needed, "needed"),
        count + 0.5,  # between the rough number and the exact one, rounded up
        tol=max(1.01e-2, 1.6 / count),  # 1 %, as the task says
        scale=0,
        known=[
            (6 / c**2, "This is for z = -3. Put your own z into (31.12)."),
            (2 * count, "This is drawn and held-out together. How many of each kind?"),
            (count / 2, "With m = n the fraction mn/(m + n + 1) is about n/2, not n."),
            (count * 3, "The 3 under the root of (31.12) is lost."),
            (count * c, "c stands outside of the root: squared, it becomes c^2."),
            (count / z, "z is squared, too, when the root goes."),
            (z / c * math.sqrt(2 / 3), "This is the root of the number."),
        ],
        hint="Set m = n in (31.12): z = c times the root of 3 n^2/(2n + 1), about c times the root of 3n/2. Solve "
        "for n.",
    )
    report.close(
        "score is z of the unequal test",
        report.number(score, "score"),
        found,
        tol=three_digits(found, 3e-3),
        known=[
            (-found, "The sign: copies lose their pairs, so z is negative."),
            (found / c, "So it would be if all drawn pictures were copies."),
            (found * c, "c counts once in (31.12)."),
            (found / math.sqrt(3), "The 3 under the root is lost."),
            (-c * 3 * m * n / (m + n + 1), "The root is missing."),
            (-c * math.sqrt(3 * m / 2), "As if there were as many held-out pictures as drawn ones. There are fewer."),
            (-c * math.sqrt(3 * n / 2), "As if there were only as many drawn pictures as held-out ones. There are "
             "more."),
            (-c * math.sqrt(3 * (m + n) / 4), "As if both numbers were their mean. Put both into (31.12)."),
        ],
        hint="(31.12) with m = MY.many, n = MY.held and c = MY.share.",
    )  # fmt: skip
    report.close(
        "least is the smallest share that can be found",
        report.number(least, "least"),
        limit,
        tol=three_digits(limit, 1e-3),
        known=[
            (z / math.sqrt(3 * n / 2), "So it is for as many drawn pictures as held-out ones. You may draw more."),
            (z / math.sqrt(3 * m * n / (m + n + 1)), "So it is for MY.many drawn pictures. You may draw still more: "
             "which limit has mn/(m + n + 1)?"),
            (z / math.sqrt(n), "The 3 under the root of (31.12) is lost."),
            (z**2 / (3 * n), "This is the square of the share."),
            (math.sqrt(3 * n) / z, "Upside down."),
            (0.0, "More and more drawn pictures do not help without end: the held-out ones are few. What is the limit "
             "of mn/(m + n + 1) for large m?"),
        ],
        hint="For m much larger than n the fraction mn/(m + n + 1) comes near n. Solve (31.12) for c.",
    )  # fmt: skip
