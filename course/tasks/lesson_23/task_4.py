"""Task 4: a discriminator's loss in need of repair."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from course.checks.report import Report, Variant
from course.tasks.forms import no_marks_for_the_broken


def critic_loss(D: Any, G: Any, real: Tensor, y: Tensor, z: Tensor) -> Tensor:
    """The broken program of task 4."""
    asked = y[torch.randperm(len(y))]
    fake = G(z, asked)
    return F.softplus(-D(real, y)).mean() + F.softplus(D(fake, y)).mean()


class Draws(nn.Module):
    """A generator that writes the label it was asked for into its picture, and notes it."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.tensor(0.5))
        self.asked: list[Tensor] = []

    def forward(self, z: Tensor, y: Tensor) -> Tensor:
        """Noise (B, d) and labels (B,) to pictures (B, d + 1)."""
        self.asked.append(y.detach().clone())
        return torch.cat([self.weight * z, y[:, None].to(z.dtype)], 1)


class Judges(nn.Module):
    """A discriminator that notes what it sees."""

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.tensor(0.3))
        self.seen: list[tuple[Tensor, Tensor]] = []

    def forward(self, x: Tensor, y: Tensor) -> Tensor:
        """Pictures (B, d + 1) and labels (B,) to scores (B, 1)."""
        self.seen.append((x.detach().clone(), y.detach().clone()))
        return self.weight * (x.sum(1, keepdim=True) + 0.7 * y[:, None].to(x.dtype))


def judge(report: Report, answer: object, my: Variant) -> None:
    """What must hold for the loss."""
    z, x = (torch.randn(12, 4, generator=report.generator) for _ in range(2))
    y = torch.arange(12) % 5
    y = y[torch.randperm(12, generator=report.generator)]
    real = torch.cat([x, 10 + y[:, None].float()], 1)  # (12, 5); drawn pictures end with 0 to 4
    G, D = Draws(), Judges()
    value = report.call(answer, D, G, real, y, z)
    loss = report.tensor(value, "the loss", shape=())
    report.must(
        "G draws once, and D sees the real and the drawn pictures",
        len(G.asked) == 1 and len(D.seen) >= 1 and sum(len(x) for x, _ in D.seen) == 24,
        "Let G draw one batch, and let D see both batches, each with its labels.",
    )
    occur = set(G.asked[0].tolist()) <= set(y.tolist())
    report.need("G is asked for labels that occur", occur, "G is asked for labels that no picture has.")
    pictures, labels = (torch.cat([pair[k] for pair in D.seen]) for k in (0, 1))
    drawn = pictures[:, -1] < 9
    report.that(
        "real pictures come with their own labels",
        torch.equal(pictures[~drawn][:, -1] - 10, labels[~drawn].float()),
        "D must see each real picture with its own label: those pairs are what it learns from.",
    )
    report.that(
        "drawn pictures come with the labels that G was asked for",
        int(drawn.sum()) == 12 and torch.equal(pictures[drawn][:, -1], labels[drawn].float()),
        "D judges a drawn picture beside another label than the one that G was asked for: then a G that does what it "
        "is told looks wrong.",
    )
    weight = torch.tensor(0.3, requires_grad=True)  # D's, in the loss as it should be
    halves = [
        F.softplus(-weight * (real.sum(1) + 0.7 * y)).mean(),
        F.softplus(weight * (0.5 * z.sum(1) + 1.7 * G.asked[0])).mean(),
    ]
    slopes = [torch.autograd.grad(half, weight, retain_graph=True)[0] for half in halves]
    wanted, fakes = halves[0].detach(), 0.3 * (0.5 * z.sum(1) + 1.7 * G.asked[0])
    right = report.close(
        "the loss is softplus(-real) + softplus(drawn), each a mean",
        loss,
        wanted + F.softplus(fakes).mean(),
        tol=1e-4,
        known=[
            (12 * (wanted + F.softplus(fakes).mean()), "Take means over the batch, not sums."),
            ((wanted + F.softplus(fakes).mean()) / 2, "Add the two means; they are not averaged here."),
            (F.softplus(0.3 * (real.sum(1) + 0.7 * y)).mean() + F.softplus(-fakes).mean(), "The signs are exchanged: "
             "a high score means real."),
        ],
        hint="Keep softplus(-score) for real and softplus(score) for drawn pictures, and add their means.",
    )  # fmt: skip
    if isinstance(value, Tensor) and value.requires_grad:
        value.backward()
    report.that(
        "the loss has a slope in D",
        D.weight.grad is not None,
        "D's weight gets no slope: a detach too many, or no_grad around D.",
    )
    if right and D.weight.grad is not None:
        report.close(
            "D learns from both halves",
            D.weight.grad,
            sum(slopes),
            tol=1e-3,
            known=[(slopes[0], "The drawn half gives D no slope. Detach the pictures, not their scores.")],
            hint="D's slope is not that of the loss: is a part of it detached, or the step run twice?",
        )
    frozen = not G.weight.requires_grad
    report.that(
        "the loss has no slope in G, and G can still learn",
        (G.weight.grad is None or not G.weight.grad.any()) and not frozen,
        "After the call G is frozen: at its own step it learns nothing. Detach what it drew, and leave its weights."
        if frozen
        else "D's step sends a gradient through G, which costs time and leaves slopes in G. Detach the drawn pictures.",
    )


def check(report: Report, answer: object, my: Variant) -> None:
    """A discriminator's loss in need of repair"""
    report.untouched(answer, critic_loss)
    judge(report, answer, my)
    no_marks_for_the_broken(report, judge, critic_loss, my)
