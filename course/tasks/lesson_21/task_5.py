"""Task 5: a start without a checkerboard."""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor

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
            _shape_hint(tuple(weight.shape)),
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
            _uneven(weight),
        )
        report.must(
            "each channel draws something",
            inside.abs().amax((1, 2)).min() > 1e-6,
            "A flat picture gives 0: the weights of a phase cancel.",
        )
        both = (weight - weight[:1, :1]).abs().max() > 1e-6
        report.must(
            "the pairs of channels differ",
            both,
            "All pairs of channels share one kernel: 16 inputs draw 32 times the same. Draw (a, b, 2, 2) numbers.",
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
            "No weight is below 0, and half of them should be: torch.rand draws from [0, 1). Take torch.randn."
            if weight.min() >= 0
            else "The weights have a mean that is not 0. Draw them from a normal distribution around 0.",
        )
        report.must(
            f"their standard deviation is {my.sigma}",
            0.85 * my.sigma < weight.std() < 1.15 * my.sigma,
            _spread(weight, my.sigma),
        )
        corners = weight[..., ::2, ::2].flatten(2)  # (16, 32, 4)
        gaps = (corners[..., None] - corners[..., None, :]).abs().amax((0, 1)) + torch.eye(4)  # (4, 4)
        report.must(
            "the four squares differ",
            gaps.min() > 1e-6,
            "All four squares hold the same number: the whole kernel is one draw. Draw four."
            if (gaps - torch.eye(4)).max() < 1e-6
            else "Two of the four squares hold the same number; give each its own draw.",
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


def _shape_hint(shape: tuple[int, ...]) -> str:
    given = f"It is {shape}, and (16, 32, 4, 4) is wanted for even_start(16, 32)"
    if shape == (32, 16, 4, 4):
        return f"{given}: that is the order of a convolution. A transposed weight is (in, out, kernel, kernel)."
    if shape == (16, 32, 2, 2):
        return f"{given}: these are the four numbers. Each must fill a square of 2 x 2."
    if shape in ((16, 32, 4, 2), (16, 32, 2, 4)):
        return f"{given}: each number is repeated once, along one axis. A square needs both."
    if len(shape) == 1:
        return f"{given}: without dim, repeat_interleave lays all numbers in a row. Give it dim=2, then dim=3."
    if shape == (32, 64, 2, 2):
        return f"{given}: the channels were repeated. The axes of the kernel are the last two."
    if len(shape) == 4 and shape[-1] > 4:
        return f"{given}: the kernel is larger than 4 x 4. Begin with 2 x 2 numbers, and repeat each twice."
    return f"{given}: four axes, (in, out, kernel, kernel)."


def _uneven(weight: Tensor) -> str:
    if torch.equal(weight[..., :2, :2], weight[..., 2:, 2:]) and torch.equal(weight[..., :2, :2], weight[..., :2, 2:]):
        return (
            "A checkerboard is left: repeat lays the 2 x 2 numbers side by side, so that each phase has a number of "
            "its own. Repeat each number beside itself: repeat_interleave."
        )
    if (weight == 0).float().mean() > 0.5:
        return "A checkerboard is left: with one number in a square and zeros around it only one phase gets anything."
    rows = torch.equal(weight[..., 0, :], weight[..., 1, :]) and torch.equal(weight[..., 2, :], weight[..., 3, :])
    columns = torch.equal(weight[..., 0], weight[..., 1]) and torch.equal(weight[..., 2], weight[..., 3])
    if rows or columns:
        return "Stripes are left: the numbers agree along one axis of the kernel only. A square needs both."
    return "A checkerboard is left: the phases get different weights. Add up, for each phase, its own 2 x 2 weights."


def _spread(weight: Tensor, sigma: float) -> str:
    std = weight.std().item()
    told = f"It is {std:.2g}"
    near = {
        1.0: "torch.randn has the standard deviation 1. Multiply by MY.sigma.",
        sigma**0.5: "that is the root of MY.sigma. torch.randn is multiplied by the standard deviation itself.",
        sigma**2: "that is the variance. torch.randn is multiplied by the standard deviation itself.",
        sigma / 2: "half as much: the mean of four draws has half their deviation. Copy one draw instead.",
        2 * sigma: "twice as much: four draws are added, or one is doubled. Copy one draw.",
        sigma / 4: "a quarter: who divides by the four copies makes the picture too faint. Copy the number as it is.",
    }
    found = next((its for one, its in near.items() if abs(std / one - 1) < 0.1), "")
    return f"{told}: {found}" if found else f"{told}. Copying a draw keeps its standard deviation."
