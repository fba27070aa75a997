"""Task 3: the wrong line of a proof. The maximum over D is dropped when G is derived."""

from __future__ import annotations

import sympy as sp

from course.checks.report import Report, Variant
from course.tasks import forms

SOUND = {  # why each of the other lines follows
    1: "Line 1 is the value function: an expectation over a coin is a sum of two terms. It is as it should be.",
    2: "Line 2 is p/(p + q) for each side of the coin; tails have the probabilities 1 - h and 1 - u. It follows.",
    3: "Line 3 is what the minimum of a maximum means: first D is the best one for u, then G chooses u. It follows.",
    5: "Line 5 is right as a sum: 1 minus the best answer is u/(h + u), half of q/m. What was lost before it?",
    6: "Line 6 is the lesson's (10.9) and (10.10) for q and m; m is the mean, so m = q means h = u. It follows.",
    7: "Line 7 draws the sum of lines 4, 5 and 6 and follows from them; the mistake came earlier.",
}


def check(report: Report, answer: object, my: Variant) -> None:
    """A proof with a wrong line"""
    wrong_line, repaired = forms.parts(report, answer, "wrong_line", "repaired")
    forms.wrong_line(report, wrong_line, 4, SOUND)
    h, u = sp.symbols("h u")
    D1, D2 = h / (h + u), (1 - h) / (2 - h - u)
    for_data = h * sp.log(D1) + (1 - h) * sp.log(D2)
    for_fakes = u * sp.log(1 - D1) + (1 - u) * sp.log(1 - D2)
    right = sp.diff(for_data, u)
    report.same(
        "the derivative of the data's terms is right",
        report.expression(repaired, "repaired", (h, u)),
        right,
        known=[
            (sp.Integer(0), "This is what line 4 claims. Put the best answers in: does u still not occur?"),
            (-right, "The sign is turned. When heads become more frequent in G, D believes heads less."),
            (-h / (h + u), "This is the part of heads. Tails react to u, too."),
            ((1 - h) / (2 - h - u), "This is the part of tails. Heads react to u, too."),
            (-h / (h + u) - (1 - h) / (2 - h - u), "The part of tails has the wrong sign: its u carries a minus."),
            (-1 / (h + u) + 1 / (2 - h - u), "The factors h and 1 - h before the logarithms are lost."),
            (sp.diff(for_data, h), "This is the derivative in h. G moves u."),
            (for_data, "These are the two terms themselves. Line 4 speaks of their derivative in u."),
            (sp.diff(for_fakes, u), "This is the derivative of the two *other* terms, those that the proof keeps."),
            (
                sp.diff(for_data + for_fakes, u),
                "This is the slope of the whole C. Line 4 speaks of the first two terms only.",
            ),
            (h * sp.diff(D1, u) + (1 - h) * sp.diff(D2, u), "The logarithms are lost: the slope of log D is D'/D."),
        ],
        hint="Differentiate h log(D1) + (1 - h) log(D2) in u, with the best answers of line 2 put in.",
    )
