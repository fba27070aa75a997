"""Task 4: a discriminator that asks for too little."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional as F

from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken


def pair_loss(D: Any, grey: Tensor, wanted: Tensor, answer: Tensor) -> Tensor:
    """The broken program of task 4."""
    real = torch.cat([grey, wanted], 1)
    fake = torch.cat([grey.flip(0), answer], 1)
    return F.softplus(-D(real)).mean() + F.softplus(D(fake)).mean()


class Recorder:
    """A discriminator that notes what it sees: (B, 4, H, W) to scores (B, 1)."""

    def __init__(self) -> None:
        self.seen: list[Tensor] = []

    def __call__(self, x: Tensor) -> Tensor:
        """Scores that depend on every number."""
        self.seen.append(x)
        return (x * torch.linspace(0.5, 1.5, x[0].numel()).view(x[0].shape)).mean((1, 2, 3))[:, None]


def judge(report: Report, answer: object, my: Variant) -> None:
    """What must hold for the loss."""
    grey = torch.randn(6, 1, 4, 5, generator=report.generator)
    wanted, made = (torch.randn(6, 3, 4, 5, generator=report.generator) for _ in range(2))
    made.requires_grad_(True)
    D = Recorder()
    value = report.call(answer, D, grey, wanted, made)
    loss = report.tensor(value, "the loss", shape=())
    seen = torch.cat([one.detach() for one in D.seen]) if D.seen else torch.zeros(0)
    shapes = seen.ndim == 4 and tuple(seen.shape) == (12, 4, 4, 5)
    hint = "D must see 6 real and 6 answered pairs of 1 + 3 channels: join along the channels, axis 1."
    report.must("D sees pairs, (B, 4, H, W)", shapes, hint)
    real = torch.cat([grey, wanted], 1)
    fake = torch.cat([grey, made.detach()], 1)

    def stands(rows: Tensor) -> bool:
        return all(any(torch.equal(row, one) for one in seen) for row in rows)

    report.that("real pairs belong together", stands(real), "A real pair is the given picture and *its* wanted one.")
    hint = "An answered pair is not made of the given picture and the answer to *it*: then D learns to accept others."
    report.that("answered pairs belong together", stands(fake), hint)
    other = Recorder()
    right = F.softplus(-other(real)).mean() + F.softplus(other(fake)).mean()
    report.close(
        "the loss is softplus(-real) + softplus(answered), each a mean",
        loss.detach(),
        right,
        tol=1e-4,
        known=[
            (F.softplus(other(real)).mean() + F.softplus(-other(fake)).mean(), "The signs are exchanged."),
            (right / 2, "Add the two means; they are not averaged."),
        ],
        hint="Keep softplus(-D(real)).mean() + softplus(D(fake)).mean().",
    )
    if isinstance(value, Tensor) and value.requires_grad:
        value.backward()
    hint = "The loss of D has a slope in the answer: D's step would reach into the network. Detach the answer."
    report.that("D's step stops at the answer", made.grad is None or not made.grad.any(), hint)


def check(report: Report, answer: object, my: Variant) -> None:
    """A discriminator that asks for too little"""
    report.untouched(answer, pair_loss)
    judge(report, answer, my)
    no_marks_for_the_broken(report, judge, pair_loss, my)
