"""Task 6: a filter in the wrong place."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from course.checks.compare import close_to
from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken


def bend(x: Tensor, k: int) -> Tensor:
    """The broken program of task 6."""
    size = x.shape[-1]
    spectrum = torch.fft.rfft(x)
    spectrum = spectrum[:, : size // 2]
    fine = torch.fft.irfft(spectrum, n=k * size)
    return F.leaky_relu(fine, 0.2)[:, ::k]


def right(x: Tensor, k: int, more: int = 0) -> Tensor:
    """Rows (B, size): the same waves on a grid k times as fine, bent, low-passed, back on the coarse grid."""
    size = x.shape[-1]
    fine = k * torch.fft.irfft(torch.fft.rfft(x), n=k * size)
    spectrum = torch.fft.rfft(F.leaky_relu(fine, 0.2))
    return torch.fft.irfft(spectrum[:, : size // 2 + more], n=size) / k


def _rows(generator: torch.Generator, n: int, size: int) -> Tensor:
    spectrum = torch.fft.rfft(torch.randn(n, size, generator=generator, dtype=torch.float64))
    return torch.fft.irfft(spectrum[:, : size // 2], n=size)


def judge(report: Report, answer: object, my: Variant) -> None:
    """What must hold for the bend."""
    report.if_error("must match", "Go back to as many pixels as x had.")
    for size, k in ((24, 3), (32, 4), (16, 1)):
        x = _rows(report.generator, 40, size)
        kept = x.clone()
        made = report.tensor(report.call(answer, x, k), "the result", (40, size)).double()
        wanted = right(kept, k)
        high = torch.fft.rfft(made)[:, size // 2].abs().max()
        calm = 3 + 0.2 * kept / kept.abs().max()  # above 0 everywhere, between the pixels too: nothing bends
        same = report.tensor(report.call(answer, calm.clone(), k), "the result", (40, size)).double()
        report.close(
            "rows that are positive everywhere come back as they are",
            same,
            calm,
            tol=1e-3,
            known=[
                (calm / k, "They come back k times too small: the inverse transform divides by the number of pixels, "
                 "and the finer grid has k times as many."),
                (calm * k, "They come back k times too large: there is one factor k too many."),
            ],
            hint="Here nothing is bent and no new wave arises: all steps together must change nothing.",
        )  # fmt: skip
        early = (
            "The filter comes too early. The bend makes the new waves, so cut them off after it, before you go back."
        )
        if close_to(made, right(kept, k, 1), 1e-4, 1.0):
            early = f"One wave too many: {size} pixels hold the waves below {size // 2}; of that one only the cosine."
        report.that("no wave is left that the pixels cannot hold", high < 1e-5, early)
        report.close(
            "the rows are bent between the pixels, and filtered after it",
            made,
            wanted,
            tol=1e-3,
            known=[
                (F.leaky_relu(kept, 0.2), "This is the leaky ReLU at the coarse pixels: its aliases are all there."),
                (right(kept, 1), "The bend happens on the coarse grid; a filter after it comes too late for aliases."),
                (kept, "Nothing is bent."),
            ],
            hint="Finer grid, leaky ReLU there, spectrum of the fine row, its first size/2 waves, back to size pixels.",
        )
        report.unchanged([x], [kept], "Your function changes x itself. Make a new tensor.")


def check(report: Report, answer: object, my: Variant) -> None:
    """A filter in the wrong place"""
    report.untouched(answer, bend)
    judge(report, answer, my)
    no_marks_for_the_broken(report, judge, bend, my)
