"""Task 4: a proof with a wrong line, and its repair."""

from __future__ import annotations

import sympy as sp

from course.checks.report import Report, Variant
from course.tasks import forms

LINES = {  # what each of the other lines does, and why it follows
    1: "Line 1 holds: it is the definition of a conditional density, p(x, z) = p(x) p(z | x), in logarithms.",
    2: "Line 2 holds: the left side does not depend on z, and the mean of log q was taken off and added. What was "
    "added makes the KL.",
    3: "Line 3 holds: a KL is never negative, and log p(x, z) - log q(z) is regrouped as in the lesson's (03.6).",
    4: "Line 4 holds: it is the KL of line 3, without its minus: (03.7) for N(0, 1).",
    5: "Line 5 holds: az is straight in z, so its mean is a times the mean. Is the same true of what comes next?",
    7: "Line 7 does follow from lines 3, 4 and 6. What it says is wrong, so look for the first mistake further up.",
    8: "Line 8 does follow from line 7: only the KL contains t there. But a precise decoder has a narrow posterior, so "
    "the mistake is further up.",
}


def check(report: Report, answer: object, my: Variant) -> None:
    """A bound above the evidence"""
    line, pair = forms.parts(report, answer, "wrong_line", "the pair (repaired, best_t)")
    repaired, best_t = forms.parts(report, pair, "repaired", "best_t")
    forms.wrong_line(report, line, 6, LINES)
    a, m, s, t, x = sp.symbols("a m s t x")
    _mean(report, report.expression(repaired, "repaired", (a, m, s, t, x)), a, m, s, t, x)
    width = report.expression(best_t, "best_t", (a, s))
    right = s / sp.sqrt(a**2 + s**2)
    report.same(
        "the best width of q is that of the posterior",
        width,
        right,
        known=[
            (right**2, "This is the best variance. t is the standard deviation."),
            (-right, "t is a standard deviation: take the positive root."),
            (sp.Integer(1), "This is line 8 again: the repaired line contains t."),
            (1 / sp.sqrt(1 + a**2), "This holds for s = 1 alone: the fit is divided by s²."),
            (s / a, "The KL has a t², too: it pulls towards the prior."),
            (1 / right, "The fraction is upside down: a precise decoder, with a small s, wants a narrow q."),
            (a / sp.sqrt(a**2 + s**2), "a and s are exchanged: with s near 0 the code is known exactly."),
            (s / (a + s), "The root of a sum is not the sum of the roots: t² = s²/(a² + s²)."),
            (s, "With a = 0 the decoder ignores the code, and q should be the prior, with t = 1."),
            (sp.Integer(0), "At t = 0 the bound is minus infinity, since it contains log t."),
        ],
        hint="Collect the terms with t: -t²(1 + a²/s²)/2 + log t. Where is the slope 0?",
        domain={"a": (0.3, 2.0), "s": (0.2, 2.0)},
    )


def _mean(report: Report, value: sp.Expr, a: sp.Expr, m: sp.Expr, s: sp.Expr, t: sp.Expr, x: sp.Expr) -> None:
    constant = -sp.log(2 * sp.pi * s**2) / 2

    def fit(square: sp.Expr) -> sp.Expr:
        return -square / (2 * s**2) + constant

    miss = (x - a * m) ** 2
    kl = (m**2 + t**2 - 1) / 2 - sp.log(t)
    report.same(
        "the mean of log p(x | z) over q is right",
        value,
        fit(miss + a**2 * t**2),
        known=[
            (fit(miss), "This is line 6 as it stands: the square of the mean. The mean of the square is larger."),
            (fit(miss) + a**2 * t**2 / (2 * s**2), "The sign is turned: the code's noise makes the fit worse."),
            (fit(miss + t**2), "az has not the variance of z: the standard deviation of az is a·t, its variance a²t²."),
            (fit(x**2 - 2 * a * m * x + a**2 * t**2), "The mean of z² is not its variance: E[z²] = m² + t²."),
            (fit(miss + a * t**2), "A variance is multiplied by the square of a."),
            (fit(miss + a**2 * t), "t is the standard deviation. The variance of az contains its square."),
            (fit(miss) - a**2 * t**2 / s**2, "The factor 1/2 stands before the whole square, the variance of az "
             "included."),
            (fit(miss) - a**2 * t**2 / 2, "The variance of az is divided by s², too, as the rest of the square."),
            (fit(miss - a**2 * t**2), "The mean of a square is the square of the mean plus the variance."),
            (fit(miss + a**2 * t**2) - constant, "Line 6 has a constant, which got lost: -log(2πs²)/2."),
            (fit(miss + a**2 * t**2) - kl, "This is the whole bound. Repair line 6 alone: it has no KL."),
            (fit(miss + a**2 * t**2 + s**2), "x is given. Only z is drawn, so only az adds a variance."),
            (
                -miss / (2 * (s**2 + a**2 * t**2)) - sp.log(2 * sp.pi * (s**2 + a**2 * t**2)) / 2,
                "This is the logarithm of a mean: log E_q[p(x | z)]. The mean of the logarithm is asked for; it is "
                "smaller (Jensen).",
            ),
            (
                -((x - m) ** 2 + t**2) / (2 * s**2) + constant,
                "The decoder's slope a is missing: the mean of x given z is az.",
            ),
        ],
        hint="Write z = m + tε and multiply (x - am - atε)² out. The mean of ε is 0, and that of ε² is 1.",
        domain={"a": (0.3, 2.0), "m": (-1.0, 1.0), "s": (0.3, 2.0), "t": (0.3, 2.0), "x": (-2.0, 2.0)},
    )  # fmt: skip
