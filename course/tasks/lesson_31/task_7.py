"""Task 7: the best denoiser."""

from __future__ import annotations

import torch
from torch import Tensor

from course.checks.report import Report, Variant


def right(y: Tensor, pictures: Tensor, sigma: float) -> Tensor:
    """(31.14)."""
    return logits(y, pictures, 2 * sigma**2).softmax(dim=1) @ pictures


def logits(y: Tensor, pictures: Tensor, over: float, power: int = 2) -> Tensor:
    """Minus the distances (B, N), to some power, over a number."""
    return -((y[:, None] - pictures).norm(dim=2) ** power) / over


def slips(y: Tensor, pictures: Tensor, sigma: float) -> list[tuple[Tensor, str]]:
    """What people really get, each with its hint."""
    good = logits(y, pictures, 2 * sigma**2)
    weights = good.softmax(dim=1)
    each = (y[:, None] - pictures).square().mean(dim=2) / (2 * sigma**2)
    return [
        (logits(y, pictures, 2 * sigma).softmax(1) @ pictures, "sigma is squared in (31.14)."),
        (logits(y, pictures, sigma**2).softmax(1) @ pictures, "The 2 before sigma squared is missing."),
        (logits(y, pictures, sigma**2 / 2).softmax(1) @ pictures, "The 2 stands below the line, with sigma squared."),
        (good.softmax(dim=0) @ pictures, "The weights of each y add up to 1, so the softmax runs over the pictures: "
         "the other axis."),
        (logits(y, pictures, 2 * sigma**2, power=1).softmax(1) @ pictures, "The distance is squared in (31.14)."),
        ((-good).softmax(1) @ pictures, "The sign: near pictures have the large weights."),
        ((-each).softmax(1) @ pictures, "The squared distance is a sum over the pixels, not a mean."),
        (good.exp() @ pictures, "The weights are not divided by their sum."),
        (pictures[good.argmax(dim=1)], "This is the nearest picture. With so much noise others count, too."),
        (pictures.mean(dim=0).expand(len(y), -1), "All pictures have the same weight here. Near ones count more."),
        (y - weights @ pictures, "This is the noise that is left. D(y) is the mean of the pictures."),
        (y + sigma**2 * (weights @ pictures - y), "This goes only a part of the way, as if the mean were a slope: "
         "D(y) is the weighted mean itself."),
        (y, "This is y itself."),
    ]  # fmt: skip


def check(report: Report, answer: object, my: Variant) -> None:
    """The best denoiser"""
    for rows, count, d, sigma in ((5, 4, 3, 0.7), (3, 6, 2, 1.6)):
        pictures = torch.randn(count, d, generator=report.generator).double()
        noise = torch.randn(rows, d, generator=report.generator).double()
        y = pictures[torch.arange(rows) % count] + sigma * noise
        kept = y.clone(), pictures.clone()
        made = report.tensor(report.call(answer, y, pictures, sigma), "D(y)", (rows, d))
        report.close(
            "it is the weighted mean of (31.14)",
            made,
            right(*kept, sigma),
            tol=1e-4,
            known=slips(*kept, sigma),
            hint="Minus the squared distances (B, N), over 2 sigma squared; softmax over the pictures; times the "
            "pictures.",
        )
        same = torch.equal(y, kept[0]) and torch.equal(pictures, kept[1])
        hint = "Your function changes the pictures that it was given."
        report.that("what came in is unchanged", same, hint, condition=True)
        narrow = report.call(answer, y.float(), pictures.float(), sigma)
        report.close(
            "float32 serves, too",
            report.tensor(narrow, "D(y) in float32", (rows, d)).double(),
            right(*kept, sigma),
            tol=1e-3,
            hint="For float32 it comes out otherwise than for float64. Compute in one type.",
        )
    corners = torch.tensor([[0.0, 0.0], [2.0, 0.0], [0.0, 2.0], [3.0, 3.0]]).double()
    shift = 0.6 * torch.rand(4, 2, generator=report.generator).double() + 0.2
    nan = "For a small sigma every exp underflows, and 0/0 is NaN. Subtract the smallest squared distance of each row "
    nan += "first, or use softmax."
    for sigma, kind in ((0.01, torch.float64), (1e-3, torch.float32), (1e-6, torch.float64)):
        found = report.call(answer, (corners + shift).to(kind), corners.to(kind), sigma)
        made = report.tensor(found, "D(y) for a small sigma", (4, 2), finite=False)
        report.must("a small sigma makes no NaN", bool(made.isfinite().all()), nan)
        report.close(
            "for a small sigma it is the nearest picture",
            made.double(),
            corners,
            tol=1e-4,
            known=[(torch.zeros(4, 2), "For a small sigma every exp is 0, and a small number below the line does not "
                    "help: all weights are 0. Use softmax, which subtracts the largest first.")],
            hint="For a small sigma only the nearest picture is left. Is sigma clamped, or a small number added?",
        )  # fmt: skip
