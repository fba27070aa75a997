"""Task 1: the best discriminator under label smoothing."""

from __future__ import annotations

import math

import sympy as sp

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def check(report: Report, answer: object, my: Variant) -> None:
    """Smoothed on one side"""
    best, score = parts(report, answer, "best", "score")
    p, q, a, b = (sp.Symbol(name, positive=True) for name in ("p", "q", "a", "b"))
    report.same(
        "the best D is right",
        report.expression(best, "best", (p, q, a, b)),
        (a * p + b * q) / (p + q),
        known=[
            (p / (p + q), "This is the best D without smoothing. The targets a and b change it."),
            (a * p / (p + q), "The fakes' target b has no trace here. Set b = 0 only in the second part."),
            ((b * p + a * q) / (p + q), "The targets are exchanged: a belongs to real samples, whose density is p."),
            (
                a * p / (a * p + b * q),
                "Smoothing does not reweigh the densities: the denominator has all that is paid.",
            ),
            (((1 - a) * p + (1 - b) * q) / (p + q), "This is 1 - D: the probability of a fake."),
            ((a * p + b * q) / ((1 - a) * p + (1 - b) * q), "This is the ratio D/(1 - D), not D itself."),
            ((a * p + (1 - b) * q) / (p + q), "The target of a fake is b: D is paid b q log D for it, not (1 - b)."),
        ],
        hint="Collect what stands before log D and before log(1 - D). For A log D + B log(1 - D) it is A/(A + B).",
        domain={"p": (0.1, 3.0), "q": (0.1, 3.0), "a": (0.6, 0.95), "b": (0.02, 0.4)},
    )
    d = my.a * my.times / (my.times + 1)
    bare = my.times / (my.times + 1)
    report.close(
        "the score with b = 0 is right",
        report.number(score, "score"),
        math.log(d / (1 - d)),
        tol=three_digits(math.log(d / (1 - d))),
        known=[
            (d, "This is D there. Its score is log(D/(1 - D))."),
            (math.log(bare / (1 - bare)), "This is the score without smoothing. The target a lowers it."),
            (math.log(d), "This is log D. The score is the logit, log(D/(1 - D))."),
            (d / (1 - d), "This is D/(1 - D). Take its logarithm."),
            (
                math.log(my.a / (1 - my.a)),
                "This is the ceiling, where q = 0. Here p is only so many times as large as q.",
            ),
            (-math.log(d / (1 - d)), "The sign is turned: here real samples are more likely, and D knows it."),
        ],
        hint="Put b = 0 and p = times · q into your D; q cancels. Then log(D/(1 - D)).",
    )
