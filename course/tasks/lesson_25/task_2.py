"""Task 2: demodulated weights."""

from __future__ import annotations

import torch
from torch import Tensor

from course.checks.report import Report, Variant


def demodulated(weight: Tensor, s: Tensor) -> Tensor:
    """Kernels (J, I, K, K) and scales (B, I) -> one set of kernels a picture, (B, J, I, K, K)."""
    scaled = weight[None] * s[:, None, :, None, None]  # (B, J, I, K, K)
    return scaled / scaled.square().sum((2, 3, 4), keepdim=True).sqrt()


def check(report: Report, answer: object, my: Variant) -> None:
    """Demodulated weights"""
    report.if_error("must match the size", "Scale the input channels: s needs the axes (B, 1, I, 1, 1).")
    report.if_error("could not be broadcast", "Scale the input channels: s needs the axes (B, 1, I, 1, 1).")
    for b, j, i, k in ((3, 4, 5, 3), (1, 6, 2, 1), (4, 3, 3, 3)):
        weight = torch.randn(j, i, k, k, generator=report.generator)
        s = 2 * torch.randn(b, i, generator=report.generator)
        kept = [weight.clone(), s.clone()]
        made = report.tensor(report.call(answer, weight, s), "the result", (b, j, i, k, k)).to(weight.dtype)
        wanted = demodulated(*kept)
        scaled = kept[0][None] * kept[1][:, None, :, None, None]  # (B, J, I, K, K)
        square = scaled.square()
        lengths = made.square().sum((2, 3, 4))
        report.close(
            "the squares of each output's kernel add up to 1",
            lengths,
            torch.ones(b, j),
            tol=1e-3,
            known=[
                (square.sum((2, 3, 4)), "The kernels are scaled, but not divided: their squares add up to (25.4)."),
                (1 / square.sum((2, 3, 4)), "You divided by the variance (25.4). Divide by its root."),
            ],
            hint="For each picture and each output channel j, add the squares over the input channels and over the "
            "kernel, and divide by the root. Sum over I, K and K; neither over J nor over B.",
        )
        report.close(
            "the kernels are those of (25.3), scaled by s along the input channels",
            made,
            wanted,
            tol=1e-3,
            known=[
                (wanted.abs(), "The signs are lost: squares are for the length only."),
                (demodulated(kept[0], kept[1].abs()), "The sign of s is lost: a negative scale turns the kernel."),
                (demodulated(kept[0], torch.ones(b, i)), "The scales have no effect: modulate first, demodulate then."),
            ],
            hint="w'[b, j, i] = s[b, i] w[j, i], and then the division. Scale input channels, not output channels.",
        )
        report.unchanged([weight, s], kept, "Your function changes what it was given. Make a new tensor.")
