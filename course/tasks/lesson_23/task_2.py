"""Task 2: planes."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from course.checks.report import Report, Variant


def with_planes(x: Tensor, y: Tensor, k: int) -> Tensor:
    """The pictures (B, C, H, W), and k more channels, all zero but the label's: (B, C + k, H, W)."""
    planes = F.one_hot(y, k).to(x.dtype)[:, :, None, None].expand(-1, -1, *x.shape[2:])  # (B, k, H, W)
    return torch.cat([x, planes], 1)


def check(report: Report, answer: object, my: Variant) -> None:
    """Planes"""
    report.if_error("except in dimension 0", "Axis 0 is the batch: join pictures and planes along axis 1.")
    report.if_error("Sizes of tensors must match", "The planes need the height and the width of the pictures.")
    report.if_error("same number of dimensions", "Give the one-hot label two more axes, and expand them to H and W.")
    for b, c, h, w, k in ((6, 1, 4, 5, 3), (5, 3, 3, 3, 7), (1, 2, 2, 6, 4)):
        x = torch.randn(b, c, h, w, generator=report.generator)
        y = torch.randint(k - 1, (b,), generator=report.generator)  # the last label does not occur
        y[0] = 0
        kept = x.clone()
        made = report.tensor(report.call(answer, x, y, k), "the result")
        wanted = with_planes(kept, y, k)
        if made.shape != wanted.shape:
            hint = f"For pictures {tuple(x.shape)} and k = {k} the shape is {tuple(made.shape)}."
            if made.shape == (b, c + 1, h, w):
                hint += " One plane with the label's number says that label 4 is twice label 2. Give each its own."
            elif made.ndim == 4 and made.shape[0] == b and made.shape[1] < c + k:
                hint += " There must be k planes even when some labels do not occur: tell one_hot how many."
            else:
                hint += f" It should be {tuple(wanted.shape)}: join along the channels, axis 1."
            report.must("the shape is (B, C + k, H, W)", False, hint)
        report.that("the shape is (B, C + k, H, W)", True, "")
        report.that(
            "the first channels are the pictures",
            torch.equal(made[:, :c].to(kept.dtype), kept) and made.is_floating_point(),
            "The first C channels must be the pictures as they came, fractions and all; the planes follow.",
        )
        planes = made[:, c:].to(kept.dtype)
        hint = "Plane y of picture i is 1 everywhere; all its other planes are 0."
        if torch.equal(planes.flatten(2).sum((1, 2)), torch.full((b,), float(h * w))):
            hint = "The ones stand in the wrong planes: is a `view` mixing pictures or planes? Use [:, :, None, None]."
        report.that("each label's own plane is 1, the others are 0", torch.equal(planes, wanted[:, c:]), hint)
        report.unchanged([x], [kept], "Your function changes x itself. Make a new tensor.")
