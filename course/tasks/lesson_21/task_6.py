"""Task 6: larger weights before a normalisation."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import parts, three_digits


def check(report: Report, answer: object, my: Variant) -> None:
    """Larger weights before a normalisation"""
    output, slope, turn = parts(report, answer, "output", "slope", "turn")
    a = my.alpha
    report.close("the output", report.number(output, "output"), 1.0, tol=5e-3, scale=0, known=[
        (a, "That would be so without the normalisation, which divides by the deviation: it has grown as well."),
        (1 / a, "The normalisation divides by what has grown, and what it divides has grown alike."),
        (0.0, "A factor is asked for, not a change: an output that stays has the factor 1."),
    ], hint="Mean and deviation over the batch both grow with the weights. See (21.14).")  # fmt: skip
    report.close("the slope", report.number(slope, "slope"), 1 / a, tol=three_digits(1 / a), known=[
        (a, "Turned around: to change L as much, a larger weight must move farther, so the slope is smaller."),
        (1.0, "The loss is the same, its slope is not. Differentiate L(αw) = L(w) in w."),
        (1 / a**2, "This is the turn of a gradient step. The slope itself goes like one power of it."),
    ], hint="Differentiate L(αw) = L(w) with the chain rule: α times the slope at αw is the slope at w.")  # fmt: skip
    report.close("the turn", report.number(turn, "turn"), 1 / a**2, tol=2e-2, scale=0, known=[
        (1 / a, "That is the length of the step. A step turns a longer vector by less, too."),
        (1.0, "The step is shorter and the vector longer: both make the turn smaller."),
        (a**2, "Turned around: large weights turn more slowly."),
    ], hint="The angle is about the length of the step over the length of the weights.")  # fmt: skip
