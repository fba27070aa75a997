"""Task 3: what nothing explains."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_significant


def solution(my: Variant) -> tuple[float, float, float]:
    """The share of nothing, the examples for which it is as small as the goal, and the corrected share."""
    nothing = my.inputs / (my.examples - 1)
    return nothing, my.inputs / my.goal + 1, 1 - (1 - my.found) / (1 - nothing)


def check(report: Report, answer: object, my: Variant) -> None:
    """What nothing explains"""
    nothing, needed, corrected = parts(report, answer, "nothing", "needed", "corrected")
    share, count, rest = solution(my)
    report.close(
        "nothing is what unrelated answers would show",
        report.number(nothing, "nothing"),
        share,
        tol=three_significant(share),
        scale=0,
        known=[
            (my.inputs / my.examples, "(34.3) has n - 1 below, not n: taking the mean away costs one dimension."),
            (0.0, "So it is on *other* examples at best. On those of the fit even noise is explained in part."),
            (1 / share, "Upside down: inputs over examples."),
            (1 - share, "This share is *not* explained."),
            (my.inputs / (my.examples - my.inputs - 1), "This is explained over unexplained. Over all: n - 1."),
            (share**0.5, "This is a correlation. R² is its square."),
            (round(share, 3), "Three *significant* digits are wanted: zeros in front do not count."),
        ],
        hint="(34.3): p / (n - 1).",
    )
    report.close(
        "needed is the number of examples",
        report.number(needed, "needed"),
        count,
        tol=0.6 / count,
        scale=0,
        known=[
            (my.inputs / my.goal, "(34.3) has n - 1, not n: this is n - 1."),
            (my.examples * my.goal / share, "More examples make the share of nothing smaller, not larger."),
            (my.goal * my.inputs + 1, "Solve p / (n - 1) = goal for n."),
            (1 / my.goal + 1, "That is for a single input."),
            (my.inputs / my.goal**2 + 1, "The share falls as 1/n. As the root of that falls a standard error."),
            (count - my.examples, "This many *more* are needed; how many altogether?"),
        ],
        hint="Solve (34.3) for n.",
    )
    report.close(
        "corrected is what is left when nothing would count as 0",
        report.number(corrected, "corrected"),
        rest,
        tol=three_significant(rest),
        scale=0,
        known=[
            (1 - (1 - my.found) / (1 - my.inputs / my.examples), "(34.3) has n - 1 below, not n."),
            (my.found - share, "Subtracted. But then a perfect probe would not reach 1: it is the *unexplained* share "
             "that was made too small."),
            (my.found / (1 - share), "Found and nothing must both count: nothing becomes 0, all becomes 1."),
            (my.found * (1 - share), "The correction is on the unexplained share, 1 - found."),
            (1 - rest, "This is the unexplained share after the correction."),
            (1 - (1 - my.found) * (1 - share), "Wrong way: the unexplained share is *larger* than it looks."),
            (1 - (1 - my.found) / share, "Divide the unexplained share by what nothing leaves unexplained."),
        ],
        hint="The fit shrinks what cannot be explained by the factor 1 - p/(n - 1). Undo that for 1 - found.",
    )  # fmt: skip
