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
        # Two parts, each worth the same: which way the kernels point (s), and how long they are (the division).
        long = [
            (square.sum((2, 3, 4)), "The kernels are scaled, but not divided: their squares add up to (25.4)."),
            (1 / square.sum((2, 3, 4)), "You divided by the variance (25.4). Divide by its root."),
        ]
        plain = kept[0][None].expand(b, -1, -1, -1, -1).square().sum((2, 3, 4))
        early = (
            "You divided first and scaled then: the scales have changed the lengths again. Modulate, then demodulate."
        )
        each = {
            (1, 3, 4): "You added over the output channels J. Add over the *input* channels and the kernel.",
            (3, 4): "You added over the kernel only. An output adds over the input channels, too.",
            (2,): "You added over the input channels only. An output adds over the kernel, too.",
            (0, 2, 3, 4): "You added over the batch, too: each picture has a length of its own.",
            (1, 2, 3, 4): "You added over the output channels, too: each has a length of its own.",
        }
        divided = [(scaled / square.sum(axes, keepdim=True).sqrt(), its) for axes, its in each.items()]
        same_way = report.close(
            "the kernels are modulated: s along the input channels",
            _unit(made),
            _unit(wanted),
            tol=1e-3,
            known=[
                *((_unit(one), its) for one, its in divided),
                (wanted.abs(), "The signs are lost: squares are for the length only."),
                (demodulated(kept[0], kept[1].abs()), "The sign of s is lost: a negative scale turns the kernel."),
                (demodulated(kept[0], torch.ones(b, i)), "The scales have no effect: modulate first, demodulate then."),
                (demodulated(kept[0], kept[1].square()), "The scales are squared. (25.3) has s itself."),
            ],
            hint="w'[b, j, i] = s[b, i] w[j, i], and then the division. Scale input channels, not output channels.",
        )
        one_long = report.close(
            "the squares of each output's kernel add up to 1",
            lengths,
            torch.ones(b, j),
            tol=1e-3,
            known=[
                *long,
                (square.sum((2, 3, 4)) / plain, early),
                *((one.square().sum((2, 3, 4)), its) for one, its in divided),
                (torch.full((b, j), float(i * k * k)), "You divided by the root of the *mean* square. Take the sum."),
            ],
            hint="For each picture and each output channel j, add the squares over the input channels and over the "
            "kernel, and divide by the root. Sum over I, K and K; neither over J nor over B.",
        )
        if not (same_way and one_long):
            return
        report.close(
            "the kernels are those of (25.3), divided by the root of (25.4)",
            made,
            wanted,
            tol=1e-3,
            hint="Each kernel is s w, divided by its length.",
        )
        if not (torch.equal(weight, kept[0]) and torch.equal(s, kept[1])):
            report.that(
                "what came in is unchanged", False, "Your function changes what it was given. Make a new tensor."
            )


def _unit(kernels: Tensor) -> Tensor:
    """The kernels (B, J, I, K, K) with the length 1 each: which way they point."""
    return kernels / kernels.square().sum((2, 3, 4), keepdim=True).sqrt().clamp(min=1e-12)
