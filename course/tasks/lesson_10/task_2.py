"""Task 2: a game with an uneven share and a weight."""

from __future__ import annotations

import sympy as sp

from course.checks.report import Report, Variant
from course.tasks.forms import parts


def check(report: Report, answer: object, my: Variant) -> None:
    """A game with weights"""
    best, cure, bottom = parts(report, answer, "best", "cure", "bottom")
    p, q, s, c = sp.symbols("p q pi c")
    a, b = s * c * p, (1 - s) * q
    number_pi = "sp.pi is the number 3.14. The share is the symbol pi of the cell."
    report.same(
        "best makes the payment largest at every point",
        report.expression(best, "best", (p, q, s, c)),
        a / (a + b),
        known=[
            (p / (p + q), "This is the best answer of the even game. Where do π and c go?"),
            (s * p / (s * p + b), "The weight c is missing: it multiplies each payment for a real number."),
            (c * p / (c * p + q), "The share π is missing."),
            (b / (a + b), "This is one minus the answer: the probability of generated. A sign was lost in solving."),
            (a / b, "This is the ratio a/b, which can exceed 1. D is a/(a + b)."),
            (sp.log(a / b), "This is the score. The probability is wanted."),
            (s * p / (s * p + c * b), "The weight stands at the generated numbers here. It belongs to the real ones."),
            (c * s * p / (s * p + b), "The weight must stand in the denominator too: the best y is a/(a + b)."),
            (s, "This is the best answer only where p = q, without a weight."),
            (sp.Integer(1), "D = 1 everywhere is best only when generated numbers cost nothing."),
            ((a / (a + b)).subs(s, sp.pi), number_pi),
        ],
        hint="Call what stands before log y a, and what stands before log(1 - y) b. Set the derivative to zero.",
    )
    report.same(
        "with the weight cure, D answers p/(p + q)",
        report.expression(cure, "cure", (s,)),
        (1 - s) / s,
        known=[
            (s / (1 - s), "This makes it worse: it favours the side that is seen more often."),
            (1 / s, "With c = 1/π the real side weighs 1, but the generated one still weighs 1 - π."),
            (1 - s, "Then the real side weighs π (1 - π) and the generated one 1 - π. Are they equal?"),
            (sp.log((1 - s) / s), "This is a shift of the score. A weight is its exponential."),
            (sp.log(s / (1 - s)), "This is a shift of the score, and to the wrong side. A weight is an exponential."),
            (sp.Integer(1), "A weight of 1 changes nothing: D then answers with π in it."),
            (sp.Rational(1, 2) / s, "Then the real side weighs 1/2 whatever π is, and the generated one 1 - π."),
            ((1 - sp.pi) / sp.pi, number_pi),
        ],
        hint="Both sides must weigh the same: compare what stands before p with what stands before q in best.",
    )
    right = s * sp.log(s) + (1 - s) * sp.log(1 - s)
    report.same(
        "bottom is the best D's payment against a perfect generator",
        report.expression(bottom, "bottom", (s,)),
        right,
        known=[
            (-right, "The sign is turned: logarithms of probabilities are negative, and so is each payment."),
            (-sp.log(4), "This is the lesson's game: two means, each with the factor 1. Here they weigh π and 1 - π."),
            (-sp.log(2), "This is right for π = 1/2 only. With another share the best D does not say 1/2 at the end."),
            (2 * right, "This is twice too much: π and 1 - π already weigh the two terms."),
            (sp.log(s) + sp.log(1 - s), "The two terms also count with their shares π and 1 - π."),
            (s * sp.log(s), "This is the real numbers' part alone. The generated ones pay too."),
            ((1 - s) * sp.log(1 - s), "This is the generated numbers' part alone. The real ones pay too."),
            (s * sp.log(1 - s) + (1 - s) * sp.log(s), "The answers are swapped: for a real number D is paid log y."),
            (right.subs(s, sp.pi), number_pi),
            (sp.Integer(0), "A payment of 0 needs a D that is always right. Here it cannot tell at all."),
            (s, "This is the best D's answer. What is it paid?"),
        ],
        hint="With q = p and c = 1 the best D says π everywhere. Put y = π and q = p in; the integral of p is 1.",
    )
