"""Task 3: pictures for a tanh."""

from __future__ import annotations

import torch
from torch import Tensor

from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken


def prepare(pixels: Tensor) -> Tensor:
    """The broken program of task 3."""
    x = pixels.float() / 255
    return x.view(-1, 1, pixels.shape[1], pixels.shape[2])


def judge(report: Report, answer: object, my: Variant) -> None:
    """What must hold for the prepared pictures."""
    for n, h, w in ((6, 4, 4), (3, 5, 2)):
        pixels = torch.randint(0, 256, (n, h, w, 3), generator=report.generator).to(torch.uint8)
        pixels[0, 0, 0], pixels[0, 0, 1] = 0, 255
        kept = pixels.clone()
        made = report.tensor(report.call(answer, pixels), "the pictures")
        report.must(
            "the shape is (N, 3, H, W)",
            tuple(made.shape) == (n, 3, h, w),
            f"From {tuple(pixels.shape)} comes {tuple(made.shape)}."
            + " A colour picture has become three grey ones." * (tuple(made.shape[:2]) == (3 * n, 1))
            + " The colours still come last." * (made.shape == pixels.shape),
        )
        low, high = made.min().item(), made.max().item()
        hint = f"They lie in [{low:.3g}, {high:.3g}]. A generator with tanh draws in [-1, 1]."
        if high > 2:
            hint = f"The largest number is {high:.3g}. Are they still numbers up to 255?"
        elif max(abs(low + 1), abs(high - 1)) < 0.02:
            hint = f"0 becomes {low:.3f} and 255 becomes {high:.3f}. Half of 255 is 127.5."
        report.must("0 becomes -1 and 255 becomes 1", abs(low + 1) < 2e-3 and abs(high - 1) < 2e-3, hint)
        wanted = (kept.permute(0, 3, 1, 2).float() / 127.5 - 1).double()
        viewed = (kept.float() / 127.5 - 1).view(n, 3, h, w).double()
        known = [
            (viewed, "The channels are the last axis; a `view` mixes colours and places. Use permute."),
            (wanted.flip(1), "The colours come in the opposite order: channel 0 shall stay channel 0."),
            *[(wanted.mT, "Height and width are exchanged: the axes are to come as 0, 3, 1, 2.")] * (h == w),
        ]
        hint = "Some numbers stand elsewhere: the one at [n, h, w, c] shall come to [n, c, h, w]."
        says = "each pixel stays where it was"
        in_place = report.close(says, made.double(), wanted, tol=2e-3, known=known, hint=hint)
        report.that("they are fractions of single precision", made.dtype == torch.float32,
                    f"They are {made.dtype}; networks here take torch.float32.")  # fmt: skip
        report.unchanged([pixels], [kept], "Your function changes the pictures it was given.")
        pale = torch.randint(60, 200, (n, h, w, 3), generator=report.generator).to(torch.uint8)
        made = report.tensor(report.call(answer, pale.clone()), "the pictures", (n, 3, h, w))
        if in_place:
            hint = "In a batch without black and white you stretch what there is. 0 and 255 are the ends for all."
        fixed = (made.double() - (pale.permute(0, 3, 1, 2).double() / 127.5 - 1)).abs().max() < 2e-3
        report.that("a batch of greys stays grey", fixed, hint)


def check(report: Report, answer: object, my: Variant) -> None:
    """Pictures for a tanh"""
    report.untouched(answer, prepare)
    judge(report, answer, my)
    no_marks_for_the_broken(report, judge, prepare, my)
