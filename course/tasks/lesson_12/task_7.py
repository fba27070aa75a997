"""Task 7: the labels of the least squares GAN."""

from __future__ import annotations

import sympy as sp

from course.checks.report import Report, Variant
from course.tasks.forms import parts

LABELS = {"a": (-1.9, -0.7), "b": (3.3, 4.7), "c": (0.2, 3.1)}  # where the formulas are compared: a < c < b


def check(report: Report, answer: object, my: Variant) -> None:
    """Do the labels matter?"""
    constant, factor, turn = parts(report, answer, "constant", "factor", "turn")
    a, b, c = sp.symbols("a b c", real=True)
    report.same(
        "the constant is C where p = q",
        report.expression(constant, "constant", (a, b, c)),
        (a + b - 2 * c) ** 2 / 2,
        known=[
            (
                sp.Integer(0),
                "It is 0 for the paper's labels only. With p = q the best D is (a + b)/2 everywhere: what is C then?",
            ),
            (
                (a + b - 2 * c) ** 2,
                "The root of the term with m is (a + b - 2c)/2, and the integral of m is 2. A factor 1/2 got lost.",
            ),
            ((a + b - 2 * c) ** 2 / 4, "The integral of m = p + q is 2, not 1: both densities count."),
            ((a + b - 2 * c) / 2, "The square is missing: C is a mean of squares."),
            ((a + b) ** 2 / 2, "The target c is missing: D* - c is squared, not D*."),
            ((a + b - c) ** 2 / 2, "D* - c over the common denominator has c (p + q): c counts for p and for q."),
            (
                (b - c) ** 2 + (a - c) ** 2,
                "These are the squares of the two labels' distances. Their mixed term is missing: put p = q into C.",
            ),
            ((b - c) ** 2, "With p = q the best D is (a + b)/2 everywhere, not b."),
        ],
        hint="For p = q Δ is 0, so the constant is C alone. There D* = (a + b)/2 everywhere, and C has two terms.",
        domain=LABELS,
    )
    report.same(
        "the factor is right for all labels",
        report.expression(factor, "factor", (a, b, c)),
        (b - a) ** 2 / 4,
        known=[
            (sp.Integer(1), "It is 1 for the paper's labels only. When a and b move apart, D* spreads, and C grows."),
            ((b - a) ** 2, "p and q are (m ± d)/2: the halves give a factor 1/4 in the square."),
            ((b - a) ** 2 / 2, "p and q are (m ± d)/2: the halves give a factor 1/4 in the square, and Δ counts once."),
            ((b - a) / 2, "The square is missing: C is a mean of squares."),
            ((b - c) ** 2, "c moves all of D* - c alike. The spread of D* comes from the difference of a and b."),
            (
                (a + b) ** 2 / 4,
                "Where p is large D* is near b, where q is large near a. With equal labels D* would be "
                "constant, and the factor 0.",
            ),
            (
                (a + b - 2 * c) ** 2 / 4,
                "This belongs to the term with m. The one with d comes from the difference of p and q.",
            ),
            ((b - a) * (a + b - 2 * c) / 2, "This belongs to the mixed term, with d alone. Its integral is 0."),
        ],
        hint="The term with d in the numerator's root is (b - a) d/2. Square it and divide by m; the cells print C for "
        "four triples of labels to compare.",
        domain=LABELS,
    )
    value = report.expression(turn, "turn", (a, b, c))
    report.must(
        "the turn is finite for a < c < b",
        not value.subs({a: -1.37, b: 4.13, c: 0.89}).has(sp.oo, -sp.oo, sp.zoo),
        "At infinity it lies for c = b. For a target between the labels D* passes c at some ratio.",
    )
    report.same(
        "f'' of G's step changes its sign at this ratio",
        value,
        (c - a) / (b - c),
        known=[
            (sp.Integer(1), "It is 1 when c lies halfway between a and b. Nearer to b, D* reaches c at a larger t."),
            ((b - c) / (c - a), "This is q/p. The ratio t is p/q: it is large where D* is near b."),
            ((a - c) / (b - c), "A sign got lost: the ratio of two densities is positive, and here a < c < b."),
            ((c - a) / (b - a), "This is p/(p + q) at the turn. The ratio t is p/q."),
            (c, "D* equals c there. At which ratio t does it?"),
            (c / b, "You dropped the term with a: D* = (b t + a)/(t + 1)."),
            (c / (b - c), "You dropped the term with a: D* = (b t + a)/(t + 1)."),
            (c - a, "Both sides of D* = c have terms with t. Collect them: b t - c t."),
            ((a + c) / (b + c), "D* - c goes over the common denominator with minus c, for t and for 1."),
        ],
        hint="By (12.9) f'' has the sign of -g'. The slope of g = (D* - c)² is 0 where D* = c. Write "
        "D* in t, and solve.",
        domain=LABELS,
    )
