"""Task 6: the standard error of a gap."""

from __future__ import annotations

import math
from typing import Any

from course.checks.report import Report, Variant
from course.tasks.forms import sequence


def check(report: Report, answer: object, my: Variant) -> None:
    """Is B better than A?"""
    answer = sequence(answer)
    report.must(
        "it is three numbers",
        isinstance(answer, (tuple, list)) and len(answer) == 3,
        "Give (gap, apart, paired): three numbers in this order.",
    )
    parts: Any = answer
    gap, apart, paired = (report.number(v, w) for v, w in zip(parts, ("the gap", "apart", "paired"), strict=True))
    both, only_a, only_b, neither = my.table
    n = sum(my.table)
    p_a, p_b = (both + only_a) / n, (both + only_b) / n
    d = p_b - p_a
    report.close("the gap is right", gap, d, tol=0.01, scale=0, known=[
        (-d, "The sign is turned: the gap is B minus A."),
        (100 * d, "That is in percent. Give shares between 0 and 1."),
        (only_b - only_a, "That is a number of images. Give shares between 0 and 1."),
    ], hint="Mean of right_b minus mean of right_a.")  # fmt: skip
    v_a, v_b, v_d = p_a * (1 - p_a), p_b * (1 - p_b), (only_a + only_b) / n - d * d
    wide, tight = math.sqrt((v_a + v_b) / n), math.sqrt(v_d / n)
    half = "That is half a 95 % interval, 1.96 standard errors. Give one standard error."
    square = "That is a variance. Its square root has the unit of the gap."
    # Resampling 1,000 times scatters by about 2 %; the nearest wrong answer (one model's error alone) is 25 % away.
    first = report.close("apart: the standard error with two test sets", apart, wide, tol=0.09, scale=0, known=[
        (tight, "That is the error on the *same* images. With two test sets A's luck and B's luck are independent."),
        (wide**2, square),
        (1.96 * wide, half),
        (2 * wide, half),
        (math.sqrt(v_a / n), "That is the error of one model. The gap carries the luck of both."),
        (math.sqrt(v_b / n), "That is the error of one model. The gap carries the luck of both."),
        (math.sqrt(v_a / n) + math.sqrt(v_b / n), "Errors of independent numbers do not add: their squares do."),
        (math.sqrt(v_a + v_b), "That is the spread of one image. A mean over n images is steadier: where is n?"),
        (100 * wide, "That is in percent. Give shares between 0 and 1."),
    ], hint="Resample the images of A and of B independently and look at the spread of the gap, or add the two "
            "variances p (1 - p) / n.")  # fmt: skip
    slips = [
        (wide, "That is again the error with two test sets. Draw the *same* images for A and for B: both right or both "
               "wrong then changes nothing."),
        (tight**2, square),
        (1.96 * tight, half),
        (2 * tight, half),
        (math.sqrt(v_d), "That is the spread of one image's difference. A mean over n images is steadier: where is n?"),
        (math.sqrt(v_d / (only_a + only_b)), "You divided by the images on which they differ; n were drawn."),
        (math.sqrt((only_b - only_a) / n / n), "Images that only A gets right add to the uncertainty, too: they must "
                                               "not cancel in the variance."),
        (math.sqrt(only_a + only_b), "That is a number of images. Divide by n to get a share."),
        (100 * tight, "That is in percent. Give shares between 0 and 1."),
    ]  # fmt: skip
    # In some students' versions 1.96 tight lies within 9 % of wide: the nearest slip is the one that was made.
    slips.sort(key=lambda slip: abs(slip[0] - paired))
    says = "paired: the standard error on the same images"
    second = report.close(
        says,
        paired,
        tight,
        tol=0.09,
        scale=0,
        known=slips,
        hint="Make one number for each image, right_b - right_a: -1, 0 or 1. How uncertain is its mean?",
    )
    if first and second:  # before that, this line would give the answers away
        says = f"so the same gap is {d / wide:.1f} standard errors with two test sets, {d / tight:.1f} on the same"
        report.that(f"{says} images", paired < apart, "On the same images the error must be smaller.")
