"""Task 3: there and back."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from course.checks.report import Report, Variant


def cycle_loss(G: Any, back: Any, x: Tensor, y: Tensor) -> Tensor:
    """(24.5), each norm as a mean over all numbers."""
    return (back(G(x)) - x).abs().mean() + (G(back(y)) - y).abs().mean()


def check(report: Report, answer: object, my: Variant) -> None:
    """There and back"""
    report.if_error("to have 1 channels", "back was given pictures of X: x goes to G first, then to back.")
    report.if_error("to have 3 channels", "G was given pictures of Y: y goes to back first, then to G.")
    for n, m in ((5, 5), (4, 7)):
        G, back = nn.Conv2d(3, 1, 3, padding=1), nn.Conv2d(1, 3, 3, padding=1)
        with torch.no_grad():
            for p in (*G.parameters(), *back.parameters()):
                p.copy_(0.4 * torch.randn(p.shape, generator=report.generator))
        x = torch.randn(n, 3, 6, 6, generator=report.generator)
        y = torch.randn(m, 1, 6, 6, generator=report.generator)
        value = report.call(answer, G, back, x, y)
        loss = report.tensor(value, "the loss", shape=())
        with torch.no_grad():
            home, out = back(G(x)) - x, G(back(y)) - y
        first, second = home.abs().mean(), out.abs().mean()
        right = report.close(
            "the loss is right",
            loss.detach(),
            first + second,
            tol=1e-4,
            known=[
                (first, "Only x comes home. The cycle of y, there by back and home by G, is missing."),
                (second, "Only y comes home. The cycle of x is missing."),
                (home.square().mean() + out.square().mean(), "This is the squared error; the absolute one is wanted."),
                (home.abs().sum() + out.abs().sum(), "Take the mean over all numbers of a batch, not the sum."),
                ((first + second) / 2, "Add the two parts; they are not averaged."),
                (home.mean() + out.mean(), "Without an absolute value, errors of both signs cancel."),
            ],
            hint="Mean of |back(G(x)) - x| plus mean of |G(back(y)) - y|.",
        )
        if isinstance(value, Tensor) and value.requires_grad:
            value.backward()
        weights = [*G.parameters(), *back.parameters()]
        slopes = torch.autograd.grad(cycle_loss(G, back, x, y), weights)
        moved = all(p.grad is not None and p.grad.any() for p in weights)
        whole = moved and all(
            p.grad is not None and (p.grad - slope).abs().max() < 1e-3 * slope.abs().max()
            for p, slope in zip(weights, slopes, strict=True)
        )
        report.that(
            "both networks learn from both journeys",
            whole if right else moved,  # a wrong loss has other slopes
            "A network gets no slope from one of the journeys. Is a detach, or no_grad, on the way?",
        )
