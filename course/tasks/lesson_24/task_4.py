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
        self.weight = torch.linspace(0.5, 1.5, 80).view(4, 4, 5).requires_grad_()

    def __call__(self, x: Tensor) -> Tensor:
        """Scores that depend on every number."""
        self.seen.append(x)
        fits = x.shape[1:] == self.weight.shape
        return (x * self.weight if fits else x).flatten(1).mean(1, keepdim=True)


def judge(report: Report, answer: object, my: Variant) -> None:
    """What must hold for the loss."""
    grey = torch.randn(6, 1, 4, 5, generator=report.generator)
    wanted, made = (torch.randn(6, 3, 4, 5, generator=report.generator) for _ in range(2))
    made.requires_grad_(True)
    D = Recorder()
    value = report.call(answer, D, grey, wanted, made)
    loss = report.tensor(value, "the loss", shape=())
    seen = torch.cat([one.detach() for one in D.seen]) if D.seen else torch.zeros(0)
    hint = "D must see 6 real and 6 answered pairs of 1 + 3 channels: join along the channels, axis 1."
    report.must("D sees pairs, (B, 4, H, W)", tuple(seen.shape) == (12, 4, 4, 5), hint)
    answered = made.detach()

    def stands(*parts: Tensor) -> bool:
        return all(any(torch.equal(row, one) for one in seen) for row in torch.cat(parts, 1))

    hint = "A real pair is the given picture and *its* wanted one."
    if stands(wanted, grey):
        hint = "The given picture comes first in a pair, as D has learned it: torch.cat([grey, …], 1)."
    real = report.that("real pairs belong together", stands(grey, wanted), hint)
    hint = "An answered pair is not made of the given picture and the answer to *it*: then D learns to accept others."
    if stands(answered, grey):
        hint = "In an answered pair, too, the given picture comes first."
    fake = report.that("answered pairs belong together", stands(grey, answered), hint)
    # Who has left the pairs as they were may still have the right loss of them: the two repairs are judged apart.
    given = grey if fake else grey.flip(0)
    if real and stands(given, answered):
        _loss(report, value, loss.detach(), D, torch.cat([grey, wanted], 1), torch.cat([given, answered], 1))
    through = None
    if isinstance(value, Tensor) and value.requires_grad and made.requires_grad:
        (through,) = torch.autograd.grad(value, made, allow_unused=True, retain_graph=True)
    hint = "The loss of D has a slope in the answer: D's step would reach into the network. Detach the answer."
    if not made.requires_grad:
        hint = "detach_ cuts the answer itself off, and the network's own step needs its graph. Take detach()."
    report.that("D's step stops at the answer", made.requires_grad and (through is None or not through.any()), hint)


def _loss(report: Report, value: object, loss: Tensor, D: Recorder, real: Tensor, fake: Tensor) -> None:
    """The loss of these pairs, and what D learns from it."""
    other = Recorder()
    of_real, of_fake = other(real), other(fake)
    right = F.softplus(-of_real).mean() + F.softplus(of_fake).mean()
    good = report.close(
        "the loss is softplus(-real) + softplus(answered), each a mean",
        loss,
        right.detach(),
        tol=1e-4,
        known=[
            (F.softplus(of_real).mean() + F.softplus(-of_fake).mean(), "The signs are exchanged."),
            (right / 2, "Add the two means; they are not averaged."),
            (6 * right, "These are sums over the pairs. Take the two means."),
            (F.softplus(-of_real).mean(), "The answered pairs are missing: D would call everything real."),
            (F.softplus(of_fake).mean(), "The real pairs are missing: D would call everything made."),
            (F.softplus(-of_fake).mean(), "This is the loss of the network that answers. D wants the opposite."),
            (F.softplus(-of_real).mean() + F.softplus(-of_fake).mean(), "Answered pairs get the label of real ones."),
            (F.softplus(-of_real).mean() - F.softplus(of_fake).mean(), "The two costs add up: D is to lower both."),
            (-right, "The sign is turned: D minimises this."),
            (of_fake.mean() - of_real.mean(), "softplus is missing: this is the loss of a critic."),
        ],
        hint="Keep softplus(-D(real)).mean() + softplus(D(fake)).mean().",
    )
    if not good:
        return
    slope = torch.zeros_like(other.weight)
    if isinstance(value, Tensor) and value.requires_grad:
        (found,) = torch.autograd.grad(value, D.weight, allow_unused=True, retain_graph=True)
        slope = slope if found is None else found
    (whole,) = torch.autograd.grad(right, other.weight, retain_graph=True)
    (of_real_alone,) = torch.autograd.grad(F.softplus(-of_real).mean(), other.weight)
    if torch.allclose(slope, of_real_alone, atol=1e-5):
        hint = "D learns nothing from the answered pairs: detach the *picture*, before D has scored it, and no score."
    elif slope.any():
        hint = "The value is right, but not all of its slope reaches D's weights. What else is detached?"
    else:
        hint = "D learns nothing from this loss: it has no graph. Return the tensor, and detach the answer only."
    report.that("D learns from all pairs", torch.allclose(slope, whole, atol=1e-5), hint)


def check(report: Report, answer: object, my: Variant) -> None:
    """A discriminator that asks for too little"""
    report.untouched(answer, pair_loss)
    try:
        judge(report, answer, my)
    finally:
        no_marks_for_the_broken(report, judge, pair_loss, my)
