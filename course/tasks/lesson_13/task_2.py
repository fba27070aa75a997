"""Task 2: the Wasserstein distance from quantiles that cross, and from quantiles that do not."""

from __future__ import annotations

import sympy as sp

from course.checks.report import Report, Variant
from course.tasks.forms import parts


def check(report: Report, answer: object, my: Variant) -> None:
    """Only a difference of means?"""
    waiting, level, inside = parts(report, answer, "waiting", "level", "inside")
    a, b, m, w = sp.symbols("a b m w", positive=True)
    report.same(
        "the distance of the two waiting times is right",
        report.expression(waiting, "waiting", (a, b)),
        a - b,
        known=[
            (b - a, "A distance is not negative: a is the larger mean."),
            (1 / b - 1 / a, "a and b are the means here, not the rates: the quantile of the level u is -a log(1 - u)."),
            (1 / a - 1 / b, "a and b are the means here, not the rates, and a distance is not negative."),
            ((a - b) / 2, "The integral of -log(1 - u) from 0 to 1 is 1, not 1/2."),
            ((a - b) * sp.log(2), "This is the distance of the two medians. Integrate over all levels u."),
            (a + b, "The means are added, as for independent partners. Subtract the quantiles at the same level."),
            ((a**2 + b**2) / (a + b), "This is the mean distance of independent partners. Pair equal levels u."),
            (sp.Abs(1 - b / a), "Both quantiles go with a factor: (a - b) times -log(1 - u). Do not divide by a."),
        ],
        hint="The quantiles are -a log(1 - u) and -b log(1 - u). Which is larger? Is it so at every level? Then "
        "integrate the difference from 0 to 1.",
        domain={"a": (1.0, 2.0), "b": (0.1, 0.9)},
    )
    wide = sp.nsimplify(my.wide)
    spare = wide - w  # how much wider the data are
    cross = m / spare
    domain = {"m": (0.05, 0.45), "w": (0.1, 0.9)}
    report.same(
        "the level where the quantiles cross is right",
        report.expression(level, "level", (m, w)),
        cross,
        known=[
            (wide * cross, "This is the place x where both quantiles are equal. The level u is asked for."),
            (-cross, "A sign got lost: the level lies between 0 and 1."),
            (1 - cross, "This is the part above the crossing. The level counts from below."),
            (m / (1 - w), "This is for data in [0, 1]. Yours reach to MY.wide."),
            (m / wide, "There the data's quantile is m, but the generator's is already above m."),
            (m / w, "This has no MY.wide in it. Set the two quantiles equal: MY.wide·u = m + w u."),
            (sp.Rational(1, 2), "They cross in the middle only when the generator lies in the middle."),
            (m / (wide + w), "Both straight lines rise: bring w u to the other side with its sign."),
        ],
        hint="The data's quantile of the level u is MY.wide times u, the generator's m + w u. Where are they equal?",
        domain=domain,
    )
    left, right = m**2 / (2 * spare), (spare - m) ** 2 / (2 * spare)
    report.same(
        "the distance of the uniform distributions is right",
        report.expression(inside, "inside", (m, w)),
        left + right,
        known=[
            (spare / 2 - m, "This is only the difference of the means: the two triangles were subtracted. The absolute "
             "value stands inside the integral, so both are work."),
            (m - spare / 2, "This is a difference of means, and even negative: the triangles cancelled in part."),
            (left, "The triangle above the crossing is missing."),
            (right, "The triangle below the crossing is missing."),
            (2 * (left + right), "A triangle has half of base times height."),
            (spare / 2, "You averaged the two gaps at the ends, m and MY.wide - w - m. The triangles have these "
             "heights, but also bases: the crossing divides the levels."),
            (spare / 4, "You gave both triangles the same base. The crossing divides the levels at m/(MY.wide - w)."),
            ((m**2 + (1 - w - m) ** 2) / (2 * (1 - w)), "This is the distance for data in [0, 1]; yours reach to "
             "MY.wide."),
            (left - right, "The second triangle lies below the line, but the work is its area: add it."),
            (right - left, "The first triangle lies below the line, but the work is its area: add it."),
            (spare * (left + right), "You multiplied the triangles by MY.wide - w: perhaps the integral went over x "
             "with the wrong density. Over levels u the density is 1."),
        ],
        hint="The gap between the quantiles is a straight line in u, from m at the level 0 to MY.wide - w - m (on the "
        "other side) at the level 1. Its absolute value makes two triangles.",
        domain=domain,
    )  # fmt: skip
