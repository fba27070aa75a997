"""Task 4: R1 and a faster discriminator on the Dirac-GAN."""

from __future__ import annotations

import sympy as sp

from course.checks.compare import same_value
from course.checks.report import Known, Report, Variant
from course.tasks.forms import parts

COMPLEX = (0.05, 0.35)  # with tau up to 7, tau gamma^2 < 1 holds here


def check(report: Report, answer: object, my: Variant) -> None:
    """Friction for a faster player"""
    eigenvalue, limit = parts(report, answer, "eigenvalue", "limit")
    gamma, tau = sp.Symbol("gamma", positive=True), sp.Integer(my.tau)
    value = report.expression(eigenvalue, "eigenvalue", [gamma])

    def pair(trace: sp.Expr, product: sp.Expr) -> list[sp.Expr]:
        root = sp.sqrt(trace**2 / 4 - product)
        return [trace / 2 + root, trace / 2 - root]

    right = pair(-tau * gamma, tau / 4)
    wanted = next((one for one in right if same_value(value, one, COMPLEX, report.seed)), right[0])
    number = "This is the number for MY.gamma; keep gamma as a symbol."
    known: Known = [
        (one, hint)
        for both, hint in [
            (pair(-gamma, sp.Rational(1, 4)), "This is the case τ = 1 of the lesson. Your D is faster."),
            (pair(-gamma, tau / 4), "D is faster along its penalty, too: τ stands before the bracket."),
            (
                pair(-tau * gamma, sp.Rational(1, 4)),
                "Only the penalty is faster here. τ multiplies the pull of the loss on D as well.",
            ),
            (
                [tau * one for one in pair(-gamma, sp.Rational(1, 4))],
                "You made both players faster. Only the discriminator's row is multiplied by τ.",
            ),
            (pair(sp.Integer(0), tau / 4), "The penalty has left no trace. It gives the entry -τγ in D's row."),
            (pair(tau * gamma, tau / 4), "A penalty is friction: its entry in D's row is negative."),
            (pair(-tau * gamma, tau), "At the centre σ(ψθ) is 1/2. It halves the entries off the diagonal."),
            (pair(-tau * gamma / 2, tau / 4), "The derivative of -τγψ in ψ is -τγ, without a half."),
            (pair(-2 * tau * gamma, tau / 4), "The real part is *half* the trace of the Jacobian."),
            (
                pair(-tau * gamma, -tau / 4),
                "One eigenvalue here is positive: a sign off the diagonal is lost. The players want opposite things.",
            ),
            (
                [one - two for one, two in zip(right, reversed(right), strict=True)],
                "This is the difference of the two eigenvalues. Their mean, half the trace, is missing.",
            ),
            ([-tau * gamma], "This is the sum of both eigenvalues, the trace. One of them is wanted."),
            ([tau / 4 + 0 * gamma], "This is the product of both eigenvalues, the determinant. One is wanted."),
            (
                [-tau * gamma / 2 + sign * sp.sqrt(tau - tau**2 * gamma**2) / 2 for sign in (1, -1)],
                "The number under the root is negative for τγ² < 1: where is the i?",
            ),
            (
                [1 + one for one in right],
                "This belongs to a step with h = 1. The eigenvalue of J itself is wanted.",
            ),
            ([one.subs(gamma, my.gamma) for one in right], number),
            ([-tau * gamma / 2], "This is the real part. The imaginary part belongs to the eigenvalue, too."),
        ]
        for one in both
    ]
    report.same(
        "it is an eigenvalue of the Jacobian at 0",
        value,
        wanted,
        known=known,
        hint="Differentiate each component in θ and in ψ, put 0 in, and solve λ² - trace · λ + determinant = 0.",
        domain=COMPLEX,
    )
    bound = report.expression(limit, "limit", [gamma])
    report.must(
        "there is a limit",
        bound.is_finite is not False,
        "Simultaneous steps also push outwards, by h² τ/4. For large h that wins.",
    )
    report.same(
        "steps below the limit converge, and no larger ones",
        bound,
        4 * gamma,
        known=[
            (4 * tau * gamma, "τ stands in both terms that balance, h τγ and h² τ/4, so it cancels."),
            (4 * gamma / tau, "τ stands in both terms that balance, h τγ and h² τ/4, so it cancels."),
            (gamma, "Look at the determinant again: h² comes with τ/4, and the other term with τγ."),
            (gamma / 4, "This is h > γ/4 turned round: from h² τ/4 < h τγ follows another bound for h."),
            (2 * gamma, "At this step size the pair comes in fastest. Where does the modulus pass 1?"),
            (4 / (tau * gamma), "This looks at the real part alone. The imaginary part makes the step longer."),
            (2 / (tau * gamma), "This looks at the real part alone. The imaginary part makes the step longer."),
            (sp.Float(4 * my.gamma), number),
            (sp.Integer(4), "This is the limit of alternating steps without a penalty. Here steps are simultaneous."),
            (sp.Integer(0), "Without friction no step size converges. With it, small ones do: up to which?"),
        ],
        hint="With complex eigenvalues the step's modulus squared is the determinant of 1 + hJ. Below 1 for which h?",
        domain=COMPLEX,
    )
