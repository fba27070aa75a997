"""Task 4: the slope of the generator's loss in its parameter."""

from __future__ import annotations

import sympy as sp

from course.checks.report import Report, Variant
from course.tasks.forms import parts

DOMAIN = {name: (-2.0, 2.0) for name in ("g1", "g2", "theta")}  # D1, D2 and eta lie between 0 and 1


def check(report: Report, answer: object, my: Variant) -> None:
    """The generator's slope, by hand"""
    saturating, nonsaturating, after = parts(report, answer, "saturating", "nonsaturating", "after")
    symbols = D1, D2, g1, g2 = sp.symbols("D1 D2 g1 g2")
    theta, eta = sp.symbols("theta eta")
    first, second = my.noise
    J = (first, second)

    def mean(f1: sp.Expr, f2: sp.Expr, J: tuple = J) -> sp.Expr:
        return (f1 * J[0] + f2 * J[1]) / 2

    minimax, other = -mean(D1 * g1, D2 * g2), -mean((1 - D1) * g1, (1 - D2) * g2)
    report.same(
        "saturating is the slope of E log(1 - D) in theta",
        report.expression(saturating, "saturating", symbols),
        minimax,
        known=[
            (-minimax, "The sign is turned. log(1 - D) *falls* when the score rises."),
            (2 * minimax, "This is the sum over both fakes. An expectation is their mean."),
            (-mean(D1 * g1, D2 * g2, (1, 1)), "The fake moves by z when theta moves by 1: the factor J is missing."),
            (-mean(D1, D2), "The slope of the score is missing: how much does the score change when the fake moves?"),
            (-mean(g1, g2), "The factor D is missing: it comes from the derivative of log(1 - σ) in the score."),
            (other, "This is the slope of -log D, the other loss."),
            (
                -mean(D1 * (1 - D1) * g1, D2 * (1 - D2) * g2),
                "This is the slope of 1 - D, without the logarithm.",
            ),
            (
                -mean(g1 / (1 - D1), g2 / (1 - D2)),
                "1/(1 - D) is the outer derivative alone: the sigmoid's own slope, D (1 - D), is missing.",
            ),
            (-mean(D1 * g1, D2 * g2, (second, first)), "The two noise values are swapped: index 1 is the first one."),
            (-mean(D1 * g1, 0), "This is one fake alone. The expectation goes over both values of z."),
            (
                -mean(D1, D2) * (g1 + g2) / 2,
                "You took two means and multiplied them. Multiply for each fake first, then take the mean.",
            ),
            (
                -(D1 + D2) * (g1 + g2) * sp.Rational(first + second, 8),
                "You took means of the factors and multiplied them. Multiply for each fake, then take the mean.",
            ),
            (-mean(g1 / D1, g2 / D2), "This belongs to log D, and without the sigmoid's own slope."),
        ],
        hint="Work on one fake: slope of the payment in the score, times slope of the score, times slope of the fake.",
        domain=DOMAIN,
    )
    report.same(
        "nonsaturating is the slope of E[-log D] in theta",
        report.expression(nonsaturating, "nonsaturating", symbols),
        other,
        known=[
            (-other, "This goes up with the score, but -log D *falls* when the score rises."),
            (minimax, "This is the saturating slope again. In the score, -log σ has another one."),
            (-minimax, "This is the saturating slope with its sign turned: the step would go the wrong way."),
            (2 * other, "This is the sum over both fakes, not their mean."),
            (
                -mean((1 - D1) * g1, (1 - D2) * g2, (1, 1)),
                "Here J is missing: theta moves the fake by z, in this loss too.",
            ),
            (-mean(1 - D1, 1 - D2), "The slope of the score in x does not occur here."),
            (-mean(1 / D1, 1 / D2), "-1/D is the slope in D alone. It must be carried back to the score, x and theta."),
            (-mean(g1 / D1, g2 / D2), "-1/D is the slope in D. The sigmoid's own slope, D (1 - D), is missing."),
            (-mean(g1, g2), "The factor 1 - D is missing. Only where D is nearly 0 may one leave it out."),
        ],
        hint="In the score, -log σ has the slope -(1 - σ). The other factors are those of saturating.",
        domain=DOMAIN,
    )
    report.same(
        "after is theta, one step down the saturating loss",
        report.expression(after, "after", (theta, eta, *symbols)),
        theta - eta * minimax,
        known=[
            (theta + eta * minimax, "This goes *up* the loss: G would make D surer that its fakes are fakes."),
            (theta - eta * other, "This step goes down the other loss, -log D."),
            (-eta * minimax, "This is the change alone. Where does the parameter stand before it?"),
            (eta * minimax, "This is the change alone, and it goes up the loss."),
            (theta - minimax, "The learning rate is missing."),
            (minimax, "This is the slope. The parameter after a step is wanted, with theta and eta in it."),
            (theta * (1 - eta * minimax), "The step is added to theta, not multiplied with it."),
        ],
        hint="Gradient descent: the new parameter is the old one minus the learning rate times the slope.",
        domain=DOMAIN,
    )
