"""Task 4: a proof with a wrong line, and its repair."""

from __future__ import annotations

import sympy as sp

from course.checks.report import Report, Variant
from course.tasks import forms

LINES = {  # what each of the other lines does, and why it follows
    1: "Line 1 holds: two straight pieces that rise to both sides are convex, and two densities with the integral 1 "
    "differ by at most 2 in all.",
    2: "Line 2 holds: to the left of 1 the curve is k (1 - t), to the right k (t - 1). Subtract it from u t.",
    3: "Line 3 holds: put t = 1 into both pieces. The k cancels.",
    5: "Line 5 does follow from line 4: it is the lesson's bound with f*(T) = T. What it says is wrong, so look for "
    "the first mistake further up.",
    6: "Line 6 does follow from line 5, and it contradicts line 1: no bound can exceed 2k. So the mistake is further "
    "up.",
}


def check(report: Report, answer: object, my: Variant) -> None:
    """A bound without a ceiling"""
    line, repaired = forms.parts(report, answer, "wrong_line", "the pair (ceiling, below)")
    ceiling, below = forms.parts(report, repaired, "ceiling", "below")
    forms.wrong_line(report, line, 4, LINES)
    k, u = sp.symbols("k u")
    half = sp.Rational(1, 2)
    top = report.expression(ceiling, "ceiling", (k, u))
    report.must(
        "the ceiling is finite",
        not top.has(sp.oo, -sp.oo, sp.zoo),
        "For a large u the right piece, (u - k) t + k, rises for ever. From which u on?",
    )
    report.same(
        "the ceiling is where the right piece begins to rise",
        top,
        k,
        known=[
            (u, "This is the largest gap. The ceiling is the largest slope u for which the gap is finite."),
            (half, "This is right for total variation, k = 1/2. Give it for every k, as an expression in k."),
            (-k, "This is the other end: left of it f*(u) is not u any more, but still finite."),
            (2 * k, "This is the most that the divergence can be. The ceiling is a slope u: of which line?"),
            (sp.Integer(0), "For a small positive u the right piece still falls, since u - k is negative."),
            (sp.Integer(1), "The place of the corner is t = 1. The ceiling is a slope: when does (u - k) t + k rise?"),
        ],
        hint="For t above 1 the gap is (u - k) t + k. For which u does it not rise for ever?",
    )
    value = report.expression(below, "below", (k, u))
    report.must(
        "f* is finite for u below -k",
        not value.subs({k: sp.Rational(7, 10), u: sp.Rational(-23, 10)}).has(sp.oo, -sp.oo, sp.zoo),
        "To the left nothing is endless: t is never negative. Both pieces fall there. Where is the largest gap?",
    )
    report.same(
        "for u below -k the largest gap is the one at the left end",
        value,
        -k,
        known=[
            (
                u,
                "This is the gap at t = 1, the article's value. For u below -k the left piece falls: at t = 0 it is "
                "higher.",
            ),
            (
                k,
                "The sign is turned: at t = 0 the line is 0 and the curve has the height k. The gap is line minus "
                "curve.",
            ),
            (sp.Integer(0), "At t = 0 the line has the height 0, but the curve has not: f(0) = k."),
            (-half, "This is right for total variation, k = 1/2. Give it for every k, as an expression in k."),
            (-u, "At t = 0 the line u t is 0 whatever u is: only the curve's height counts."),
            (u + k, "This is the slope of the left piece. Its value at t = 0 is asked for."),
            (u - k, "You put t = 1 into a part of the left piece. The largest gap is at t = 0."),
        ],
        hint="For u below -k both pieces fall, so the largest gap is at the smallest t, which is 0. Put it into the "
        "left piece of line 2.",
        domain={"k": (0.2, 1.0), "u": (-4.0, -1.1)},
    )
