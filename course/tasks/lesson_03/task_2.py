"""Task 2: the KL to a prior of another width, and the best width."""

from __future__ import annotations

import sympy as sp

from course.checks.report import Report, Variant
from course.tasks.forms import parts

# U + W lies below 1 at a quarter of the points, so that a best τ² that is never below 1 is found out.
WIDE = {"m": (-2.0, 2.0), "t": (0.2, 2.0), "tau": (0.3, 3.0), "U": (0.1, 1.5), "W": (0.05, 1.0)}

SQUARES = "U and W are already means of squares: square neither of them again."


def check(report: Report, answer: object, my: Variant) -> None:
    """How wide should a prior be?"""
    kl, best, saved = parts(report, answer, "kl", "best", "saved")
    m, t, tau, U, W = sp.symbols("m t tau U W")
    _kl(report, report.expression(kl, "kl", (m, t, tau)), m, t, tau)
    report.same(
        "the best variance of the prior is right",
        report.expression(best, "best", (U, W)),
        U + W,
        known=[
            (sp.sqrt(U + W), "This is the best τ. Its square is asked for."),
            (U, "The prior has to cover the draws, not only the means: each draw adds its own width."),
            (W, "This is the mean width of a guess. The guesses also lie in different places."),
            (sp.Integer(1), "τ = 1 is the usual choice. It is the best one only when U + W happens to be 1."),
            (sp.Max(1, U + W), "The best τ may also lie below 1: codes that lie close together want a narrow prior."),
            (U + W**2, SQUARES),
            (U**2 + W**2, SQUARES),
            (U**2 + W, SQUARES),
            ((U + W) / 2, "The factor 1/2 stands at both terms, (U + W)/r and log r: it cancels."),
            (1 / (U + W), "The fraction is upside down: far codes want a wide prior."),
            (U - W, "Both terms of the square pull the same way: the mean square of a draw is m² + t²."),
            (sp.sqrt(U) + sp.sqrt(W), "Squares add, not lengths: the mean square of a draw is m² + t²."),
            ((sp.sqrt(U) + sp.sqrt(W)) ** 2, "Squares add, not lengths: the mean square of a draw is m² + t²."),
        ],
        hint="The mean KL contains (U + W)/(2r) + log(r)/2 with r = τ². Where is its slope in r equal to 0?",
        domain=WIDE,
    )
    total = U + W
    right = (total - 1 - sp.log(total)) / 2
    report.same(
        "the nats saved are right",
        report.expression(saved, "saved", (U, W)),
        right,
        known=[
            (-right, "The sign is turned: saved is the KL at τ = 1 minus the KL at the best τ, and never negative."),
            (2 * right, "The factor 1/2 is missing."),
            ((total - 1) / 2, "The logarithm is missing: a wider prior is lower everywhere, and this costs log τ."),
            (sp.log(total) / 2, "This is what the wider prior costs. What it gains goes with U + W."),
            (-sp.log(total) / 2, "This is only the logarithm's part. The square's part changes, too."),
            (total / 2 - sp.log(total) / 2, "At the best τ the square's part is 1/2, not 0: take it off."),
            ((total - 1) / 2 - sp.log(total), "log τ is half of log τ²."),
            ((total - 1 + sp.log(total)) / 2, "The logarithm has the wrong sign: at the best τ the KL contains "
             "+log τ, and this goes off."),
        ],
        hint="Take the terms (U + W)/(2r) + log(r)/2 at r = 1, and subtract the same terms at r = U + W. At "
        "U + W = 1 nothing is saved.",
        domain=WIDE,
    )  # fmt: skip


def _kl(report: Report, kl: sp.Expr, m: sp.Symbol, t: sp.Symbol, tau: sp.Symbol) -> None:
    def divergence(mean: sp.Expr, width: sp.Expr, of_prior: sp.Expr) -> sp.Expr:
        return ((width**2 + mean**2) / of_prior**2 - 1) / 2 + sp.log(of_prior / width)

    right = divergence(m, t, tau)
    report.same(
        "the divergence from the wider prior is right",
        kl,
        right,
        known=[
            (-right, "The sign is turned: a divergence is never negative."),
            (divergence(m, t, sp.Integer(1)), "This is the KL to N(0, 1). The prior has the width τ."),
            (divergence(m, tau, t), "The two distributions are exchanged: the mean is taken over N(m, t²)."),
            (right - sp.log(tau), "log τ is missing. At m = 0 and t = τ the KL must be 0."),
            (right - 2 * sp.log(tau / t), "The logarithm has the wrong sign: a narrow guess costs much."),
            (right + sp.log(tau / t), "The logarithm counts twice: log τ², but with the factor 1/2."),
            (right + sp.Rational(1, 2), "The -1 is missing. At m = 0 and t = τ the KL must be 0."),
            (
                (t**2 / tau**2 + m**2 - 1) / 2 + sp.log(tau / t),
                "The mean's distance, too, is measured in widths of the prior: divide m² by τ².",
            ),
            (
                ((t**2 + m**2) / tau - 1) / 2 + sp.log(tau / t),
                "τ is the standard deviation. The squares are divided by the variance τ².",
            ),
            (
                ((t**2 + m**2) / tau**2 - 1) / 2 + sp.log(tau / t) / 2,
                "The logarithm of the widths counts in full; the factor 1/2 belongs to the logarithm of the variances.",
            ),
            (
                ((t + m**2) / tau**2 - 1) / 2 + sp.log(tau / t),
                "t is the standard deviation: its square belongs there.",
            ),
            (
                ((t**2 + m) / tau**2 - 1) / 2 + sp.log(tau / t),
                "The mean's distance enters as a square: m².",
            ),
            (
                (t**2 + m**2) / tau**2 - 1 + sp.log(tau / t),
                "The factor 1/2 before the bracket is missing.",
            ),
        ],
        hint="Put μ = 0 into (03.7). Test yours: at m = 0 and t = τ it must be 0, and everywhere else positive.",
        domain=WIDE,
    )
