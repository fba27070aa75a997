"""Task 5: a start without a checkerboard."""

from __future__ import annotations

import torch
import torch.nn.functional as F

from course.checks.report import Report, Variant


def check(report: Report, answer: object, my: Variant) -> None:
    """A start without a checkerboard"""
    before = torch.empty(0)
    for seed in range(3):
        torch.manual_seed(report.seed + seed)
        weight = report.tensor(report.call(answer, 16, 32), "the weight")
        report.must(
            "the weight is (16, 32, 4, 4)",
            weight.shape == (16, 32, 4, 4),
            f"It is {tuple(weight.shape)}; a transposed weight is (in, out, kernel, kernel), here with kernel 4.",
        )
        weight = weight.detach().float()
        report.must("it is not zero", weight.abs().max() > 1e-6, "All weights are 0: no gradient would pass.")
        flat = torch.randn(1, 16, 1, 1, generator=report.generator).expand(1, 16, 6, 6)
        inside = F.conv_transpose2d(flat, weight, stride=2, padding=1)[0, :, 3:-3, 3:-3]  # (32, 6, 6)
        rough = (inside - inside.mean((1, 2), keepdim=True)).abs().amax() / inside.abs().amax().clamp(min=1e-9)
        pairs = weight.unfold(2, 2, 2).unfold(3, 2, 2)  # (16, 32, 2, 2, 2, 2)
        blocks = (pairs - pairs.mean((4, 5), keepdim=True)).abs().max() < 1e-6
        report.must(
            "a flat picture stays flat inside",
            rough < 1e-4,
            "A checkerboard is left: the phases get different weights. Add up, for each phase, its own 2 x 2 weights.",
        )
        report.must(
            "each channel draws something",
            inside.abs().amax((1, 2)).min() > 1e-6,
            "A flat picture gives 0: the weights of a phase cancel.",
        )
        report.must(
            "the output channels differ",
            (weight - weight[:, :1]).abs().max() > 1e-6,
            "All output channels have the same weights: they draw the same picture. Give each pair its own kernel.",
        )
        report.must(
            "the input channels differ",
            (weight - weight[:1]).abs().max() > 1e-6,
            "All input channels have the same weights: G cannot tell them apart. Give each pair its own kernel.",
        )
        report.must(
            "the weights are random with mean 0",
            weight.mean().abs() < 0.2 * weight.square().mean().sqrt(),
            "The weights have a mean that is not 0. Draw them from a normal distribution around 0.",
        )
        report.must(
            f"their standard deviation is {my.sigma}",
            0.85 * my.sigma < weight.std() < 1.15 * my.sigma,
            f"It is {weight.std():.3f}. Copying a draw keeps its standard deviation; adding or averaging does not.",
        )
        corners = weight[..., ::2, ::2].flatten(2)  # (16, 32, 4)
        gaps = (corners[..., None] - corners[..., None, :]).abs().amax((0, 1)) + torch.eye(4)  # (4, 4)
        report.must(
            "the four squares differ",
            gaps.min() > 1e-6,
            "Two or more of the four squares hold the same number; give each its own draw.",
        )
        tails = corners.pow(4).mean() / corners.square().mean().square()  # 3 for a normal distribution
        report.must(
            "the weights are normal",
            2.2 < tails < 4.5,
            f"The mean fourth power over the squared variance is {tails:.1f}; it is 3 for a normal distribution, 1.8 "
            f"for a uniform one and 1 for signs. Draw with torch.randn.",
        )
        report.must(
            "each call draws anew",
            seed == 0 or not torch.equal(weight, before),
            "Each call gives the same weights: draw them inside the function, without a fixed seed.",
        )
        before = weight
        report.must("each square of 2 x 2 is one number", blocks, "Let each square of 2 x 2 hold one number, as asked.")
