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


def right(x: Tensor, k: int, more: int = 0, slope: float = 0.2) -> Tensor:
    """Rows (B, size): the same waves on a grid k times as fine, bent, low-passed, back on the coarse grid."""
    size = x.shape[-1]
    fine = k * torch.fft.irfft(torch.fft.rfft(x), n=k * size)
    spectrum = torch.fft.rfft(F.leaky_relu(fine, slope))
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
        calm = 3 + 0.2 * kept / kept.abs().max()  # above 0 everywhere, between the pixels too: nothing bends
        same = report.tensor(report.call(answer, calm.clone(), k), "the result", (40, size)).double()
        flat = report.that(
            "something is bent", not _alike(made, kept), "Nothing is bent: negative numbers come back as they went in."
        )
        if not flat:
            return
        # Two repairs, judged apart: the place of the filter up to a factor, and the factor where nothing bends.
        known = [
            (
                right(kept, k, 1),
                f"One wave too many: {size} pixels hold the waves below {size // 2}; of that one only the cosine.",
            ),
            (
                F.leaky_relu(kept, 0.2),
                "The filter comes too early. The bend makes the new waves, so cut them off after "
                "it, before you go back.",
            ),
            (right(kept, 1), "The bend happens on the coarse grid; a filter after it comes too late for aliases."),
            (right(kept, k, -1), f"One wave too few: {size // 2 - 1} is still below {size // 2}, and stays."),
            (right(kept, k, -size // 4), "The filter takes too much: only waves from size/2 on are to go."),
            (right(kept, k, slope=0.0), "This is the plain ReLU. The leaky one has the slope 0.2."),
            (right(kept, k, slope=0.01), "This is the leaky ReLU with PyTorch's slope 0.01. Give it 0.2."),
        ]
        hint = next(
            (its for one, its in known if _alike(made, one) and not _alike(right(kept, k), one)),
            "Finer grid, leaky ReLU there, spectrum of the fine row, its first size/2 waves, back to size pixels.",
        )
        placed = report.that("the rows are bent between the pixels, and filtered after it", _alike(made, wanted), hint)
        sized = report.close(
            "rows that are positive everywhere come back as they are",
            same,
            calm,
            tol=1e-3,
            known=[
                (calm / k, "They come back k times too small: the inverse transform divides by the number of pixels, "
                 "and the finer grid has k times as many."),
                (calm * k, "They come back k times too large: there is one factor k too many."),
                (calm / k**2, "They come back k² times too small: the factor k divides where it should multiply."),
            ],
            hint="Here nothing is bent and no new wave arises: all steps together must change nothing.",
        )  # fmt: skip
        if placed and sized and not close_to(made, wanted, 1e-3, 1.0):
            report.that("all rows have their size", False, "The rows that bend have another size than those that do "
                        "not: which factor stands in one case only?")  # fmt: skip
        if not torch.equal(x, kept):
            report.that("what came in is unchanged", False, "Your function changes x itself. Make a new tensor.")


def _alike(one: Tensor, other: Tensor) -> bool:
    """Whether the two agree up to a positive factor, which a transform brings in."""
    factor = (one * other).sum() / other.square().sum()
    return bool(factor > 1e-3) and close_to(one / factor, other, 2e-4, 1.0)


def check(report: Report, answer: object, my: Variant) -> None:
    """A filter in the wrong place"""
    report.untouched(answer, bend)
    try:
        judge(report, answer, my)
    finally:
        no_marks_for_the_broken(report, judge, bend, my)
