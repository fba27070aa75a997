"""Task 4: a colour picture for matplotlib."""

from __future__ import annotations

import torch
from torch import Tensor

from course.checks.report import Report, Variant


def for_matplotlib(x: Tensor) -> Tensor:
    """The broken program of task 4."""
    x = x.clamp(0, 1)
    return x.reshape(len(x), x.shape[2], x.shape[3], 3)


def check(report: Report, answer: object, my: Variant) -> None:
    """A colour picture for matplotlib"""
    report.untouched(answer, for_matplotlib)
    x = torch.rand(4, 3, 6, 5, generator=report.generator) * 2 - 1
    given = x.clone()
    made = report.tensor(report.call(answer, given), "what it returns")
    unit = (x + 1) / 2
    good = unit.permute(0, 2, 3, 1)
    shape = tuple(made.shape)
    report.must(
        "its shape is (B, H, W, 3)",
        made.shape == good.shape,
        "One channel is left: that is red as a grey picture." if 1 in shape or made.ndim < 4 else
        f"It is {shape} for pictures (4, 3, 6, 5); rows come before columns, and the channels last.",
    )  # fmt: skip
    report.close(
        "every pixel has its own colour",
        made.double(),
        good.double(),
        known=[
            (x.clamp(0, 1).reshape(4, 6, 5, 3).double(), "Neither the range nor the order of axes is right yet."),
            (
                unit.reshape(4, 6, 5, 3).double(),
                "reshape keeps the order of the numbers and mixes colours with places.",
            ),
            (x.clamp(0, 1).permute(0, 2, 3, 1).double(), "clamp cuts off the dark half. Map [-1, 1] to [0, 1]."),
            (x.permute(0, 2, 3, 1).double(), "The range is still [-1, 1]; matplotlib wants [0, 1]."),
            (unit.flip(1).permute(0, 2, 3, 1).double(), "Red and blue are exchanged."),
            (255 * good.double(), "Floats must lie in [0, 1]; 0 to 255 is for whole numbers."),
        ],
        hint="Map -1 to 0 and 1 to 1, then move the axis of the channels to the end.",
    )
    report.unchanged([given], [x], "Your function changes the pictures that it was given. Avoid +=, add_ and the like.")
