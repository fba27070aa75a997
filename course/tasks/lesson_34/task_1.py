"""Task 1: a point on a straight line between two codes."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def solution(my: Variant) -> tuple[float, float]:
    """The mean square length over d, and the number that brings the point's law back to that of fresh codes."""
    share = (1 - my.t) ** 2 + my.t**2
    return share, share**-0.5


def check(report: Report, answer: object, my: Variant) -> None:
    """On the straight line"""
    share, factor = parts(report, answer, "share", "factor")
    wanted, back = solution(my)
    report.close(
        "share is the mean square length over d",
        report.number(share, "share"),
        wanted,
        tol=three_digits(wanted),
        known=[
            (1.0, "The weights add up to 1. The variances have the *squares* of the weights."),
            (wanted**0.5, "This is a length. The square length is asked for."),
            (0.5, "So it is in the middle, at t = 0.5. Yours is another t."),
            ((1 - my.t) ** 2, "The end that is farther away has its part in the variance, too."),
            (my.t**2, "The end that is nearer has its part in the variance, too."),
            (1 - 2 * my.t, "The variances of independent numbers add up, also when the weights are subtracted."),
            (2 * my.t * (1 - my.t), "This is what is missing to 1: the mixed term of the square."),
            (back, "This is the factor. share comes first, then factor."),
            (1 + 2 * my.t * (1 - my.t), "The two ends are independent: the mixed term is 0 on average."),
        ],
        hint="(34.1): the weights 1 - t and t, each squared, added.",
    )
    report.close(
        "factor brings it back to the law of fresh codes",
        report.number(factor, "factor"),
        back,
        tol=three_digits(back),
        known=[
            (back**2, "This would bring the *variance* too far: a factor on the code acts on its square twice."),
            (1 / back, "Upside down: the point is too short, so the factor is above 1."),
            (1.0, "Nothing would change, but the point is shorter than fresh codes."),
            (wanted, "This is the share, below 1: it makes the point shorter still. Share times factor² is 1."),
            (2**0.5, "So it is in the middle, where the share is 1/2."),
        ],
        hint="share times the square of the factor must be 1.",
    )
