"""Task 3: a shift that tells."""

from __future__ import annotations

from course.checks.report import Report, Variant
from course.tasks.forms import sequence

SHIFTS = (1.0, 0.5, 0.25, 0.3, 1.2, 2.75)


def solution(my: Variant) -> list[bool]:
    """Which shifts leave nothing but rounding, for a bend on a grid ``my.finer`` times as fine."""
    steps = [shift * my.finer for shift in SHIFTS]
    return [abs(step - round(step)) < 1e-9 for step in steps]


def check(report: Report, answer: object, my: Variant) -> None:
    """A shift that tells"""
    found = sequence(answer)
    many = isinstance(found, (list, tuple)) and len(found) == len(SHIFTS)
    report.need("there is a word for each shift", many, f"Give {len(SHIFTS)} times True or False, in the list's order.")
    found = [getattr(one, "item", lambda one=one: one)() for one in found]  # of NumPy and of torch
    plain = all(one is True or one is False or str(one) in ("True", "False") for one in found)
    report.need("each is True or False", plain, "Give True where the error is rounding only, False elsewhere.")
    said = [str(one) == "True" for one in found]
    hint = f"All are {said[0]}. Some of the shifts leave more than rounding, and some do not: which?"
    report.need("not all are alike", len(set(said)) > 1, hint)
    wanted = solution(my)
    k = my.finer
    for shift, one, right in zip(SHIFTS, said, wanted, strict=True):
        fits = f"{shift} pixels are {shift * k:.4g} pixels of the finer grid"
        if shift == 1.0:
            hint = "A whole pixel is a whole number of fine pixels, too: nothing can go wrong."
        elif right:
            hint = f"{fits}, a whole number: then bending and shifting commute."
        else:
            hint = f"{fits}, not a whole number: the new waves that the fine grid cannot hold move the wrong way."
        report.that(f"a shift by {shift}", one == right, hint)
    if said == [not one for one in wanted]:
        report.that("True means that only rounding is left", False, "All are turned: True means only rounding is left.")
