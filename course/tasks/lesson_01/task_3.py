"""Task 3: the divergence of two Gaussians."""

from __future__ import annotations

import sympy as sp

from course.checks.report import Report, Variant


def check(report: Report, answer: object, my: Variant) -> None:
    """From one Gaussian to another"""
    a, b = sp.symbols("a b", real=True)
    s, t = sp.symbols("s t", positive=True)
    value = report.expression(answer, "the divergence", (a, s, b, t))
    p_first = my.direction == "KL(p || q)"
    first, second = ((a, s), (b, t)) if p_first else ((b, t), (a, s))
    right = _gaussian_kl(*first, *second)
    exchanged = (
        _gaussian_kl(*second, *first),
        f"This is {'KL(q || p)' if p_first else 'KL(p || q)'}: the points must come from {'p' if p_first else 'q'}, "
        "the first of the two.",
    )
    report.same(
        f"it is {my.direction} everywhere",
        value,
        right,
        known=[exchanged, *_wrong_divergences(*first, *second)],
        hint="Compare with the sum over the grid in the cell above, first with equal widths, then with equal means: "
        "that shows which term is wrong. For equal Gaussians it must be 0.",
    )
    # Parts of the result, so that the panel shows what is right already.
    report.same("for equal Gaussians it is 0", value.subs({b: a, t: s}), sp.Integer(0), hint="Put b = a and t = s.")
    report.same("with equal widths the means count rightly", value.subs(t, s), right.subs(t, s), hint="Put t = s.")
    report.same("with equal means the widths count rightly", value.subs(b, a), right.subs(b, a), hint="Put b = a.")


def _gaussian_kl(a: sp.Expr, s: sp.Expr, b: sp.Expr, t: sp.Expr) -> sp.Expr:
    """KL(N(a, s^2) || N(b, t^2))."""
    return sp.log(t / s) + (s**2 + (a - b) ** 2) / (2 * t**2) - sp.Rational(1, 2)


def _wrong_divergences(m: sp.Expr, u: sp.Expr, n: sp.Expr, v: sp.Expr) -> list[tuple[sp.Expr, str]]:
    """Wrong results for KL(N(m, u^2) || N(n, v^2)), each with its hint."""
    right = _gaussian_kl(m, u, n, v)
    logs, gap, half = sp.log(v / u), (m - n) ** 2, sp.Rational(1, 2)
    spread, shift = u**2 / (2 * v**2), gap / (2 * v**2)
    variances = "s and t are standard deviations: the variances are s² and t²."
    lost_spread = "The spread of the points is missing: the mean of (x − b)² is more than (a − b)²."
    return [
        (-right, "The sign is turned: it is the mean of log first − log second, and never negative."),
        (
            right - 2 * logs,
            "The logarithm is upside down: a second Gaussian that is wider has the larger normaliser.",
        ),
        (right + logs, "The logarithm counts twice: the normaliser of a Gaussian is the root of 2π·variance."),
        (right - logs, "The two normalisers are not the same: a logarithm of the widths is missing."),
        (right - logs / 2, "Half of the logarithm is missing: s and t are standard deviations, not variances."),
        # Standard deviations taken for variances: the parameters come in as square roots.
        (_gaussian_kl(m, sp.sqrt(u), n, sp.sqrt(v)), variances),
        (logs + (u + gap) / (2 * v) - half, variances),
        (
            right - spread + u / (2 * v**2),
            f"A square is missing: over the first Gaussian the mean of (x − mean)² is its variance, and {u} is its "
            "standard deviation.",
        ),
        (
            logs + (u**2 + gap) / (2 * v) - half,
            f"A square is missing below the fraction line: there stands 2 times a variance, and {v} is a standard "
            "deviation.",
        ),
        (right - 2 * shift, "The shift of the means counts with a minus: the further apart they are, the more it is."),
        (right - shift, "The means do not matter in yours, but two Gaussians with different means differ."),
        (right + shift, "The shift of the means lacks its factor 1/2: both terms stand over 2·width²."),
        (
            right - shift + gap / (2 * u**2),
            "The shift is measured in the wrong width: (x − mean)² of the second Gaussian stands over 2 times its own "
            "variance.",
        ),
        (right / sp.log(2), "These are bits: sp.log alone gives nats."),
        (right - spread + half, f"{lost_spread} And for equal Gaussians the divergence is 0."),
        (right - spread, lost_spread),
        (
            right + half,
            "For equal Gaussians yours is 1/2: the mean of (x − mean)²/(2·width²) of the first Gaussian itself is "
            "missing.",
        ),
        (right + spread + shift, "A factor 1/2 is missing: a Gaussian has (x − mean)² over 2 times its variance."),
    ]
