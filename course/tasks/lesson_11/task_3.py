"""Task 3: the line at which a proof goes wrong."""

from __future__ import annotations

import sympy as sp

from course.checks.report import Report, Variant
from course.tasks import forms

LINES = {  # what each line does, and why it follows
    1: "Line 1 holds: the noise is drawn before θ comes in, so the slope of the mean is the mean of the slopes.",
    2: "Line 2 holds: log(1 - u) has the slope -1/(1 - u) in u, times the slope of u.",
    3: "Line 3 holds: σ(1 - σ) appears, its 1 - σ cancels the denominator, and the minus stays.",
    5: "Line 5 follows from the lines above: it puts them together. It is false because one of those already is.",
    6: "Line 6 follows: an even function times an odd one is odd, and the noise is symmetric. The mistake is earlier.",
    7: "Line 7 follows from line 6: a slope of 0 moves nothing. The claim is false, but the mistake is earlier.",
}


def check(report: Report, answer: object, my: Variant) -> None:
    """The generator that has nothing to learn"""
    wrong_line, repaired = forms.parts(report, answer, "wrong_line", "repaired")
    forms.wrong_line(report, wrong_line, 4, LINES)
    theta, z, w, c = sp.symbols("theta z w c", real=True)
    s = 1 / (1 + sp.exp(-c - w * theta**2 * z**2))
    value = report.expression(repaired, "repaired", [theta, z, w, c])
    report.same(
        "the repaired line holds",
        value,
        2 * w * theta * z**2,
        known=[
            (2 * w * theta**2 * z, "This is the line as the article has it: the derivative in z. G changes θ."),
            (2 * w * theta * z, "This is ℓ' at θz. The inner derivative of θz in θ must still be multiplied."),
            (2 * w * z**2, "Nearly: ℓ' is taken at the point θz, and not at z."),
            (w * theta**2 * z**2, "This is the score without c, not differentiated. Its derivative in θ is wanted."),
            (c + w * theta**2 * z**2, "This is the score itself. Its derivative in θ is wanted."),
            (w * theta * z**2, "The factor 2 of the square is lost."),
            (2 * w * theta**2 * z**2, "The inner derivative of θz in θ is z, not θz: one θ too many."),
            (-s * 2 * w * theta * z**2, "This is all of line 3, and right. Give line 4: the score's slope."),
            (-2 * w * theta * z**2, "The minus stands in line 3. Here only the score is differentiated, in θ."),
        ],
        hint="Write the score at θz as c + w θ² z², and differentiate it in the parameter θ; z is given.",
    )
