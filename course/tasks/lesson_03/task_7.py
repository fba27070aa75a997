"""Task 7: what a product of guesses costs when the codes lean on each other."""

from __future__ import annotations

import sympy as sp

from course.checks.report import Known, Report, Variant
from course.tasks.forms import parts
from course.tasks.lesson_03 import PUBLIC_K

WIDE = (0.1, 2.0)
PUBLIC = f"This holds for k = {PUBLIC_K}. In your version k has another value: see MY.k."


def check(report: Report, answer: object, my: Variant) -> None:
    """Guessing one by one"""
    guessed, true, gap = parts(report, answer, "guessed", "true", "gap")
    s, k = sp.Symbol("s"), sp.nsimplify(my.k)
    first, second, det = _entries(s, k)
    _, public, public_det = _entries(s, sp.Integer(PUBLIC_K))
    right = {"guessed": 1 / first, "true": second / det, "gap": sp.log(first * second / det) / 2}
    second_code = "This is z2's. z1 enters x with the factor 1, z2 with k."
    report.same(
        "the guessed variance is right",
        report.expression(guessed, "guessed", (s,)),
        right["guessed"],
        known=[
            (right["true"], "This is the posterior's variance of z1. The best product q has another one: raise the "
             "ELBO in t1."),
            (1 / second, second_code),
            (first, "This is P₁₁, a precision. The variance is its inverse."),
            (sp.sqrt(1 / first), "This is the standard deviation. The variance is asked for."),
            (s**2, "The prior counts, too: it adds 1 to the precision 1/s²."),
            (sp.Integer(1), "This is the prior's variance. Seeing x narrows it."),
            (1 / det, "This has too much precision: k belongs to z2, whose own terms do not concern t1."),
            (s / sp.sqrt(1 + s**2), "This is the standard deviation. The variance is asked for."),
            (s / (1 + s), "The precision of the fit is 1/s²: s is a standard deviation."),
        ],
        hint="Of the ELBO only -P₁₁t₁²/2 + log t₁ contains t₁, and P₁₁ is 1 from the prior plus 1/s² from the fit.",
        domain=WIDE,
    )  # fmt: skip
    report.same(
        "the true variance is right",
        report.expression(true, "true", (s,)),
        right["true"],
        known=[
            (right["guessed"], "This is z1's variance when z2 is known. Here z2 is not known, and z1 spreads more: "
             "invert the whole matrix P."),
            (first / det, second_code),
            (1 / det, "1/det P is not yet an entry of the inverse: for two by two it is P₂₂/det P."),
            (second, "An inverse is divided by det P."),
            (sp.Integer(1), "This is the prior's variance. Seeing x narrows it a little."),
            (first, "This is a precision."),
            (sp.sqrt(second / det), "This is the standard deviation. The variance is asked for."),
            (public / public_det, PUBLIC),
            (1 / (s**2 + 1 + k**2), "This is what x takes off the prior's variance 1: subtract it."),
        ],
        hint="The covariance of the posterior is the inverse of P = identity + cᵀc/s², with c = (1, k). Its upper left "
        "entry is P₂₂/det P. As s goes to 0 it must go to k²/(1 + k²).",
        domain=WIDE,
    )  # fmt: skip
    report.same(
        "the gap is right",
        report.expression(gap, "gap", (s,)),
        right["gap"],
        known=[*_wrong_gaps(first, second, det), (sp.log(first * public / public_det) / 2, PUBLIC)],
        hint="The gap is the KL of q to the posterior. With equal means it is (P₁₁t₁² + P₂₂t₂² - 2)/2 - log(t₁t₂) - "
        "log(det P)/2. Put the best t₁² and t₂² in.",
        domain=WIDE,
    )


def _entries(s: sp.Symbol, k: sp.Expr) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
    """P₁₁, P₂₂ and det P."""
    return 1 + 1 / s**2, 1 + k**2 / s**2, 1 + (1 + k**2) / s**2


def _wrong_gaps(first: sp.Expr, second: sp.Expr, det: sp.Expr) -> Known:
    right = sp.log(first * second / det) / 2
    reverse = (second / det * first + first / det * second - 2) / 2 - right
    same_widths = first * second / det - 1 - right
    return [
        (-right, "The sign is turned: the ELBO lies below log p(x), so the gap is positive."),
        (2 * right, "The factor 1/2 is missing: log t is half of log t²."),
        (sp.sqrt(first * second / det), "The logarithm is missing."),
        (first * second / det, "Half of the logarithm of this is the gap."),
        (sp.log(det) / 2, "This is what x tells about both codes. The gap compares P₁₁P₂₂ with det P."),
        (sp.log(first * second) / 2, "det P is missing: the true posterior is narrower than the prior, too."),
        (sp.Integer(0), "The gap is 0 only where q is the posterior. No product is, as the codes lean."),
        (reverse, "This is KL(posterior ‖ q). The gap is KL(q ‖ posterior)."),
        (same_widths, "This is the gap of a q with the posterior's own widths. The best q is narrower, and its gap "
         "smaller."),
    ]  # fmt: skip
