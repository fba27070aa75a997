"""Task 1: two small piles."""

from __future__ import annotations

from collections.abc import Sequence

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def check(report: Report, answer: object, my: Variant) -> None:
    """Who works more?"""
    harder, work = parts(report, answer, "harder", "work")
    report.choice(
        "the two workers are compared rightly",
        harder,
        ("Ada", "Bo", "equal"),
        "equal",
        {
            "Ada": "Ada makes five trips, but each is only one long. Add up the lengths for both.",
            "Bo": "Bo's trip is long, but it is his only one. Add up the lengths for both.",
        },
    )
    sand, holes = my.sand, my.holes
    low, high = sorted(sand), sorted(holes)
    total = _trips(low, high)
    count = len(sand)
    report.close(
        "the Wasserstein distance of your piles is right",
        report.number(work, "work"),
        total / count,
        tol=three_digits(total / count, 1e-3),
        known=[
            (-total / count, "A distance is not negative."),
            (total, "This is the whole work. W1 weighs each grain with 1/5: take the mean."),
            (_trips(sand, holes) / count, "You paired them as they are written. Sort both piles first."),
            (_trips(sand, holes), "You paired them as they are written, and added up. Sort first, then take the mean."),
            (
                _trips(low, high[::-1]) / count,
                "You sorted one pile upwards and the other downwards: these are the longest ways, not the shortest.",
            ),
            (
                abs(sum(low) - sum(high)) / count,
                "This is the difference of the means: ways to the left and ways to the right cancelled. Take the "
                "absolute value of each way first.",
            ),
            (
                (sum((a - b) ** 2 for a, b in zip(low, high, strict=True)) / count) ** 0.5,
                "You squared the ways. W1 pays the distance itself.",
            ),
            (
                sum((a - b) ** 2 for a, b in zip(low, high, strict=True)) / count,
                "You squared each of the ways. W1 pays for the distance itself.",
            ),
            (
                sum(abs(a - b) for a in low for b in high) / count**2,
                "This is the mean over all pairs, as if partners were drawn at random. Choose the cheapest plan.",
            ),
        ],
        hint="Write both piles sorted, one below the other, and take the mean of the five distances.",
    )


def _trips(sand: Sequence[float], holes: Sequence[float]) -> float:
    """The work when partners stand at the same place in both lists."""
    return sum(abs(a - b) for a, b in zip(sand, holes, strict=True))
