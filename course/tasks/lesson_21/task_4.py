"""Task 4: a colour picture for matplotlib."""

from __future__ import annotations

import torch
from torch import Tensor

from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken


def for_matplotlib(x: Tensor) -> Tensor:
    """The broken program of task 4."""
    x = x.clamp(0, 1)
    return x.reshape(len(x), x.shape[2], x.shape[3], 3)


def check(report: Report, answer: object, my: Variant) -> None:
    """A colour picture for matplotlib"""
    report.untouched(answer, for_matplotlib)
    try:
        _examine(report, answer, my)
    finally:
        no_marks_for_the_broken(report, _examine, for_matplotlib, my)


def _examine(report: Report, answer: object, my: Variant) -> None:
    x = torch.rand(4, 3, 6, 5, generator=report.generator) * 2 - 1
    given = x.clone()
    made = report.tensor(report.call(answer, given), "what it returns")
    unit = (x + 1) / 2
    good = unit.permute(0, 2, 3, 1)
    shape = tuple(made.shape)
    report.must("its shape is (B, H, W, 3)", made.shape == good.shape, _shape_hint(shape))
    bytes_wanted = "Floats must lie in [0, 1]; 0 to 255 is for whole numbers, and the task wants [0, 1]."
    right = report.close(
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
            (255 * good.double(), bytes_wanted),
            *((one(255 * good.double()), bytes_wanted) for one in (torch.floor, torch.round)),
            ((x.clamp(0, 1) + 1).permute(0, 2, 3, 1).double() / 2, "Shift and scale first: the clamp comes before, and "
             "has cut off the dark half already."),
            ((x + 1).permute(0, 2, 3, 1).double(), "This is [0, 2]: imshow cuts the bright half off. Divide by 2."),
            (x.permute(0, 2, 3, 1).double() / 2, "This is [-0.5, 0.5]: the shift is missing."),
            ((x / 2 + 1).permute(0, 2, 3, 1).double(), "This is [0.5, 1.5]: add 1 first and halve then, or add 0.5."),
            (x.abs().permute(0, 2, 3, 1).double(), "abs makes black as bright as white: -1 must become 0."),
            (x.sigmoid().permute(0, 2, 3, 1).double(), "A sigmoid lies in [0, 1], and bends: -1 becomes 0.27, not 0."),
            *((one.permute(0, 2, 3, 1).double(), "This stretches by the darkest and the brightest value that is there: "
               "a dull picture would become a gaudy one. The range is [-1, 1], whatever was drawn.")
              for one in _stretched(x)),
            *((one.double(), "The axes have been exchanged, and then a reshape mixes colours with places: permute "
               "alone, and all axes at once.")
              for one in (unit.transpose(1, 2).reshape(good.shape), unit.transpose(1, 3).reshape(good.shape),
                          unit.transpose(2, 3).reshape(good.shape))),
            (good.flip(1).double(), "The picture stands on its head."),
            (good.flip(2).double(), "The picture is mirrored, left and right."),
            (1 - good.double(), "This is the negative: bright is dark. Which end of [-1, 1] is black?"),
        ],
        hint="Map -1 to 0 and 1 to 1, then move the axis of the channels to the end.",
    )  # fmt: skip
    if right:
        report.unchanged([given], [x], "Your function changes the pictures that came in. Avoid +=, add_ and the like.")


def _stretched(x: Tensor) -> list[Tensor]:
    """The pictures stretched to [0, 1] by their own extremes: of the batch, and of each picture."""
    low, high = x.amin((1, 2, 3), keepdim=True), x.amax((1, 2, 3), keepdim=True)
    return [(x - x.min()) / (x.max() - x.min()), (x - low) / (high - low)]


def _shape_hint(shape: tuple[int, ...]) -> str:
    given = f"It is {shape} for pictures (4, 3, 6, 5)"
    if shape == (6, 5, 3):
        return f"{given}: the first picture alone. All of them are wanted."
    if shape == (4, 3, 6, 5):
        return f"{given}: the channels still stand second. They belong last."
    if shape == (4, 5, 6, 3):
        return f"{given}: rows come before columns, and your pictures lie on their side."
    if shape == (4, 6, 3, 5):
        return f"{given}: the channels stand in the third place. They belong last."
    if 1 in shape or shape in ((4, 6, 5), (6, 5)):
        return "One channel is left: that is a grey picture."
    return f"{given}; (4, 6, 5, 3) is wanted: rows, columns, channels."
