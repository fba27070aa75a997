"""Task 6: as if samples were endless."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def solution(my: Variant) -> tuple[float, float]:
    """The distance for endless samples, and how many make the bias as small as the goal."""
    bias = my.half - my.all
    return 2 * my.all - my.half, bias * my.samples / my.goal


def check(report: Report, answer: object, my: Variant) -> None:
    """As if samples were endless"""
    limit, needed = parts(report, answer, "limit", "needed")
    end, count = solution(my)
    bias = my.half - my.all
    report.close(
        "limit is where the line ends",
        report.number(limit, "limit"),
        end,
        tol=three_digits(end),
        known=[
            (2 * my.half - my.all, "Turned: the smaller sample has the larger bias, so the end lies below both."),
            (bias, "This is the bias with all samples. Subtract it from the distance with all samples."),
            (my.all - 2 * bias, "Subtracted twice: the bias of all samples is half - all, once."),
            (count, "First limit, then needed: these are the samples."),
            (my.all - bias / (2**0.5 - 1), "The bias falls as 1/N. As 1/sqrt(N) falls a standard error."),
            (my.all - bias / 2, "From N/2 to N the bias halves; what is left of it is as large as what went."),
            (my.all / 2, "The bias falls as 1/N, not the distance."),
        ],
        hint="half = limit + 2 c/N and all = limit + c/N. Two equations, two unknowns.",
    )
    report.close(
        "needed is the number of samples for that bias",
        report.number(needed, "needed"),
        count,
        tol=1e-2,
        scale=0,
        known=[
            (count / my.samples, "This is how many times as many. Times the number of samples."),
            (2 * count, "The bias with N samples is half - all; twice that belongs to N/2."),
            (count / 2, "half - all is the bias with all N samples, not with N/2."),
            (my.samples * (bias / my.goal) ** 2, "The bias falls as 1/N. As 1/sqrt(N) falls a standard error."),
            (my.samples * my.all / my.goal, "Only the bias falls as 1/N: subtract the limit first."),
        ],
        hint="The bias with N samples is c/N = half - all. With n samples it is c/n.",
    )
