"""Task 5: a step that looks ahead."""

from __future__ import annotations

import torch
from torch import Tensor

from course.checks.report import Report, Variant


def dirac(at: Tensor) -> Tensor:
    """The arrow of the Dirac-GAN."""
    return torch.sigmoid(at[0] * at[1]) * torch.stack([at[1], -at[0]])


def check(report: Report, answer: object, my: Variant) -> None:
    """Look before you step"""
    report.if_error("leaf Variable", "You change `at` itself. Compute new tensors, without += or in-place calls.")
    mixing = torch.randn(3, 3, generator=report.generator)
    for arrow, n, h in ((dirac, 2, 0.7), (lambda at: mixing @ at, 3, 0.4)):
        at = torch.randn(n, generator=report.generator) + 1  # float32, as most cells have
        given = at.clone()
        new = report.tensor(report.call(answer, arrow, given, h), "the new place", (n,))
        report.unchanged(
            (given,),
            (at,),
            "The tensor `at` has changed. With += the old place is lost, and you still need it: write at = at + …, or "
            "a new name.",
        )
        first = arrow(at)
        there = at + h * first
        second = arrow(there)
        alternating = at.clone()
        for k in range(n):
            alternating[k] = alternating[k] + h * arrow(alternating)[k]
        report.close(
            "the real step starts at the old place, along the arrow of the trial place",
            new.double(),
            at + h * second,
            tol=1e-5,
            known=[
                (there, "This is the plain step. Look at the arrow once more, at the place you reached."),
                (there + h * second, "You stayed at the trial place and stepped on. Return first."),
                (at + h * (first + second) / 2, "You took the mean of both arrows. The first only shows the way."),
                (at + h * arrow(at + h / 2 * first), "Your trial step is half as long. Both have the size h."),
                (at - h * arrow(at - h * first), "You go against the arrow. It already says where players want to go."),
                (at - h * second, "Your real step goes against the arrow. The arrow already has the right sign."),
                (at + h * arrow(at - h * first), "Your trial step goes backwards. It must go where the real one will."),
                (alternating, "These are alternating steps. Here all players try at once, and then all step at once."),
                (second, "This is the arrow at the trial place. Multiply it by h and add it to the old place."),
                (h * second, "This is the step. Add it to the old place."),
                (at + second, "The real step has the size h, too."),
                (at + h * arrow(at + first), "The trial step has the size h, too."),
                (at + h * (2 * second - first), "You mix the two arrows. The real step takes the second one only."),
                (at + h * arrow(h * first), "The trial place is the old place plus the step. You looked at the step."),
            ],
            hint="There are two arrows, at `at` and at the trial place. The real step takes the second one, from `at`.",
        )
